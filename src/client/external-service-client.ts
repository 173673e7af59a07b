import type {
  AchievementBatchJobResponse,
  ExternalServiceOperation,
  ExternalServiceResponses,
  GetAchievementBatchJobRequest,
  SubmitAchievementBatchJobRequest,
  SubmitAchievementBatchJobResponseModel,
} from '../contract/generated/external-service.js';
import { externalServiceSpecs } from '../contract/generated/external-service-specs.js';
import { Connection } from './connection.js';
import type { CallOptions, ClientOptions } from './options.js';

/** A request without what the client adds: who calls, and the password. */
export type WithoutInvokingUser<Request> = Omit<Request, 'invokingUser'>;

/**
 * Calls ExternalService, by which awarding organisations submit achievements. The service knows organisations by
 * `organisationRef` alone. Failures, simultaneous calls and `close` are as with `LearnerServiceClient`.
 */
export class ExternalServiceClient {
  readonly #connection: Connection;
  readonly #options: ClientOptions;

  /** Opens no connection yet. @throws TypeError when the address is none */
  constructor(options: ClientOptions) {
    this.#connection = new Connection('ExternalService', options);
    this.#options = options;
  }

  /** Hands in achievements; the answer has the number of the job. */
  async submitAchievementBatchJob(
    request: WithoutInvokingUser<SubmitAchievementBatchJobRequest>,
    call?: CallOptions,
  ): Promise<SubmitAchievementBatchJobResponseModel> {
    const { submitAchievementBatchJobResult = {} } = await this.#call(
      'SubmitAchievementBatchJob',
      request,
      call,
    );
    return submitAchievementBatchJobResult;
  }

  /** Asks how far a job is, and what became of its achievements. */
  async getAchievementBatchJob(
    request: WithoutInvokingUser<GetAchievementBatchJobRequest>,
    call?: CallOptions,
  ): Promise<AchievementBatchJobResponse> {
    const { getAchievementBatchJobResult = {} } = await this.#call('GetAchievementBatchJob', request, call);
    return getAchievementBatchJobResult;
  }

  /** Closes the connections that are kept open. Calls that are under way fail. */
  close(): void {
    this.#connection.close();
  }

  #call<K extends ExternalServiceOperation>(
    operation: K,
    request: object,
    call: CallOptions = {},
  ): Promise<ExternalServiceResponses[K]> {
    const { organisationRef, orgPassword, userName } = this.#options;
    const invokingUser = { organisationRef, orgPassword, userName: call.userName ?? userName };
    const whole = { invokingUser, ...request };
    return this.#connection.call(externalServiceSpecs[operation], whole, call);
  }
}
