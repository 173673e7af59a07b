import { expect } from 'chai';
import { pairsOfScenario, pairsOfTheRegister } from '../../src/scenarios/coverage.js';
import { allScenarios, scenariosFor } from '../../src/scenarios/load-scenarios.js';
import { organisationKinds, usualRights } from '../../src/domain/organisation.js';
import { operationsOfServices } from '../../src/contract/request-elements.js';

/** What no scenario shows, and why. */
const exceptions: Readonly<Record<string, string>> = {
  'submitBatchRegistration WSRC0015': 'is never sent: what a learner lacks is RC006 of its own',
  'getMergedUnmergedULNsReport WSRC0023': 'the operation is withdrawn',
  'getMergedUnmergedULNsReport WSRC0024': 'the operation is withdrawn',
  'getDeletedULNsReport WSRC0023': 'the operation is withdrawn',
  'getDeletedULNsReport WSRC0024': 'the operation is withdrawn',
  'SubmitAchievementBatchJob WSRC0043':
    'is met only by an organisation that is not set up, which then cannot do the other scenarios',
  'GetAchievementBatchJob F002': 'is met only in files: the schema sees to the form of a date',
  'GetAchievementBatchJob L002':
    'is met where LR_ULN_CHECK is not relaxed: in the test environment it is, and nobody has such a ULN',
  'GetAchievementBatchJob F009': 'is met only in files: a message has no headings',
};

describe('The scenarios', () => {
  it('show every code of every operation, but for those that have a reason not to', () => {
    const shown = new Set(allScenarios().flatMap((scenario) => [...pairsOfScenario(scenario)]));
    const missing = pairsOfTheRegister().filter((pair) => !shown.has(pair));
    expect(missing).to.have.members(Object.keys(exceptions));
  });

  it('ask for no code that the table of codes does not know of the operation', () => {
    const known = new Set(pairsOfTheRegister());
    const unknown = allScenarios().flatMap((scenario) =>
      [...pairsOfScenario(scenario)].filter((pair) => !known.has(pair)),
    );
    expect(unknown).to.deep.equal([]);
  });

  it('have ids of their own', () => {
    const ids = allScenarios().map(({ id }) => id);
    expect(new Set(ids).size).to.equal(ids.length);
  });

  it('name operations and services that there are', () => {
    const operations = new Set([...operationsOfServices.values()].flat());
    for (const { id, steps, never } of allScenarios()) {
      for (const { operation = [], service = [] } of [...steps, ...never]) {
        for (const each of operation) expect(operations.has(each), `${id} ${each}`).to.equal(true);
        for (const each of service) expect(operationsOfServices.has(each), `${id} ${each}`).to.equal(true);
      }
    }
  });

  it('speak only of steps, values and fields of their own', () => {
    for (const { id, steps, never } of allScenarios()) {
      const remembered = new Set<string>();
      for (const [index, step] of steps.entries()) {
        for (const path of step.attempt ?? []) expect(step.send, id).to.have.property(path);
        for (const { same, other } of [...Object.values(step.send), ...Object.values(step.answer)]) {
          for (const name of [same, other])
            if (name !== undefined) expect(remembered.has(name), `${id} ${name}`).to.equal(true);
        }
        if (step.sameAs !== undefined) expect(step.sameAs, id).to.be.at.most(index);
        for (const name of Object.keys(step.remember)) remembered.add(name);
      }
      for (const rule of never) {
        expect(rule.after, id).to.be.at.most(steps.length);
        for (const { same } of Object.values(rule.send))
          if (same !== undefined) expect(remembered.has(same), id).to.equal(true);
      }
    }
  });

  it('can be done with the usual rights of the organisations they are for', () => {
    const needs: Readonly<
      Record<string, ReturnType<typeof usualRights> extends ReadonlySet<infer R> ? R : never>
    > = {
      learnerByULN: 'find',
      learnerByDemographics: 'find',
      LearnerByUln: 'find',
      registerSingleLearner: 'register',
      updateSingleLearner: 'update',
      UpdateLearnerSubsetFields: 'update',
      verifyLearner: 'verify',
      retrieveULNs: 'retrieve',
      submitBatchRegistration: 'batch',
      getBatchRegistrationOutput: 'batch',
      submitVerifyBatch: 'batch',
      getVerifyBatchOutput: 'batch',
      GetLearnerLearningEvents: 'plr',
      ViewAudit: 'plr',
      SubmitAchievementBatchJob: 'achievements',
      GetAchievementBatchJob: 'achievements',
    };
    for (const kind of organisationKinds) {
      for (const { id, steps } of scenariosFor(kind)) {
        for (const { operation = [] } of steps) {
          for (const each of operation) {
            const right = needs[each];
            if (right !== undefined) expect(usualRights(kind).has(right), `${kind} ${id}`).to.equal(true);
          }
        }
      }
    }
  });
});
