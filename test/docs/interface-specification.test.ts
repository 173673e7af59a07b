/** docs/interface-specification.md says what the register does: its examples are sent, its tables compared. */
import { expect } from 'chai';
import { learnerServiceSpecs } from '../../src/contract/generated/learner-service-specs.js';
import type { FieldSpec } from '../../src/contract/spec.js';
import {
  counterOf,
  outputCode,
  recordCodes,
  type BatchCounter,
  type BatchStatus,
} from '../../src/domain/batch.js';
import { rights, usualRights, type OrganisationKind } from '../../src/domain/organisation.js';
import { listCodes } from '../../src/domain/response-code.js';
import { failureFlags } from '../../src/domain/verification.js';
import { withReadableDetail } from '../messages/error-detail.js';
import { serviceOf } from '../messages/message-case.js';
import { fill, learn, type Values } from '../messages/placeholders.js';
import { workOffBatches } from '../messages/work-off-batches.js';
import { runRegister, type RunningRegister } from '../running-register.js';
import { elementRow } from './element-row.js';
import { readPage, sectionOf, tableOf, type Fence } from './page.js';

const page = readPage('docs/interface-specification.md');
const built = [
  'learnerByULN',
  'learnerByDemographics',
  'registerSingleLearner',
  'updateSingleLearner',
  'verifyLearner',
  'retrieveULNs',
  'submitBatchRegistration',
  'getBatchRegistrationOutput',
  'submitVerifyBatch',
  'getVerifyBatchOutput',
] as const;

describe('docs/interface-specification.md: the examples', () => {
  const values: Values = new Map();
  let register: RunningRegister;

  before(async () => {
    // Jobs are worked off where the page says so, and not before.
    register = await runRegister({ settings: { batchWorker: 'off' } });
  });

  after(() => register.stop());

  it('pairs each request with its answer', () => {
    const kinds = page.fences.filter(isMessage).map(({ info }) => info);
    expect(kinds.length).to.be.greaterThan(built.length * 2);
    kinds.forEach((kind, index) => expect(kind).to.equal(index % 2 === 0 ? 'xml request' : 'xml answer'));
  });

  it('shows each operation that is built', () => {
    const shown = requests().map(({ text }) => bodyElement(text));
    for (const name of built) expect(shown).to.include(learnerServiceSpecs[name].request.element);
  });

  requests().forEach(({ text }, index) => {
    it(`gets the answer printed for example ${index + 1}, ${bodyElement(text)}`, async () => {
      if (asksForOutput(text)) await workOffBatches(register);
      const answer = await register.sendTo(serviceOf(text), fill(text, values, register.clock.today()));
      const body = withReadableDetail(answer.body);
      const printed = asItTravels(page.fences.filter(isMessage)[2 * index + 1]?.text ?? '');
      const now = register.clock.now().toISOString();
      const given = new Map(values)
        .set('timestamp', `${now.slice(0, 10)} ${now.slice(11, 19)}`)
        .set('dateTime', now.slice(0, 19));
      const template = fill(printed, given, register.clock.today());
      learn(template, body, values);
      expect(body).to.equal(fill(template, values, register.clock.today()));
      expect(answer.status).to.equal(/<(?:soapenv|s):Fault>/.test(body) ? 500 : 200);
    });
  });
});

