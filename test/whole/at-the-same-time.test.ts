/** Many requests at once, on several processes that share a database. */
import { expect } from 'chai';
import { hasValidCheckDigit, parseUln } from '../../src/domain/uln.js';
import { newOptions } from '../store/databases.js';
import {
  codeOf,
  findByUlnRequest,
  findRequest,
  person,
  registerRequest,
  textOf,
  updateRequest,
} from './requests.js';
import { serve, temporaryFolder, type ServedRegister } from './served.js';

const processes = { sqlite: 2, postgres: 3 } as const;
const many = 100;

for (const database of ['sqlite', 'postgres'] as const) {
  describe(`${processes[database]} processes on one database (${database})`, function () {
    this.timeout(60_000);
    const servers: ServedRegister[] = [];

    before(async () => {
      const options = await newOptions(database);
      const settings: Record<string, string> =
        options.kind === 'postgres' ? { LR_DATABASE_URL: options.url } : { LR_DATA_DIR: temporaryFolder() };
      for (let n = 0; n < processes[database]; n++) servers.push(await serve(settings));
    });

    after(() => Promise.all(servers.map((server) => server.end('SIGTERM'))));

    /** Sends all at once, in turn to each process. */
    const sendAll = (requests: readonly string[]): Promise<string[]> =>
      Promise.all(
        requests.map(async (request, index) => {
          const server = servers[index % servers.length];
          if (server === undefined) throw new Error('No server');
          return (await server.send(request)).body;
        }),
      );

    const sendOne = async (request: string): Promise<string> => (await sendAll([request]))[0] ?? '';

    it('a hundred equal registrations give one ULN', async () => {
      const one = person(1);
      expect(codeOf(await sendOne(findRequest(one)))).to.equal('WSRC0001');
      const answers = await sendAll(Array.from({ length: many }, () => registerRequest(one)));
      expect(countOf(answers)).to.deep.equal({ WSRC0005: 1, WSRC0021: many - 1 });

      const found = await sendAll(servers.map(() => findRequest(one)));
      const uln = answers.map((answer) => textOf(answer, 'ULN')).find((text) => text !== undefined);
      for (const answer of found) {
        expect(codeOf(answer)).to.equal('WSRC0004');
        expect(textOf(answer, 'ULN')).to.equal(uln);
      }
    });

    it('a hundred different registrations give a hundred ULNs', async () => {
      const people = Array.from({ length: many }, (_, n) => person(1000 + n));
      const finds = await sendAll(people.map(findRequest));
      expect(countOf(finds)).to.deep.equal({ WSRC0001: many });
      const answers = await sendAll(people.map(registerRequest));
      expect(countOf(answers)).to.deep.equal({ WSRC0005: many });

      const ulns = answers.map((answer) => parseUln(textOf(answer, 'ULN') ?? ''));
      expect(new Set(ulns).size).to.equal(many);
      expect(ulns.every((uln) => uln !== undefined && hasValidCheckDigit(uln))).to.equal(true);
      const found = await sendAll(people.map((one, n) => findByUlnRequest(ulns[n] ?? '', one)));
      expect(countOf(found)).to.deep.equal({ WSRC0004: many });
    });

    it('of a hundred updates from one version, one is done', async () => {
      const one = person(2);
      await sendOne(findRequest(one));
      const uln = textOf(await sendOne(registerRequest(one)), 'ULN') ?? '';
      const answers = await sendAll(
        Array.from({ length: many }, (_, n) => updateRequest(one, `Title ${n}`, uln, 1)),
      );
      expect(countOf(answers)).to.deep.equal({ WSRC0006: 1, WSRC0013: many - 1 });
      const winner = answers.findIndex((answer) => codeOf(answer) === 'WSRC0006');
      const found = await sendOne(findByUlnRequest(uln, one));
      expect(textOf(found, 'Title')).to.equal(`Title ${winner}`);
      expect(textOf(found, 'VersionNumber')).to.equal('2');
    });
  });
}

function countOf(answers: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const answer of answers) counts[codeOf(answer)] = (counts[codeOf(answer)] ?? 0) + 1;
  return counts;
}
