/**
 * Kills a register in the middle of its achievement jobs, again and again, and looks each time whether every promise was
 * kept. What dies is the built command line: the server with its worker, a worker beside it, or both at once.
 */
import { rm } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { auditAchievements, type AchievementFindings } from './achievement-audit.js';
import {
  AchievementClient,
  NotAccepted,
  achievementsMessage,
  type AchievementFields,
} from './achievement-client.js';
import {
  runCommand,
  startServing,
  startWorking,
  type OwnProcess,
  type ServingProcess,
  type Settings,
} from './batch-processes.js';
import type { KillerPlan } from './batch-killer.js';
import { openRows } from './batch-rows.js';
import { peopleFile } from './dataset.js';
import { person } from './people.js';

export interface AchievementKillerReport extends AchievementFindings {
  readonly rounds: number;
  readonly kills: number;
  /** Kills that hit a job of which some records had a result and some had none. */
  readonly inTheMiddle: number;
  /** Submits that broke off without an answer; handed in again. */
  readonly unanswered: number;
}

const population = 1500;
const recordsInAJob = 1200;
const patienceMs = 60_000;
/** Setting for a short wait after a death; what they do is the same. */
const impatient = { LR_BATCH_LEASE_SECONDS: '1', LR_BATCH_POLL_SECONDS: '1' };

/** Runs the rounds; ends with the first whose findings show a problem. */
export async function killAchievements({
  settings,
  rounds,
  say,
}: KillerPlan): Promise<AchievementKillerReport> {
  const own = { ...settings, ...impatient };
  const people = await peopleFile(population);
  await runCommand(['learner', 'import', people], own);
  await rm(people);
  let server = await startServing(own);
  const seen = { kills: 0, inTheMiddle: 0, unanswered: 0 };
  try {
    let workMs = 0;
    for (let round = 0; ; round += 1) {
      const worker = round % 3 === 2 ? await startWorking(own) : undefined;
      const lived = await liveThrough({ settings: own, server, worker, round, workMs });
      server = lived.server;
      await worker?.end('SIGTERM');
      // The first round is left alone: it tells how long there is for killing.
      if (round === 0) workMs = lived.milliseconds;
      seen.kills += lived.kills;
      seen.inTheMiddle += lived.inTheMiddle;
      seen.unanswered += lived.unanswered;
      const findings = await auditAchievements(own);
      const problems = [...lived.problems, ...findings.problems];
      say(
        `round ${round} of ${rounds} (${lived.milliseconds.toFixed(0)} ms): ${findings.records} records in ${findings.jobs} jobs, ` +
          `${findings.created} created, ${findings.changed} changed, ${seen.inTheMiddle} of ${seen.kills} kills in the middle` +
          (problems.length > 0 ? `, ${problems.length} problems` : ''),
      );
      if (problems.length > 0 || round >= rounds) return { ...findings, ...seen, problems, rounds: round };
    }
  } finally {
    await server.end('SIGKILL');
  }
}

interface Round {
  readonly settings: Settings;
  readonly server: ServingProcess;
  readonly worker: OwnProcess | undefined;
  readonly round: number;
  readonly workMs: number;
}

async function liveThrough({ settings, server: alive, worker, round, workMs }: Round) {
  let server = alive;
  const started = performance.now();
  const messages = messagesOf(round);
  const submits = submitAll(server, messages);
  const kills = round === 0 ? 0 : round % 4 === 3 ? 2 : 1;
  let inTheMiddle = 0;
  for (let kill = 0; kill < kills; kill += 1) {
    await sleep(Math.random() * workMs);
    const victims: OwnProcess[] = worker !== undefined && Math.random() < 0.3 ? [worker] : [server];
    if (worker !== undefined && Math.random() < 0.3) victims.push(worker);
    await Promise.all(victims.map((victim) => victim.end('SIGKILL')));
    if ((await jobsThat(settings, halfDone)) > 0) inTheMiddle += 1;
    if (victims.includes(server)) server = await startServing(settings);
  }
  const answers = await submits;
  const again = answers.filter(({ jobId }) => jobId === undefined).map(({ body }) => body);
  const answered = [...answers, ...(await submitAll(server, again))];
  const problems: string[] = [];
  for (const { jobId, records } of answered) {
    if (jobId !== undefined) problems.push(...(await problemsOf(server, jobId, records)));
  }
  for (const end = performance.now() + patienceMs; (await jobsThat(settings, unfinished)) > 0;) {
    if (performance.now() > end) throw new Error(`There are unfinished jobs after ${patienceMs} ms`);
    await sleep(50);
  }
  const milliseconds = performance.now() - started;
  return { server, milliseconds, kills, inTheMiddle, unanswered: again.length, problems };
}

interface Message {
  readonly text: string;
  readonly records: number;
}

