/** A client of the register as a vendor would write it, for tests of the scenarios: plain HTTP, messages as text. */
import { Agent, request as httpRequest } from 'node:http';
import { publishedTestData } from '../../src/cli/test-data.js';
import type { Answer } from '../post.js';
import { post } from '../post.js';
import type { RunningRegister } from '../running-register.js';

/** Elements by name, in their order; a list gives one element for each entry. */
export interface Fields {
  readonly [name: string]: string | Fields | readonly (string | Fields)[];
}

/** What came back; nothing when the connection broke. */
export interface Told {
  readonly status: number;
  readonly body: string;
  readonly retryAfter: number;
}

export const published = publishedTestData();

export class ScriptedClient {
  readonly #agent = new Agent({ keepAlive: true });
  /** Used in place of the right one. */
  password: string | undefined;

  /** @param key of the organisation in the published test data */
  constructor(
    private readonly register: RunningRegister,
    private readonly key: string,
  ) {}

  get organisation() {
    const found = published.organisations[this.key];
    if (found === undefined) throw new Error(`${this.key} is not published`);
    return found;
  }

  /** Lets time pass: the register's clock is the test's. */
  wait(seconds: number): void {
    this.register.clock.advance({ seconds });
  }

  learnerService(namespace: string, element: string, content: Fields): Promise<Told> {
    const { FindType, ...rest } = content;
    const head = {
      ...(FindType === undefined ? {} : { FindType }),
      OrganisationRef: this.organisation.organisationRef,
      OrgPassword: this.#password,
      UserName: this.organisation.userName,
    };
    return this.send(
      'LearnerService',
      `<m:${element} xmlns:m="http://api.lrs.miap.gov.uk/${namespace}">${xml({ ...head, ...rest })}</m:${element}>`,
    );
  }

  find(content: Fields): Promise<Told> {
    return this.learnerService('findmsg', 'FindLearnerByDemographics', { FindType: 'FUL', ...content });
  }

  findByUln(content: Fields): Promise<Told> {
    return this.learnerService('findmsg', 'FindLearnerByULN', { FindType: 'FUL', ...content });
  }

  registerLearner(learner: Fields): Promise<Told> {
    const given = { ...learner, VerificationType: '2', AbilityToShare: '1' };
    return this.learnerService('regmsg', 'RegisterLearner', { Learner: given });
  }

  /** With the optional elements between, where the schema wants them. */
  update(learner: Fields, uln: string, version: string, abilityToShare = '1', email?: string): Promise<Told> {
    const {
      GivenName = '',
      FamilyName = '',
      LastKnownPostCode = '',
      DateOfBirth = '',
      Gender = '',
    } = learner;
    return this.learnerService('regmsg', 'UpdateLearner', {
      Learner: {
        GivenName,
        FamilyName,
        LastKnownPostCode,
        DateOfBirth,
        Gender,
        ...(email === undefined ? {} : { EmailAddress: email }),
        VerificationType: learner['VerificationType'] ?? '1',
        AbilityToShare: abilityToShare,
        ULN: uln,
        VersionNumber: version,
      },
    });
  }

  verify(content: Fields): Promise<Told> {
    return this.learnerService('reportmsg', 'VerifyLearner', { LearnerToVerify: content });
  }

  retrieve(ulns: readonly string[]): Promise<Told> {
    return this.learnerService('reportmsg', 'RetrieveULNs', { ULNsToRetrieve: { ULN: ulns } });
  }

  submit(type: 'FUL' | 'CHK', learners: readonly Fields[], count = learners.length): Promise<Told> {
    return this.learnerService('batchmsg', 'SubmitBatch', {
      JobType: type,
      LearnerRecordCount: String(count),
      Learner: learners,
    });
  }

  output(job: string): Promise<Told> {
    return this.learnerService('batchmsg', 'GetSubmitBatchOutput', { JobID: job });
  }

  submitVerification(learners: readonly Fields[], count = learners.length): Promise<Told> {
    return this.learnerService('vldmsg', 'SubmitVerifyBatch', {
      LearnerRecordCount: String(count),
      Learner: learners,
    });
  }

  verificationOutput(job: string): Promise<Told> {
    return this.learnerService('vldmsg', 'GetVerifyBatchOutput', { JobID: job });
  }

