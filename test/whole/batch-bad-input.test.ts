/** Batches that are too large, cut off, or full of the same person: what is refused leaves nothing behind. */
import { expect } from 'chai';
import {
  accounts,
  BatchClient,
  submitMessage,
  type BatchFields,
  type BatchKind,
} from '../../bench/batch-client.js';
import { newRecord, personOf } from '../../bench/batch-records.js';
import { sendRaw } from '../http/serving.js';
import { runRegister, type RunningRegister } from '../running-register.js';

const { learningProvider } = accounts;
const patienceMs = 60_000;
const mostNotes = 4000;

for (const database of ['sqlite', 'postgres'] as const) {
  describe(`Batches that are bad input (${database})`, function () {
    this.timeout(90_000);
    let register: RunningRegister;
    let client: BatchClient;

    before(async () => {
      register = await runRegister({
        database,
        settings: { headersTimeoutSeconds: '1', requestTimeoutSeconds: '2' },
      });
      client = new BatchClient(register.url);
    });

    after(async () => {
      client.close();
      await register.stop();
    });

    const jobCount = async (): Promise<number> => (await register.store.batches.list({ limit: 1000 })).length;

    async function isRefused(kind: BatchKind, records: readonly BatchFields[], code: RegExp): Promise<void> {
      const before = await jobCount();
      const { responseCode, jobId } = await client.submit(kind, records);
      expect(responseCode).to.match(code);
      expect(jobId).to.equal(0n);
      expect(await jobCount()).to.equal(before);
    }

    async function outputOf(kind: BatchKind, records: readonly BatchFields[]) {
      const { responseCode, jobId } = await client.submit(kind, records);
      expect(responseCode).to.equal('WSRC0007');
      return client.finished(kind, jobId, patienceMs);
    }

    const people = (first: number, count: number, more: BatchFields = {}): readonly BatchFields[] =>
      Array.from({ length: count }, (_, n) => newRecord(first + n, more));

    it('refuses 201 learners to register, and takes 200', async () => {
      await isRefused('registration', people(1000, 201), /^WSEC0001: .*'201'.*'200'/);
      const { responseCode, job } = await outputOf('registration', people(1000, 200));
      expect(responseCode).to.equal('WSRC0009');
      expect(job).to.include({ NewLearnersCount: '200', RejectedLearnersCount: '0' });
    });

    it('refuses a 201st learner beside a count of 200', async () => {
      const before = await jobCount();
      const body = submitMessage('registration', learningProvider, people(1000, 201), { count: 200 });
      expect(await client.post(body)).to.match(/<ErrorCode>WSEC0001<.*Learner/);
      expect(await jobCount()).to.equal(before);
    });

    it('refuses 5001 learners to verify, and takes 5000', async () => {
      const records = Array.from({ length: 5001 }, (_, n) => {
        const { GivenName = '', FamilyName = '' } = personOf(n);
        return { MISIdentifier: `V-${n}`, ULN: '9900099000', FamilyName, GivenName };
      });
      await isRefused('verification', records, /^WSEC0001: .*'5001'.*'5000'/);
      const { responseCode, learners } = await outputOf('verification', records.slice(1));
      expect(responseCode).to.equal('WSRC0009');
      expect(learners.map(({ MISIdentifier }) => MISIdentifier)).to.deep.equal(
        records.slice(1).map(({ MISIdentifier }) => MISIdentifier),
      );
      expect(learners.every(({ ResponseCode }) => ResponseCode === 'WSRC0001')).to.equal(true);
    });

    it('registers a person who stands two hundred times in a job once', async () => {
      const { job, learners } = await outputOf('registration', Array<BatchFields>(200).fill(newRecord(9000)));
      expect(job).to.include({ NewLearnersCount: '1', ExistsUpdatedLearnersCount: '199' });
      expect(learners.map(({ ReturnCode }) => ReturnCode)).to.deep.equal([
        'RC001',
        ...Array<string>(199).fill('RC002'),
      ]);
      expect(new Set(learners.map(({ ULN }) => ULN)).size).to.equal(1);
    });

    it('updates a person who stands there often with other details each time', async () => {
      const records = Array.from({ length: 50 }, (_, n) =>
        newRecord(9100, { EmailAddress: `n${n}@example.org` }),
      );
      const { learners } = await outputOf('registration', records);
      expect(learners.map(({ ReturnCode }) => ReturnCode)).to.deep.equal([
        'RC001',
        ...Array<string>(49).fill('RC003'),
      ]);
    });

    it('refuses 8 MiB of notes in one record, whether the server or the schema counts them', async () => {
      const notes = (bytes: number) => people(2000, 1, { Notes: 'n'.repeat(bytes) });
      await isRefused('registration', notes(8 * 2 ** 20 - 5000), /^WSEC0001: .*'Notes'/);
      await isRefused('registration', notes(8 * 2 ** 20), /^WSEC\d+: .*8388608/);
    });

    it('takes two hundred records with all the notes that each may have, and gives them back', async () => {
      const records = people(3000, 200, { Notes: `${'né & <'.repeat(mostNotes / 10)}end` });
      const { job, learners } = await outputOf('registration', records);
      expect(job).to.include({ NewLearnersCount: '200' });
      expect(learners.map(({ Notes }) => Notes)).to.deep.equal(records.map(({ Notes }) => Notes));
    });

    it('makes no job of a request that breaks off, wherever it does', async () => {
      const before = await jobCount();
      const port = Number(new URL(register.origin).port);
      const body = submitMessage('registration', learningProvider, people(4000, 200));
      const head =
        'POST /LearnerService.svc HTTP/1.1\r\nHost: a\r\nContent-Type: text/xml\r\n' +
        `Content-Length: ${Buffer.byteLength(body)}\r\n\r\n`;
      const cuts = [0.1, 0.5, 0.9, 0.999].map((share) => body.slice(0, Math.floor(body.length * share)));
      await Promise.all(cuts.map((part) => sendRaw(port, [head, part], { thenEnd: true })));
      await Promise.all(cuts.map((part) => sendRaw(port, [head, part], { giveUpAfterMs: 200 })));
      expect(await jobCount()).to.equal(before);
      // A length that fits what came does not help: the message is not whole.
      for (const part of cuts) expect(await client.post(part)).to.include('<ErrorCode>WSEC0001<');
      expect(await jobCount()).to.equal(before);
      expect((await outputOf('registration', people(4000, 1))).job).to.include({ NewLearnersCount: '1' });
    });
  });
}
