/** How many achievements a second go from the first submit over HTTP to the end of the last job. */
import { z } from 'zod';
import { BatchClient } from './batch-client.js';
import { lastFinish, resultCodes, serveOn, untilJobsEnd, type Database } from './batch-register.js';
import { openRows } from './batch-rows.js';
import type { Settings } from './batch-processes.js';
import { person } from './people.js';
import { publishedAchievement, publishedAwarder } from './requests.js';

export interface AchievementThroughput {
  readonly database: Database;
  readonly jobs: number;
  readonly achievements: number;
  readonly seconds: number;
  readonly achievementsPerSecond: number;
  /** CPU of the server process, microseconds an achievement, all its threads; the database's own not included. */
  readonly cpuPerAchievement: number;
  /** Achievements by their code. */
  readonly codes: Readonly<Record<string, number>>;
  /** Events that the awarding organisation has more than before. */
  readonly eventsStored: number;
}

export interface AchievementPlan {
  readonly population: number;
  readonly jobs: number;
  readonly inAJob: number;
  readonly say: (line: string) => void;
}

const submitsAtOnce = 2;
/** A prime, so that the learners of a job lie all over the register. */
const step = 611_953;

/** Submits achievements to a register that holds the learners of `person`. */
export async function measureAchievements(
  database: Database,
  settings: Settings,
  { population, jobs, inAJob, say }: AchievementPlan,
): Promise<AchievementThroughput> {
  const server = await serveOn(settings);
  const client = new BatchClient(`http://127.0.0.1:${server.port}/ExternalService.svc`);
  try {
    // Each learner gets an achievement of its own, as long as there are learners.
    const messages = Array.from({ length: jobs + 1 }, (_, job) =>
      submission(population, job * inAJob, inAJob),
    );
    const [warmUp = '', ...rest] = messages;
    say(`${database}: a job of ${inAJob} achievements to warm up`);
    await submitAll(client, [warmUp]);
    await untilJobsEnd(settings);
    const [codesBefore, eventsBefore] = [await resultCodes(settings), await ownedEvents(settings)];
    say(`${database}: ${jobs} jobs of ${inAJob} achievements`);
    const usage = await server.usage();
    const started = Date.now();
    await submitAll(client, rest);
    await untilJobsEnd(settings);
    const seconds = ((await lastFinish(settings)) - started) / 1000;
    const cpu = (await server.usage()).cpu - usage.cpu;
    const achievements = jobs * inAJob;
    const codes = Object.entries(await resultCodes(settings)).map(
      ([code, count]) => [code, count - (codesBefore[code] ?? 0)] as const,
    );
    return {
      database,
      jobs,
      achievements,
      seconds,
      achievementsPerSecond: achievements / seconds,
      cpuPerAchievement: cpu / achievements,
      codes: Object.fromEntries(codes),
      eventsStored: (await ownedEvents(settings)) - eventsBefore,
    };
  } finally {
    client.close();
    await server.stop();
  }
}

async function submitAll(client: BatchClient, messages: readonly string[]): Promise<void> {
  let next = 0;
  const lane = async (): Promise<void> => {
    for (let message = messages[next++]; message !== undefined; message = messages[next++]) {
      const answer = await client.post(message);
      if (!answer.includes('WSRC0007')) throw new Error(`A job was not accepted: ${answer.slice(0, 1000)}`);
    }
  };
  await Promise.all(Array.from({ length: submitsAtOnce }, lane));
}

const numberRow = z.object({ last: z.coerce.number() });

/** Counted by their numbers: to count the rows takes long. */
async function ownedEvents(settings: Settings): Promise<number> {
  const rows = await openRows(settings);
  try {
    const sql =
      settings['LR_DATABASE_URL'] === undefined
        ? `select last from number_given where name = 'learning_event_number'`
        : 'select last_value as last from learning_event_number_seq';
    return (await rows.query(sql, numberRow))[0]?.last ?? 0;
  } finally {
    await rows.close();
  }
}

/** A SubmitAchievementBatchJob as a generated client writes it. */
function submission(population: number, first: number, count: number): string {
  const { organisationRef, orgPassword, userName } = publishedAwarder;
  const achievements = Array.from({ length: count }, (_, n) => achievement(population, first + n)).join('');
  const { submissionType, emailAddress } = publishedAchievement;
  return (
    '<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body>' +
    '<SubmitAchievementBatchJob xmlns="http://api.lrs.qcf.gov.uk/services">' +
    '<invokingUser xmlns:m="http://api.lrs.qcf.gov.uk/model">' +
    `<m:OrgPassword>${orgPassword}</m:OrgPassword><m:OrganisationRef>${organisationRef}</m:OrganisationRef>` +
    `<m:UserName>${userName}</m:UserName></invokingUser>` +
    `<emailAddress>${emailAddress}</emailAddress><submissionType>${submissionType}</submissionType>` +
    `<achievements>${achievements}</achievements></SubmitAchievementBatchJob></s:Body></s:Envelope>`
  );
}

function achievement(population: number, at: number): string {
  const who = person((at * step) % population);
  // Once every learner has one, there is another day.
  const day = new Date(Date.parse(publishedAchievement.awardDate));
  day.setUTCDate(day.getUTCDate() + Math.floor(at / population));
  const awardDate = `${day.toISOString().slice(0, 10)}T00:00:00`;
  const { action, providerUkprn, qualification, grade, languageForAssessment } = publishedAchievement;
  const members = {
    AchievementAwardDate: awardDate,
    Action: String(action),
    ActionDate: awardDate,
    DateofBirth: `${who.dateOfBirth}T00:00:00`,
    FamilyName: who.familyName,
    Gender: who.gender,
    GivenName: who.givenName,
    Grade: grade,
    LanguageForAssessment: languageForAssessment,
    LearnerPostcode: who.lastKnownPostCode,
    MisIdentifier: `MIS-${at}`,
    ProviderUkprn: providerUkprn,
    Uln: who.uln,
    UnitOrQualificationReferenceNumber: qualification,
  };
  const content = Object.entries(members).map(([name, value]) => `<${name}>${value}</${name}>`);
  return `<Achievement>${content.join('')}</Achievement>`;
}
