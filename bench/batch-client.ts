/** Calls the batch operations over HTTP as an MIS does, and reads the answers without this register's own code. */
import { Agent, request } from 'node:http';
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { repository } from './paths.js';

/** A record by the contract's element names, in the order of its schema. */
export type BatchFields = Readonly<Record<string, string>>;

const accountSchema = z.object({ ukprn: z.string(), orgPassword: z.string(), userName: z.string() });
export type Account = z.infer<typeof accountSchema>;

const testData = z.object({
  organisations: z.object({ learningProvider: accountSchema, awardingOrganisation: accountSchema }),
});

/** The organisations of the published test data. */
export const accounts = testData.parse(
  JSON.parse(readFileSync(new URL('fixtures/testdata/index.json', repository), 'utf8')),
).organisations;

/** What a submit answered. The number is 0 when no job was made. */
export interface Submitted {
  readonly responseCode: string;
  readonly jobId: bigint;
}

export interface JobOutput {
  readonly responseCode: string;
  /** The answer's elements beside the learners. */
  readonly job: BatchFields;
  /** Each learner's elements. */
  readonly learners: readonly BatchFields[];
}

export type BatchKind = 'registration' | 'verification';

const messages = {
  registration: { namespace: 'batchmsg', submit: 'SubmitBatch', output: 'GetSubmitBatchOutput' },
  verification: { namespace: 'vldmsg', submit: 'SubmitVerifyBatch', output: 'GetVerifyBatchOutput' },
} as const;

const learnerElement = { registration: 'Learner', verification: 'VerifiedLearner' } as const;

/** The request that hands in a batch. @param count what it says of the number of records; the true one if absent */
export function submitMessage(
  kind: BatchKind,
  account: Account,
  records: readonly BatchFields[],
  { jobType = 'FUL', count = records.length }: { jobType?: 'FUL' | 'CHK'; count?: number } = {},
): string {
  const learners = records.map((fields) => `<Learner>${elements(fields)}</Learner>`).join('');
  const type = kind === 'registration' ? `<JobType>${jobType}</JobType>` : '';
  const content = `${type}<LearnerRecordCount>${count}</LearnerRecordCount>${learners}`;
  return message(kind, messages[kind].submit, account, content);
}

/** The request that asks for a job's output. */
export function outputMessage(kind: BatchKind, account: Account, jobId: bigint): string {
  return message(kind, messages[kind].output, account, `<JobID>${jobId}</JobID>`);
}

function message(kind: BatchKind, root: string, account: Account, content: string): string {
  const { ukprn, orgPassword, userName } = account;
  const head = elements({ UKPRN: ukprn, OrgPassword: orgPassword, UserName: userName });
  const { namespace } = messages[kind];
  return (
    '<soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/"><soapenv:Body>' +
    `<m:${root} xmlns:m="http://api.lrs.miap.gov.uk/${namespace}">${head}${content}</m:${root}>` +
    '</soapenv:Body></soapenv:Envelope>'
  );
}

function elements(fields: BatchFields): string {
  return Object.entries(fields)
    .map(([name, value]) => `<${name}>${value.replaceAll('&', '&amp;').replaceAll('<', '&lt;')}</${name}>`)
    .join('');
}

/** One organisation's connection to a register. */
export class BatchClient {
  readonly #agent = new Agent({ keepAlive: true, maxSockets: 16 });

  constructor(
    private readonly url: string,
    private readonly account: Account = accounts.learningProvider,
  ) {}

  async submit(
    kind: BatchKind,
    records: readonly BatchFields[],
    jobType: 'FUL' | 'CHK' = 'FUL',
  ): Promise<Submitted> {
    const body = await this.post(submitMessage(kind, this.account, records, { jobType }));
    return { responseCode: codeOf(body), jobId: BigInt(fieldsOf(body)['JobID'] ?? 0) };
  }

  async output(kind: BatchKind, jobId: bigint): Promise<JobOutput> {
    const body = await this.post(outputMessage(kind, this.account, jobId));
    const learners = [
      ...body.matchAll(new RegExp(`<${learnerElement[kind]}>(.*?)</${learnerElement[kind]}>`, 'gs')),
    ];
    const [head = ''] = body.split(`<${learnerElement[kind]}>`);
    return {
      responseCode: codeOf(body),
      job: fieldsOf(head),
      learners: learners.map(([, content = '']) => fieldsOf(content)),
    };
  }

  /** Asks again and again until the job has an end. Rejects when it takes longer than this. */
  async finished(kind: BatchKind, jobId: bigint, patienceMs: number): Promise<JobOutput> {
    for (const end = performance.now() + patienceMs; ;) {
      const output = await this.output(kind, jobId);
      if (output.responseCode !== 'WSRC0008') return output;
      if (performance.now() > end) throw new Error(`Job ${jobId} is not finished after ${patienceMs} ms`);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }

  /** The answer's text, whatever its status. Rejects when the connection breaks before it is complete. */
  post(body: string): Promise<string> {
    return new Promise((resolve, reject) => {
      const headers = {
        'Content-Type': 'text/xml; charset=utf-8',
        'Content-Length': Buffer.byteLength(body),
      };
      const asked = request(this.url, { method: 'POST', headers, agent: this.#agent }, (answer) => {
        const chunks: Buffer[] = [];
        answer.on('data', (chunk: Buffer) => chunks.push(chunk));
        answer.on('end', () => {
          resolve(Buffer.concat(chunks).toString());
        });
        answer.on('error', reject);
      });
      asked.on('error', reject);
      asked.end(body);
    });
  }

  close(): void {
    this.#agent.destroy();
  }
}

/** The job's response code (a verified learner has one as well), or a fault's error code with what it says. */
function codeOf(body: string): string {
  const { ErrorCode, FurtherDetails } = fieldsOf(body);
  const [, responseCode] = /<ResponseCode>([^<]*)</.exec(body) ?? [];
  return responseCode ?? (ErrorCode === undefined ? body : `${ErrorCode}: ${FurtherDetails ?? ''}`);
}

/** The elements that hold text alone; of several with one name the last. */
function fieldsOf(xml: string): BatchFields {
  return Object.fromEntries(
    [...xml.matchAll(/<(\w+)>([^<]*)<\/\1>/g)].map(([, name = '', text = '']) => [
      name,
      text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&'),
    ]),
  );
}
