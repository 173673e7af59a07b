/** One organisation that sends a thousand requests a second does not slow another's. */
import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'chai';
import { runCommand, startServing } from '../../bench/batch-processes.js';
import { Child } from '../../bench/child.js';
import { AttackResult } from '../../bench/fuzz-job.js';
import { ordinaryMessage, Probe } from '../../bench/fuzz.js';
import { callers, readMessage } from '../../bench/mixed-messages.js';
import { temporaryFolder } from './served.js';

/** What docs/production.md states; on a machine that others use as well, a few milliseconds are nobody's fault. */
const mostSlower = 3;
const noiseMs = 10;

describe('An organisation that sends a thousand requests a second', function () {
  this.timeout(60_000);
  this.retries(2);

  it('is held to its limit, and another one is answered nearly as fast as before', async () => {
    const settings = { LR_DATA_DIR: temporaryFolder(), LR_ORGANISATION_REQUESTS_PER_SECOND: '100' };
    await runCommand(
      ['organisation', 'rights', callers.awardingOrganisation.organisationRef, '--add', 'find'],
      settings,
    );
    const server = await startServing(settings);
    const attacker = new Child('fuzz-attacker');
    const message = readMessage(
      '9900001019',
      { FamilyName: 'No', GivenName: 'One' },
      callers.awardingOrganisation,
    );
    const probe = new Probe(server.url, message);
    try {
      probe.start();
      await sleep(1000);
      probe.median();
      await sleep(1500);
      const alone = probe.median();
      const { origin } = new URL(server.url);
      const job = {
        origin,
        messages: 4000,
        connections: 20,
        perSecond: 1000,
        seed: 1,
        ordinary: ordinaryMessage,
      };
      const { seen, problems } = await attacker.ask(job, AttackResult);
      const beside = probe.median();
      expect(problems).to.deep.equal([]);
      expect(probe.problems).to.deep.equal([]);
      // Within two windows of ten seconds at most.
      expect(seen['200']).to.be.within(1000, 2000);
      expect((seen['200'] ?? 0) + (seen['429'] ?? 0) + (seen['503'] ?? 0)).to.equal(4000);
      expect(beside, `${alone} ms alone`).to.be.below(mostSlower * alone + noiseMs);
    } finally {
      await probe.stop();
      await attacker.stop();
      await server.end('SIGTERM');
    }
  });
});
