/** Calls ExternalService over HTTP as an awarding organisation does, and reads the answers without this register's code. */
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { BatchClient, type BatchFields } from './batch-client.js';
import { repository } from './paths.js';

const accountSchema = z.object({
  organisationRef: z.string(),
  ukprn: z.string(),
  orgPassword: z.string(),
  userName: z.string(),
});

/** The awarding organisation of the published test data. */
export const awarder = z
  .object({ organisations: z.object({ awardingOrganisation: accountSchema }) })
  .parse(JSON.parse(readFileSync(new URL('fixtures/testdata/index.json', repository), 'utf8')))
  .organisations.awardingOrganisation;

const services = 'http://api.lrs.qcf.gov.uk/services';
const model = 'http://api.lrs.qcf.gov.uk/model';

/** An achievement by the contract's element names, in the order of its schema. */
export type AchievementFields = BatchFields;

/** The request that hands in achievements. */
export function achievementsMessage(
  achievements: readonly AchievementFields[],
  submissionType: 'P' | 'F',
): string {
  const list = achievements.map((one) => `<s:Achievement>${elements(one)}</s:Achievement>`).join('');
  return message(
    'SubmitAchievementBatchJob',
    `<s:submissionType>${submissionType}</s:submissionType><s:achievements>${list}</s:achievements>`,
  );
}

export class AchievementClient {
  readonly #client: BatchClient;

  /** @param learnerServiceUrl as `startServing` gives it */
  constructor(learnerServiceUrl: string) {
    this.#client = new BatchClient(learnerServiceUrl.replace('LearnerService.svc', 'ExternalService.svc'));
  }

  /** The number of the job. Rejects when it was not accepted, or the connection broke. */
  async submit(body: string): Promise<number> {
    const answer = await this.#client.post(body);
    const jobId = memberOf(answer, 'JobId');
    if (memberOf(answer, 'ResponseCode') === 'WSRC0007' && jobId !== undefined) return Number(jobId);
    throw new NotAccepted(answer.slice(0, 1000));
  }

  /** The members of the answer that hold text, once the job has an end. */
  async finished(jobId: number, patienceMs: number): Promise<BatchFields> {
    for (const end = performance.now() + patienceMs; ;) {
      const body = message('GetAchievementBatchJob', `<s:jobId>${String(jobId)}</s:jobId>`);
      const answer = await this.#client.post(body);
      if (memberOf(answer, 'ResponseCode') !== 'WSRC0008') return membersOf(answer);
      if (performance.now() > end) throw new Error(`Job ${jobId} is not finished after ${patienceMs} ms`);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }

  close(): void {
    this.#client.close();
  }
}

/** An answer, and not the one that was wished for. */
export class NotAccepted extends Error {}

function message(operation: string, content: string): string {
  const { orgPassword, organisationRef, userName } = awarder;
  return (
    '<e:Envelope xmlns:e="http://schemas.xmlsoap.org/soap/envelope/"><e:Body>' +
    `<s:${operation} xmlns:s="${services}" xmlns:m="${model}"><s:invokingUser>` +
    `<m:OrgPassword>${orgPassword}</m:OrgPassword><m:OrganisationRef>${organisationRef}</m:OrganisationRef>` +
    `<m:UserName>${userName}</m:UserName></s:invokingUser>${content}</s:${operation}></e:Body></e:Envelope>`
  );
}

function elements(fields: AchievementFields): string {
  return Object.entries(fields)
    .map(
      ([name, value]) => `<s:${name}>${value.replaceAll('&', '&amp;').replaceAll('<', '&lt;')}</s:${name}>`,
    )
    .join('');
}

function memberOf(answer: string, name: string): string | undefined {
  return membersOf(answer)[name];
}

function membersOf(answer: string): BatchFields {
  return Object.fromEntries(
    [...answer.matchAll(/<a:(\w+)>([^<]*)<\/a:\1>/g)].map(([, name = '', text = '']) => [name, text]),
  );
}