describe('docs/interface-specification.md: the tables', () => {
  for (const name of built) {
    it(`lists the elements of ${name} as the schemas have them`, () => {
      const section = sectionOf(page, name);
      const own = ownFields(learnerServiceSpecs[name].request.type.fields);
      expect(tableOf(section, 'Element')).to.deep.equal(own.map(elementRow));
      for (const { name: element, type } of own) {
        if (type === undefined) continue;
        expect(tableOf(section, `Element of ${element}`)).to.deep.equal(type.fields.map(elementRow));
      }
    });

    it(`lists the response codes of ${name} as the table of codes has them`, () => {
      const rows = tableOf(sectionOf(page, name), 'Code').map(([code]) => code);
      const codes = listCodes().filter(
        ({ form, usedBy, ownUse }) => form === 'response' && [...usedBy, ...ownUse].includes(name),
      );
      expect(rows).to.deep.equal(codes.map(({ code }) => code));
    });
  }

  it('lists the elements of the head', () => {
    const rows = tableOf(sectionOf(page, 'Access'), 'Element');
    expect(rows).to.deep.equal(
      learnerServiceSpecs.verifyLearner.request.type.fields.slice(0, 4).map(elementRow),
    );
  });

  it('names every operation of the service', () => {
    for (const name of Object.keys(learnerServiceSpecs)) expect(page.text).to.include(name);
  });

  it('describes every simple type that its tables name', () => {
    const described = tableOf(sectionOf(page, 'Simple types'), 'Type').map(([type = '']) => type);
    const named = ['Access', ...built].flatMap((name) =>
      elementTablesOf(sectionOf(page, name)).flatMap((table) => table.map(([, , type = '']) => type)),
    );
    const isCount = (type: string): boolean => /^\d+ to /.test(type);
    expect(described).to.include.members(named.filter((type) => !isCount(type)));
    expect(described.filter((type) => !named.includes(type))).to.deep.equal([]);
  });

  it('lists the faults as the table of codes has them', () => {
    const rows = tableOf(sectionOf(page, 'Faults'), 'Code').map(([code]) => code);
    const faults = listCodes().filter(({ form }) => form === 'fault');
    expect(rows).to.deep.equal(faults.map(({ code }) => code));
  });

  it('lists the usual rights of each kind of organisation', () => {
    const kinds: readonly OrganisationKind[] = ['learningProvider', 'awardingOrganisation', 'other'];
    const rows = tableOf(sectionOf(page, 'Rights'), 'Right');
    expect(rows.map(([right]) => right)).to.have.members([...rights]);
    for (const [right, , ...may] of rows) {
      const usual = kinds.map((kind) => ([...usualRights(kind)].some((one) => one === right) ? 'yes' : 'no'));
      expect(may, right).to.deep.equal(usual);
    }
  });

  it('lists the return codes of batches, and the count that each goes into', () => {
    const { fields } = learnerServiceSpecs.getBatchRegistrationOutput.response.type;
    const rows = tableOf(sectionOf(page, 'Return codes'), 'Code');
    expect(rows.map(([code = '', , count = '']) => [code, count])).to.deep.equal(
      recordCodes.map((code) => [code, fields.find(({ key }) => key === countKeys[counterOf(code)])?.name]),
    );
  });

  it('lists the states of a job, and what is answered in each', () => {
    const rows = tableOf(sectionOf(page, 'What a job is'), 'JobStatus');
    const states: readonly BatchStatus[] = ['Waiting', 'InProgress', 'Successful', 'Failed'];
    expect(rows.map(([state, , code]) => [state, code])).to.deep.equal(
      states.map((state) => [state, outputCode(state)]),
    );
  });

  it('explains every failure flag that is sent', () => {
    const flags = tableOf(sectionOf(page, 'verifyLearner'), 'FailureFlag').flatMap(([cell = '']) =>
      cell.split(', '),
    );
    expect(flags).to.have.members(failureFlags.filter((flag) => flag !== 'DECEASED'));
  });
});

function isMessage({ info }: Fence): boolean {
  return info.startsWith('xml ');
}

function requests(): readonly Fence[] {
  return page.fences.filter(({ info }) => info === 'xml request');
}

/** The line breaks between tags are only there for readers. */
function asItTravels(text: string): string {
  return text.trim().replace(/>\n\s*</g, '><');
}

/** Without the head; those of the one element that holds all others, where there is one. */
function ownFields(fields: readonly FieldSpec[]): readonly FieldSpec[] {
  const head = ['OrganisationRef', 'UKPRN', 'OrgPassword', 'UserName'];
  const own = fields.filter(({ name }) => !head.includes(name));
  return own.length === 1 ? own.flatMap((field) => field.type?.fields ?? [field]) : own;
}

function elementTablesOf(section: string): readonly (readonly (readonly string[])[])[] {
  const titles = [...section.matchAll(/^\| (Element(?: of \w+)?) \|/gm)].map(([, title = '']) => title);
  return titles.map((title) => tableOf(section, title));
}

/** The fields of the answer that hold the counts. */
const countKeys: Readonly<Record<BatchCounter, string>> = {
  newLearners: 'newLearnersCount',
  existsUpdated: 'existsUpdatedLearnersCount',
  possibleMatch: 'possibleMatchLearnersCount',
  notFound: 'learnersNotFoundCount',
  rejected: 'rejectedLearnersCount',
};

/** The page shows what a job that has finished is answered with. */
function asksForOutput(text: string): boolean {
  const { getBatchRegistrationOutput, getVerifyBatchOutput } = learnerServiceSpecs;
  const elements = [getBatchRegistrationOutput, getVerifyBatchOutput].map(({ request }) => request.element);
  return [...elements, 'GetAchievementBatchJob'].includes(bodyElement(text));
}

function bodyElement(text: string): string {
  return /<(?:soapenv|s):Body>\s*<(?:\w+:)?(\w+)/.exec(text)?.[1] ?? '';
}
