/** Learners that bring a fault by themselves. */
import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import { hasValidCheckDigit, parseUln } from '../../src/domain/uln.js';
import { sentinelFamilyName, sentinels, type Sentinel } from '../../src/domain/sentinel.js';
import type { Answer } from '../post.js';
import { runRegister, type RunningRegister } from '../running-register.js';
import { StandingClock } from '../standing-clock.js';
import { codeOf, person, textOf } from '../whole/requests.js';
import {
  batchOutput,
  byDemographics,
  byUln,
  learningEvents,
  provider,
  register,
  retrieve,
  submitBatch,
  verify,
} from './requests.js';

/** HTTP status and code that a sentinel's requests get, or that the connection is cut. */
const expected: Readonly<Record<string, readonly [status: number, code: string] | 'cut'>> = {
  Malformed: [500, 'WSEC0001'],
  Unsupported: [500, 'WSEC0002'],
  Unknown: [500, 'WSEC0003'],
  Closed: [500, 'WSEC0004'],
  Mispassword: [500, 'WSEC0005'],
  Forbidden: [500, 'WSEC0006'],
  Unexpected: [500, 'WSEC0999'],
  Dropped: 'cut',
  Lost: 'cut',
  Outage: [503, 'WSEC0999'],
  Limited: [429, 'WSEC0999'],
};

describe('Sentinel learners', () => {
  const clock = new StandingClock();
  let running: RunningRegister;

  before(async () => {
    running = await runRegister({ clock });
  });
  after(() => running.stop());

  const named = ({ givenName }: Pick<Sentinel, 'givenName'>) => ({
    ...person(1),
    givenName,
    familyName: sentinelFamilyName,
  });

  async function outcome(sent: Promise<Answer>): Promise<readonly [number, string] | 'cut'> {
    try {
      const { status, body } = await sent;
      return [status, codeOf(body)];
    } catch {
      return 'cut';
    }
  }

  it('have numbers of the test range that are valid and that nobody else has', () => {
    const stored = readFileSync('fixtures/testdata/learners.jsonl', 'utf8');
    for (const { uln } of sentinels) {
      const parsed = parseUln(uln);
      expect(parsed !== undefined && hasValidCheckDigit(parsed), uln).to.equal(true);
      expect(uln).to.match(/^99000/);
      expect(stored.includes(`"uln":"${uln}"`), uln).to.equal(false);
    }
    expect(stored).not.to.include(sentinelFamilyName);
    expect(new Set(sentinels.map(({ uln }) => uln)).size).to.equal(sentinels.length);
  });

  it('are all in the page of the test data', () => {
    const page = readFileSync('fixtures/testdata/README.md', 'utf8');
    for (const { uln, givenName } of sentinels)
      expect(page).to.match(new RegExp(`\\| ${givenName} \\| ${uln} \\|`));
    expect(page).to.include(sentinelFamilyName);
  });

  for (const sentinel of sentinels) {
    const result = expected[sentinel.givenName];
    if (result === undefined) continue;
    it(`${sentinel.givenName} gives ${String(result)} to each operation that names it, by number or by names`, async () => {
      const { uln } = sentinel;
      const of = named(sentinel);
      const requests: readonly (readonly [string, string])[] = [
        ['LearnerService', byUln(provider, uln)],
        [
          'LearnerService',
          byUln(provider, '9900001000', ` ${sentinelFamilyName.toUpperCase()}`, of.givenName),
        ],
        ['LearnerService', byDemographics(provider, of)],
        ['LearnerService', register(provider, of)],
        ['LearnerService', verify(provider, uln, person(3))],
        ['LearnerService', retrieve(provider, ['9900001000', uln])],
        ['LearnerServiceR9', learningEvents(provider, uln, 'Any', 'Body')],
      ];
      for (const [service, request] of requests) {
        const code = await outcome(running.sendTo(service, request));
        if (service === 'LearnerServiceR9' && result !== 'cut') expect(code).to.have.property('0', result[0]);
        else expect(code, request).to.deep.equal(result);
      }
    });
  }

  it('leave everybody else alone, whatever part of their name they share', async () => {
    const answers = await Promise.all([
      running.send(byUln(provider, '9900001000', sentinelFamilyName, 'Eleanor')),
      running.send(byUln(provider, '9900001000', 'Testington', 'Malformed')),
      running.send(
        byDemographics(provider, { ...person(4), familyName: `${sentinelFamilyName}e`, givenName: 'Outage' }),
      ),
    ]);
    expect(answers.map(({ status }) => status)).to.deep.equal([200, 200, 200]);
  });

  it('Slow is answered ten seconds late', () => {
    expect(sentinels.find(({ givenName }) => givenName === 'Slow')?.fault).to.deep.equal({
      kind: 'slow',
      seconds: 10,
    });
  });

  it('leave a job to the worker, which fails it for Failing: WSRC0010', async () => {
    const jobId = await submit([person(5), named({ givenName: 'Failing' })]);
    expect(await ended(jobId, 'WSRC0010')).to.equal('WSRC0010');
  });

  it('let a job wait for a minute for Pending, and then be done', async () => {
    const jobId = await submit([person(6), named({ givenName: 'Pending' })]);
    await new Promise((resolve) => setTimeout(resolve, 1500));
    expect(await output(jobId)).to.equal('WSRC0008');
    clock.advance({ seconds: 61 });
    expect(await ended(jobId, 'WSRC0009')).to.equal('WSRC0009');
  }).timeout(20_000);

  async function submit(people: Parameters<typeof submitBatch>[1]): Promise<string> {
    const { body } = await running.send(submitBatch(provider, people));
    expect(codeOf(body)).to.equal('WSRC0007');
    return textOf(body, 'JobID') ?? '';
  }

  async function output(jobId: string): Promise<string> {
    return codeOf((await running.send(batchOutput(provider, jobId))).body);
  }

  async function ended(jobId: string, wanted: string): Promise<string> {
    for (let tries = 0; ; tries += 1) {
      const code = await output(jobId);
      if (code === wanted || tries === 100) return code;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
});