/** All at once. One whose connection broke has no number: nobody can tell whether it was accepted. */
async function submitAll(server: ServingProcess, messages: readonly Message[]) {
  const client = new AchievementClient(server.url);
  try {
    return await Promise.all(
      messages.map(async (body) => {
        const { records } = body;
        try {
          return { body, records, jobId: await client.submit(body.text) };
        } catch (error) {
          if (error instanceof NotAccepted) throw error;
          return { body, records, jobId: undefined };
        }
      }),
    );
  } finally {
    client.close();
  }
}

const doneMembers = ['Created', 'Updated', 'Withdrawn', 'Reinstated', 'PromotedToFinal'].map(
  (name) => `Achievements${name}`,
);
const errorMembers = ['FieldDataErrors', 'LearnerDataErrors', 'BusinessRuleErrors'];

/** The counters of the answer come to the number of records handed in. */
async function problemsOf(
  server: ServingProcess,
  jobId: number,
  records: number,
): Promise<readonly string[]> {
  const client = new AchievementClient(server.url);
  const job = await client.finished(jobId, patienceMs).finally(() => {
    client.close();
  });
  const problems: string[] = [];
  if (job['ResponseCode'] !== 'WSRC0009')
    problems.push(`job ${jobId} is answered with ${job['ResponseCode']}`);
  const sum = [...doneMembers, ...errorMembers].reduce((total, name) => total + Number(job[name]), 0);
  if (sum !== records) problems.push(`job ${jobId}: its counters come to ${sum}, not ${records}`);
  if (job['NumberOfRecords'] !== String(records)) problems.push(`job ${jobId} has other records`);
  return problems;
}

const halfDone = `select count(*) as jobs from (
  select j.job_id from batch_job j join batch_result r on r.job_id = j.job_id
  where j.status <> 'Successful' group by j.job_id, j.record_count having count(*) < j.record_count) as half`;
const unfinished = `select count(*) as jobs from batch_job where status in ('Waiting', 'InProgress')`;

async function jobsThat(settings: Settings, sql: string): Promise<number> {
  const rows = await openRows(settings);
  try {
    const [row] = await rows.query(sql, z.object({ jobs: z.coerce.number() }));
    return row?.jobs ?? 0;
  } finally {
    await rows.close();
  }
}

/**
 * The jobs of a round: creations, the same once more in another job, every action one after another, what was
 * provisional in the round before as final, and records that cannot be done. Each round has award dates of its own.
 */
function messagesOf(round: number): readonly Message[] {
  const creations = records((at) => achievement(at, round, {}));
  const lives = records((at) => lifeOf(at, round));
  const finals = records((at) =>
    achievement(at % 600, round - 1, {
      Action: at % 2 === 0 ? '1' : '2',
      UnitOrQualificationReferenceNumber: unit,
    }),
  );
  const mixed = records((at) => (at % 4 === 0 ? bad(at, round) : achievement(at, round, {})));
  return [
    message(creations, 'F'),
    message(mixed, 'F'),
    message(lives, 'P'),
    ...(round === 0 ? [] : [message(finals, 'F')]),
  ];
}

const unit = 'T/900/1001';

function lifeOf(at: number, round: number): AchievementFields {
  const steps = ['1', '2', '3', '4', '2'];
  const learner = Math.floor(at / steps.length) + (round % 3) * 200;
  const step = at % steps.length;
  return achievement(learner, round, {
    Action: steps[step] ?? '1',
    LanguageForAssessment: step === 4 ? 'Welsh' : 'English',
    UnitOrQualificationReferenceNumber: unit,
  });
}

function bad(at: number, round: number): AchievementFields {
  const kinds: readonly AchievementFields[] = [
    { FamilyName: 'Nobody' },
    { Action: '9' },
    { UnitOrQualificationReferenceNumber: '999/9999/9' },
    { Uln: '12345' },
  ];
  return achievement(at, round, kinds[(at / 4) % kinds.length] ?? {});
}

function achievement(at: number, round: number, more: AchievementFields): AchievementFields {
  const { uln, familyName, givenName } = person(at % population);
  const day = new Date(Date.UTC(2016, 0, 1 + Math.max(0, round))).toISOString().slice(0, 10);
  const fields: AchievementFields = {
    AchievementAwardDate: `${day}T00:00:00`,
    Action: '1',
    ActionDate: '2026-01-02T00:00:00',
    FamilyName: familyName,
    GivenName: givenName,
    Grade: 'Pass',
    LanguageForAssessment: 'English',
    ProviderUkprn: '90000001',
    Uln: uln,
    UnitOrQualificationReferenceNumber: '900/0003/5',
  };
  return { ...fields, ...more };
}

function records(make: (at: number) => AchievementFields): readonly AchievementFields[] {
  return Array.from({ length: recordsInAJob }, (_, at) => make(at));
}

function message(achievements: readonly AchievementFields[], submissionType: 'P' | 'F'): Message {
  return { text: achievementsMessage(achievements, submissionType), records: achievements.length };
}
