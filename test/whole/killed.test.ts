/** A server that is killed in the middle of its work has kept every promise it made. */
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'chai';
import { openStore } from '../../src/store/open-store.js';
import {
  codeOf,
  findByUlnRequest,
  findRequest,
  person,
  registerRequest,
  textOf,
  type Person,
} from './requests.js';
import { serve, temporaryFolder, type ServedRegister } from './served.js';

const rounds = 5;
const clients = 8;
const patienceMs = 8_000;

interface Promised {
  /** ULNs that a client was told, with their person. */
  readonly registered: Map<string, Person>;
  /** Correlation ids of answered requests. */
  readonly answered: Set<string>;
}

describe('A server that is killed under load', function () {
  this.timeout(60_000);

  it('has kept every ULN that it gave and a record of every answer', async () => {
    const folder = temporaryFolder();
    const promised: Promised = { registered: new Map(), answered: new Set() };
    for (let round = 0; round < rounds; round++) {
      const server = await serve({ LR_DATA_DIR: folder });
      const before = promised.registered.size;
      const work = Promise.all(
        Array.from({ length: clients }, (_, client) =>
          keepRegistering(server, round * 100 + client, promised),
        ),
      );
      // On a busy machine the first passwords may take longer than the whole round should.
      for (let waited = 0; promised.registered.size === before && waited < patienceMs; waited += 10) {
        await sleep(10);
      }
      await sleep(50 + Math.random() * 250);
      await server.end('SIGKILL');
      await work;
      expect(promised.registered.size, `registered in round ${round}`).to.be.greaterThan(before);
    }

    const server = await serve({ LR_DATA_DIR: folder });
    try {
      for (const [uln, one] of promised.registered) {
        const answer = await server.send(findByUlnRequest(uln, one));
        expect(codeOf(answer.body), uln).to.equal('WSRC0004');
      }
    } finally {
      await server.end('SIGTERM');
    }
    expect(await missingFromAudit(folder, promised.answered)).to.deep.equal([]);
  });
});

/** Finds and registers one person after another until the connection breaks. */
async function keepRegistering(server: ServedRegister, client: number, promised: Promised): Promise<void> {
  for (let n = 0; ; n++) {
    const one = person(1_000_000 + client * 10_000 + n);
    try {
      for (const request of [findRequest(one), registerRequest(one)]) {
        const answer = await server.send(request);
        promised.answered.add(String(answer.headers['x-correlation-id']));
        const uln = codeOf(answer.body) === 'WSRC0005' ? textOf(answer.body, 'ULN') : undefined;
        if (uln !== undefined) promised.registered.set(uln, one);
      }
    } catch {
      return;
    }
  }
}

async function missingFromAudit(folder: string, answered: ReadonlySet<string>): Promise<string[]> {
  const store = await openStore({ kind: 'sqlite', file: join(folder, 'test.sqlite'), environment: 'test' });
  try {
    const recorded = new Set<string>();
    const page = 1000;
    for (let offset = 0; ; offset += page) {
      const entries = await store.audit.list({ limit: page, offset });
      for (const { correlationId } of entries) recorded.add(correlationId);
      if (entries.length < page) break;
    }
    return [...answered].filter((id) => !recorded.has(id));
  } finally {
    await store.close();
  }
}
