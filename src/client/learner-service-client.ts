import type {
  GetBatchRegistrationOutputRequest,
  GetBatchRegistrationOutputResponse,
  GetVerifyBatchOutputRequest,
  GetVerifyBatchOutputResponse,
  LearnerByDemographicsRequest,
  LearnerByDemographicsResponse,
  LearnerByUlnRequest,
  LearnerByUlnResponse,
  LearnerServiceOperation,
  LearnerServiceResponses,
  RegisterSingleLearnerRequest,
  RegisterSingleLearnerResponse,
  RetrieveUlnsRequest,
  RetrieveUlnsResponse,
  SubmitBatchRegistrationRequest,
  SubmitBatchRegistrationResponse,
  SubmitVerifyBatchRequest,
  SubmitVerifyBatchResponse,
  UpdateSingleLearnerRequest,
  UpdateSingleLearnerResponse,
  VerifyLearnerRequest,
  VerifyLearnerResponse,
} from '../contract/generated/learner-service.js';
import { learnerServiceSpecs } from '../contract/generated/learner-service-specs.js';
import { Connection } from './connection.js';
import type { CallOptions, ClientOptions } from './options.js';

/** A request without what the client adds: who calls, and the password. */
export type WithoutCaller<Request> = Omit<Request, 'organisationRef' | 'ukprn' | 'orgPassword' | 'userName'>;

/**
 * Calls LearnerService: finds, registers, updates and verifies learners, one by one and in batches.
 *
 * Each method is the operation of its name: docs/interface-specification.md says what it takes, gives and when it gives
 * which response code. Any of them rejects with `RegisterFault` when the register refuses the request, and with `NoAnswer`
 * when there is none. The client may be used for many calls at the same time; connections stay open until `close`.
 */
export class LearnerServiceClient {
  readonly #connection: Connection;
  readonly #caller: { organisationRef: string | undefined; ukprn: string | undefined; orgPassword: string };
  readonly #userName: string;

  /** Opens no connection yet. @throws TypeError when the address is none */
  constructor(options: ClientOptions) {
    const { organisationRef, ukprn, orgPassword, userName } = options;
    this.#connection = new Connection('LearnerService', options);
    this.#caller = { organisationRef, ukprn, orgPassword };
    this.#userName = userName;
  }

  /** Finds a learner by ULN and both names: WSRC0004 with the learner, WSRC0022 with the master of a linked one, WSRC0001. */
  learnerByULN(
    request: WithoutCaller<LearnerByUlnRequest>,
    call?: CallOptions,
  ): Promise<LearnerByUlnResponse> {
    return this.#call('learnerByULN', request, call);
  }

  /** Finds learners by names, date of birth, gender and postcode: up to ten candidates. Needed before a registration. */
  learnerByDemographics(
    request: WithoutCaller<LearnerByDemographicsRequest>,
    call?: CallOptions,
  ): Promise<LearnerByDemographicsResponse> {
    return this.#call('learnerByDemographics', request, call);
  }

  /** Registers somebody who was not found: WSRC0005 with the new ULN. */
  registerSingleLearner(
    request: WithoutCaller<RegisterSingleLearnerRequest>,
    call?: CallOptions,
  ): Promise<RegisterSingleLearnerResponse> {
    return this.#call('registerSingleLearner', request, call);
  }

  /** Replaces a learner's details; `versionNumber` is that of the record they were made from. */
  updateSingleLearner(
    request: WithoutCaller<UpdateSingleLearnerRequest>,
    call?: CallOptions,
  ): Promise<UpdateSingleLearnerResponse> {
    return this.#call('updateSingleLearner', request, call);
  }

  /** Hands in up to 200 learners to be registered; the answer has the number of the job. */
  submitBatchRegistration(
    request: WithoutCaller<SubmitBatchRegistrationRequest>,
    call?: CallOptions,
  ): Promise<SubmitBatchRegistrationResponse> {
    return this.#call('submitBatchRegistration', request, call);
  }

  /** Asks how far a registration job is, and what became of each learner. */
  getBatchRegistrationOutput(
    request: WithoutCaller<GetBatchRegistrationOutputRequest>,
    call?: CallOptions,
  ): Promise<GetBatchRegistrationOutputResponse> {
    return this.#call('getBatchRegistrationOutput', request, call);
  }

  /** Hands in up to 5,000 learners to be verified; the answer has the number of the job. */
  submitVerifyBatch(
    request: WithoutCaller<SubmitVerifyBatchRequest>,
    call?: CallOptions,
  ): Promise<SubmitVerifyBatchResponse> {
    return this.#call('submitVerifyBatch', request, call);
  }

  /** Asks how far a verification job is, and what was found about each learner. */
  getVerifyBatchOutput(
    request: WithoutCaller<GetVerifyBatchOutputRequest>,
    call?: CallOptions,
  ): Promise<GetVerifyBatchOutputResponse> {
    return this.#call('getVerifyBatchOutput', request, call);
  }

  /** Asks what is known of up to 200 ULNs: whose they are, and which others stand for them. */
  retrieveULNs(
    request: WithoutCaller<RetrieveUlnsRequest>,
    call?: CallOptions,
  ): Promise<RetrieveUlnsResponse> {
    return this.#call('retrieveULNs', request, call);
  }

  /** Asks whether a ULN belongs to somebody with these details, and which of them differ. */
  verifyLearner(
    request: WithoutCaller<VerifyLearnerRequest>,
    call?: CallOptions,
  ): Promise<VerifyLearnerResponse> {
    return this.#call('verifyLearner', request, call);
  }

  /** Closes the connections that are kept open. Calls that are under way fail. */
  close(): void {
    this.#connection.close();
  }

  #call<K extends LearnerServiceOperation>(
    operation: K,
    request: object,
    call: CallOptions = {},
  ): Promise<LearnerServiceResponses[K]> {
    const caller = { ...this.#caller, userName: call.userName ?? this.#userName };
    return this.#connection.call(learnerServiceSpecs[operation], { ...caller, ...request }, call);
  }
}
