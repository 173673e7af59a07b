/** The worker in its thread beside a server, on both databases. */
import { expect } from 'chai';
import { Worker } from 'node:worker_threads';
import { startBatchThread } from '../../src/jobs/batch-thread.js';
import type { WorkerEvent } from '../../src/jobs/worker-event.js';
import type { Caller } from '../../src/register/ports.js';
import { runRegister, type RunningRegister } from '../running-register.js';
import { people, until } from './working.js';

const organisation = `<OrganisationRef>TSTLP1</OrganisationRef><UKPRN>90000001</UKPRN>
  <OrgPassword>Test-Provider-01</OrgPassword><UserName>Terry Testuser</UserName>`;

function envelope(inner: string): string {
  return `<e:Envelope xmlns:e="http://schemas.xmlsoap.org/soap/envelope/" xmlns:b="http://api.lrs.miap.gov.uk/batchmsg"><e:Body>${inner}</e:Body></e:Envelope>`;
}

function submitMessage(from: number, count: number): string {
  const learners = people(count, from).map(
    (one) => `<Learner><GivenName>${one['givenName']}</GivenName><FamilyName>${one['familyName']}</FamilyName>
      <LastKnownPostCode>${one['lastKnownPostCode']}</LastKnownPostCode><DateOfBirth>${one['dateOfBirth']}</DateOfBirth>
      <Gender>2</Gender></Learner>`,
  );
  return envelope(`<b:SubmitBatch>${organisation}<JobType>FUL</JobType>
    <LearnerRecordCount>${count}</LearnerRecordCount>${learners.join('')}</b:SubmitBatch>`);
}

async function output({ send }: RunningRegister, jobId: string): Promise<string> {
  const answer = await send(
    envelope(`<b:GetSubmitBatchOutput>${organisation}<JobID>${jobId}</JobID></b:GetSubmitBatchOutput>`),
  );
  return answer.body;
}

for (const database of ['sqlite', 'postgres'] as const) {
  describe(`The batch worker's thread (${database})`, () => {
    let register: RunningRegister;

    before(async () => {
      register = await runRegister({ database, workerThread: true });
    });

    after(async () => {
      await register.stop();
    });

    it('works on jobs that are submitted to the server, until every learner has a ULN', async () => {
      const jobs: string[] = [];
      for (let job = 0; job < 5; job += 1) {
        const { body } = await register.send(submitMessage(job * 120, 120));
        const [, jobId = ''] = /<JobID>(\d+)<\/JobID>/.exec(body) ?? [];
        expect(body).to.include('WSRC0007');
        jobs.push(jobId);
      }
      const ulns = new Set<string>();
      for (const jobId of jobs) {
        await until(async () => (await output(register, jobId)).includes('WSRC0009'), 20_000);
        const done = await output(register, jobId);
        expect(done.match(/<ReturnCode>RC001<\/ReturnCode>/g)).to.have.lengthOf(120);
        for (const [, uln = ''] of done.matchAll(/<ULN>(\d{10})<\/ULN>/g)) ulns.add(uln);
      }
      expect(ulns.size).to.equal(600);
    });

    it("logs what it does with job and correlation id, and nobody's name", async () => {
      const finished = () => register.log.filter((line) => line.includes('batch job finished'));
      // The thread stores the end of a job first, then tells of it.
      await until(() => Promise.resolve(finished().length >= 5), 5000);
      const lines = finished();
      expect(lines).to.have.lengthOf(5);
      for (const line of lines) {
        const { jobId, correlationId } = JSON.parse(line) as Record<string, unknown>;
        expect(jobId).to.match(/^\d+$/);
        expect(correlationId).to.be.a('string');
      }
      for (const one of people(600)) expect(register.log.join('')).to.not.include(one['familyName']);
    });

    it('shows in the metrics and in the readiness', async () => {
      const metrics = await (await fetch(`${register.origin}/metrics`)).text();
      expect(metrics).to.include('learner_register_batch_records_total{code="RC001"} 600');
      expect(metrics).to.include('learner_register_batch_jobs_ended_total{end="finished"} 5');
      expect(metrics).to.match(/learner_register_batch_jobs\{state="waiting"\} \d/);
      const ready = await (await fetch(`${register.origin}/health/ready`)).text();
      expect(ready).to.include('"batchWorker":"ok"');
    });

    it('has put each step on record under the submitter', async () => {
      const entries = await register.store.audit.list({
        organisationRef: 'TSTLP1',
        operation: 'submitBatchRegistration',
        limit: 5000,
      });
      const outcomes = new Map<string, number>();
      for (const { outcome } of entries) outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
      expect(Object.fromEntries(outcomes)).to.deep.equal({ WSRC0005: 600, WSRC0007: 5 });
      const caller: Partial<Caller> = { userName: 'Terry Testuser' };
      for (const one of entries) expect(one).to.deep.include(caller);
    });
  });
}

describe('A thread that ends by itself', () => {
  it('is started again, and does not beat in between', async () => {
    const events: WorkerEvent[] = [];
    let spawned = 0;
    const thread = startBatchThread({
      spawn: () => {
        spawned += 1;
        const code =
          spawned === 1
            ? 'throw new Error("Broken")'
            : 'require("node:worker_threads").parentPort.once("message", () => {})';
        return new Worker(code, { eval: true });
      },
      report: (event) => void events.push(event),
    });
    await until(() => !thread.beats());
    expect(events.map(({ kind }) => kind)).to.deep.equal(['trouble']);
    await until(() => spawned === 2 && thread.beats());
    await thread.stop();
    expect(thread.beats()).to.equal(false);
    expect(spawned).to.equal(2);
  });
});