  /** An operation of LearnerServiceR9. */
  r9(operation: string, content: Fields): Promise<Told> {
    const { organisationRef, userName } = this.organisation;
    const isEvents = operation === 'GetLearnerLearningEvents';
    const head = isEvents
      ? { 'a:OrganisationRef': organisationRef, 'a:Password': this.#password, 'a:Username': userName }
      : { 'a:Password': this.#password, 'a:Reference': organisationRef, 'a:Username': userName };
    const members = isEvents ? 'Amor.Qcf.Service.Interface' : 'Amor.Qcf.Common';
    const vendor = isEvents ? 'vendorID' : 'vendorId';
    return this.send(
      'LearnerServiceR9',
      `<${operation} xmlns="http://tempuri.org/"><invokingOrganisation xmlns:a="http://schemas.datacontract.org/2004/07/${members}">` +
        `${xml(head)}</invokingOrganisation>${xml({ userType: 'ORG', [vendor]: '1', language: 'ENG', ...content })}</${operation}>`,
    );
  }

  /** An operation of ExternalService. */
  external(operation: string, content: Fields): Promise<Told> {
    const { organisationRef, userName } = this.organisation;
    const user = {
      'a:OrgPassword': this.#password,
      'a:OrganisationRef': organisationRef,
      'a:UserName': userName,
    };
    return this.send(
      'ExternalService',
      `<${operation} xmlns="http://api.lrs.qcf.gov.uk/services"><invokingUser xmlns:a="http://api.lrs.qcf.gov.uk/model">` +
        `${xml(user)}</invokingUser>${xml(content)}</${operation}>`,
    );
  }

  achievements(type: string, achievements: readonly Fields[], email?: string): Promise<Told> {
    return this.external('SubmitAchievementBatchJob', {
      ...(email === undefined ? {} : { emailAddress: email }),
      submissionType: type,
      achievements: { Achievement: achievements },
    });
  }

  achievementJob(job: string): Promise<Told> {
    return this.external('GetAchievementBatchJob', { jobId: job });
  }

  async send(service: string, body: string): Promise<Told> {
    const text = `<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body>${body}</s:Body></s:Envelope>`;
    try {
      return told(await post(`${this.register.origin}/${service}.svc`, text, { agent: this.#agent }));
    } catch {
      return { status: 0, body: '', retryAfter: 0 };
    }
  }

  /** Switches a fault on, for the next request unless it says otherwise. */
  async fault(fault: object): Promise<void> {
    const { status, body } = await this.program('PUT', '/test/faults', fault);
    if (status !== 200) throw new Error(`The fault was refused: ${body}`);
  }

  /** A request of a program, with HTTP Basic. */
  program(method: string, path: string, body?: object): Promise<Told> {
    const { organisationRef, orgPassword } = this.organisation;
    const bytes = body === undefined ? '' : JSON.stringify(body);
    return new Promise((resolve, reject) => {
      const sent = httpRequest(
        `${this.register.origin}${path}`,
        {
          method,
          agent: this.#agent,
          auth: `${organisationRef}:${orgPassword}`,
          headers: { 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(bytes) },
        },
        (response) => {
          const chunks: Buffer[] = [];
          response.on('data', (chunk: Buffer) => chunks.push(chunk));
          response.on('end', () => {
            resolve({
              status: response.statusCode ?? 0,
              body: Buffer.concat(chunks).toString(),
              retryAfter: 0,
            });
          });
        },
      );
      sent.on('error', reject);
      sent.end(bytes);
    });
  }

  close(): void {
    this.#agent.destroy();
  }

  get #password(): string {
    return this.password ?? this.organisation.orgPassword;
  }
}

function told({ status, body, headers }: Answer): Told {
  return { status, body, retryAfter: Number(headers['retry-after'] ?? 0) };
}

/** The first element of that name. */
export function valueOf(answer: Told, name: string): string {
  const [, value] = new RegExp(`<(?:\\w+:)?${name}(?: [^>]*)?>([^<]*)<`).exec(answer.body) ?? [];
  if (value === undefined) throw new Error(`There is no ${name} in ${answer.body}`);
  return value;
}

function xml(fields: Fields): string {
  return Object.entries(fields)
    .flatMap(([name, value]) =>
      (Array.isArray(value) ? (value as readonly (string | Fields)[]) : [value as string | Fields]).map(
        (each) => element(name, each),
      ),
    )
    .join('');
}

function element(name: string, value: string | Fields): string {
  const content =
    typeof value === 'string' ? value.replaceAll('&', '&amp;').replaceAll('<', '&lt;') : xml(value);
  return `<${name}>${content}</${name}>`;
}
