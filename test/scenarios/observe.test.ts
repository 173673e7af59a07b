import { expect } from 'chai';
import { allScenarios } from '../../src/scenarios/load-scenarios.js';
import { observe } from '../../src/scenarios/observe.js';
import { noProgress, type Progress } from '../../src/scenarios/progress.js';
import type { Scenario } from '../../src/scenarios/scenario.js';
import { SeenExchange } from '../../src/scenarios/seen-exchange.js';
import { envelope, exchange, type Told } from './exchanges.js';

const five = (given: string, extra = '') =>
  `<FindType>FUL</FindType><FamilyName>Testington</FamilyName><GivenName>${given}</GivenName>` +
  `<DateOfBirth>2004-04-12</DateOfBirth><Gender>2</Gender><LastKnownPostCode>ZT1 4EE</LastKnownPostCode>${extra}`;
const find = (content: string) =>
  envelope(
    `<f:FindLearnerByDemographics xmlns:f="http://api.lrs.miap.gov.uk/findmsg">${content}</f:FindLearnerByDemographics>`,
  );
const found = envelope(
  '<f:FindLearnerResponse xmlns:f="http://api.lrs.miap.gov.uk/findmsg"><ResponseCode>WSRC0004</ResponseCode>' +
    '<Learner><ULN>9900001000</ULN></Learner></f:FindLearnerResponse>',
);

function after(id: string, ...told: readonly Told[]): Progress {
  const scenario = scenarioOf(id);
  return told.reduce(
    (progress, each) => observe(scenario, progress, new SeenExchange(exchange(each))),
    noProgress(),
  );
}

function scenarioOf(id: string): Scenario {
  const scenario = allScenarios().find((each) => each.id === id);
  if (scenario === undefined) throw new Error(`There is no scenario ${id}`);
  return scenario;
}

const operation = 'learnerByDemographics';

describe('A scenario', () => {
  it('is done when the right request got the right answer', () => {
    const progress = after('find-exact', { operation, request: find(five('Eleanor')), response: found });
    expect(progress.state).to.equal('done');
    expect(progress.evidence).to.have.length(1);
  });

  it('fails with a reason that names the field, and is done by a right attempt later', () => {
    const wrong = { operation, request: find(five('Elinor')), response: found };
    const progress = after('find-exact', wrong);
    expect(progress.state).to.equal('failed');
    expect(progress.reason).to.equal('In the request, GivenName is Elinor, and should be Eleanor.');
    const right = { operation, request: find(five('Eleanor')), response: found };
    expect(after('find-exact', wrong, right).state).to.equal('done');
    expect(after('find-exact', right, wrong).state).to.equal('done');
  });

  it('fails with a reason that explains the code', () => {
    const progress = after('find-exact', { operation, request: find(five('Eleanor')), code: 'WSRC0001' });
    expect(progress.reason).to.match(
      /^The answer was WSRC0001 \(No learner matches.*\), and should have been WSRC0004\.$/,
    );
  });

  it('is left alone by other traffic', () => {
    const other = find(five('Eleanor')).replace('2004-04-12', '2004-04-13');
    expect(after('find-exact', { operation, request: other, code: 'WSRC0001' }).state).to.equal('open');
    expect(
      after('find-exact', { operation: 'verifyLearner', request: find(five('Eleanor')) }).state,
    ).to.equal('open');
    expect(after('find-exact', { operation, request: '<not xml' }).state).to.equal('open');
    expect(after('find-exact', { operation }).state).to.equal('open');
  });

  it('takes an operation from the request when it was refused before it was understood', () => {
    const progress = after('find-exact', { request: find(five('Eleanor')), code: 'WSEC0001', status: 500 });
    expect(progress.state).to.equal('failed');
  });

  describe('of several steps', () => {
    const update = (version: string) =>
      envelope(
        `<r:UpdateLearner xmlns:r="http://api.lrs.miap.gov.uk/regmsg"><Learner><ULN>9900002546</ULN><VersionNumber>${version}</VersionNumber></Learner></r:UpdateLearner>`,
      );
    const read = envelope(
      '<f:FindLearnerByULN xmlns:f="http://api.lrs.miap.gov.uk/findmsg"><FindType>FUL</FindType><ULN>9900002546</ULN><FamilyName>Oftenchanged</FamilyName><GivenName>Versiona</GivenName></f:FindLearnerByULN>',
    );
    const record = envelope(
      '<f:FindLearnerResponse xmlns:f="http://api.lrs.miap.gov.uk/findmsg"><ResponseCode>WSRC0004</ResponseCode><Learner><VersionNumber>27</VersionNumber></Learner></f:FindLearnerResponse>',
    );
    const stale = { operation: 'updateSingleLearner', request: update('1'), code: 'WSRC0013' };
    const reading = { operation: 'learnerByULN', request: read, response: record };
    const right = { operation: 'updateSingleLearner', request: update('27'), code: 'WSRC0006' };

    it('is done when they come in their order', () => {
      const progress = after('update-stale', stale, reading, right);
      expect(progress.state).to.equal('done');
      expect(progress.evidence).to.have.length(3);
    });

    it('fails by what must not happen in between', () => {
      const progress = after('update-stale', stale, stale);
      expect(progress.state).to.equal('failed');
      expect(progress.reason).to.match(/sent again with the version number that had been refused/);
      const hammered = [stale, stale, stale, stale, reading, right];
      expect(after('update-stale', ...hammered).state).to.equal('failed');
      expect(after('update-stale', ...hammered, stale, reading, right).state).to.equal('done');
    });

    it('fails when a value is not the one of the step before', () => {
      const progress = after('update-stale', stale, reading, { ...right, request: update('26') });
      expect(progress.reason).to.equal(
        'Step 3: in the request, Learner/VersionNumber is 26, and should be 27.',
      );
    });

    it('is open while steps are missing', () => {
      const progress = after('update-stale', stale, reading);
      expect(progress.state).to.equal('open');
      expect(progress.runs.map(({ done }) => done)).to.deep.equal([2]);
    });

    it('survives being stored between any two of them', () => {
      const scenario = scenarioOf('update-stale');
      let progress: Progress = noProgress();
      for (const told of [stale, reading, right]) {
        progress = observe(
          scenario,
          { ...progress, runs: JSON.parse(JSON.stringify(progress.runs)) as Progress['runs'] },
          new SeenExchange(exchange(told)),
        );
      }
      expect(progress.state).to.equal('done');
    });
  });

  describe('with pauses', () => {
    const request = find(five('Eleanor'));
    const out = { operation, request, code: 'OUTAGE', status: 503, retryAfter: 5, seconds: 1000 };

    it('counts what Retry-After said', () => {
      expect(after('outage', out, { operation, request, seconds: 1005 }).state).to.equal('done');
      const early = after('outage', out, { operation, request, seconds: 1002 });
      expect(early.state).to.equal('failed');
      expect(early.reason).to.equal('Step 2: it came after 2.0 seconds, and should have waited 5.');
      expect(after('outage', out, { ...out, seconds: 1001 }).reason).to.match(
        /before the time that Retry-After said/,
      );
    });

    const submitted = envelope(
      '<b:SubmitBatchResponse xmlns:b="http://api.lrs.miap.gov.uk/batchmsg"><JobID>7</JobID></b:SubmitBatchResponse>',
    );
    const submit = {
      operation: 'submitBatchRegistration',
      request: envelope(
        '<b:SubmitBatch xmlns:b="http://api.lrs.miap.gov.uk/batchmsg"><Learner><GivenName>Pending</GivenName><FamilyName>Faultersham</FamilyName></Learner></b:SubmitBatch>',
      ),
      response: submitted,
      code: 'WSRC0007',
      seconds: 2000,
    };
    const poll = (seconds: number, code: string) => ({
      operation: 'getBatchRegistrationOutput',
      request: envelope(
        '<b:GetSubmitBatchOutput xmlns:b="http://api.lrs.miap.gov.uk/batchmsg"><JobID>7</JobID></b:GetSubmitBatchOutput>',
      ),
      code,
      seconds,
    });

    it('lets a job be asked for every two seconds, and not more often', () => {
      const calm = [2000.5, 2003, 2006, 2009].map((seconds) => poll(seconds, 'WSRC0008'));
      expect(after('batch-poll', submit, ...calm, poll(2012, 'WSRC0009')).state).to.equal('done');
      const hasty = after('batch-poll', submit, poll(2001, 'WSRC0008'), poll(2001.5, 'WSRC0008'));
      expect(hasty.state).to.equal('failed');
      expect(hasty.reason).to.match(/^Asked again after 0.5 seconds/);
    });
  });

  it('counts wrong passwords by their heads, since nothing else of them is kept', () => {
    const wrong: Told = { operation, code: 'WSEC0005', status: 500, unproved: true };
    const right = { operation, request: find(five('Eleanor')) };
    expect(after('wrong-password', wrong, wrong, wrong, right).state).to.equal('done');
    for (const times of [4, 5, 6, 7, 8, 20]) {
      const hammered = [...Array.from({ length: times }, () => wrong), right];
      expect(after('wrong-password', ...hammered).state, String(times)).to.equal('failed');
    }
  });
});
