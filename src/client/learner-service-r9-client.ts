import type {
  GetLearnerLearningEventsRequest,
  GetLearnerLearningEventsResponseModel,
  GetOrganisationRequest,
  GetOrganisationResponseModel,
  LearnerByUlnRequest,
  LearnerByUlnResponseModel,
  LearnerServiceR9Operation,
  LearnerServiceR9Responses,
  PagedListOfPlrAccessEntryResponseN4DIifcS,
  UpdateLearnerSubsetFieldsRequest,
  ViewAuditRequest,
} from '../contract/generated/learner-service-r9.js';
import { learnerServiceR9Specs } from '../contract/generated/learner-service-r9-specs.js';
import { Connection } from './connection.js';
import type { CallOptions, ClientOptions } from './options.js';

/** A request without what the client adds: who calls, and the password. */
export type WithoutInvokingOrganisation<Request> = Omit<Request, 'invokingOrganisation'>;

/**
 * Calls LearnerServiceR9: personal learning records, and who looked at them.
 *
 * `userType` is ORG, `language` ENG and `vendorId` that of the client, unless a request says otherwise. Each method gives
 * what the response's result element holds: docs/interface-specification.md says which. Failures, simultaneous calls and
 * `close` are as with `LearnerServiceClient`.
 */
export class LearnerServiceR9Client {
  readonly #connection: Connection;
  readonly #options: ClientOptions;

  /** Opens no connection yet. @throws TypeError when the address is none */
  constructor(options: ClientOptions) {
    this.#connection = new Connection('LearnerServiceR9', options);
    this.#options = options;
  }

  /** Finds a learner by ULN and both names, with all that the register holds. */
  async learnerByUln(
    request: WithoutInvokingOrganisation<LearnerByUlnRequest>,
    call?: CallOptions,
  ): Promise<LearnerByUlnResponseModel> {
    const { learnerByUlnResult = {} } = await this.#call('LearnerByUln', request, call);
    return learnerByUlnResult;
  }

  /** Reads the learning events of a learner who shares them. */
  async getLearnerLearningEvents(
    request: WithoutInvokingOrganisation<GetLearnerLearningEventsRequest>,
    call?: CallOptions,
  ): Promise<GetLearnerLearningEventsResponseModel> {
    const { getLearnerLearningEventsResult = {} } = await this.#call(
      'GetLearnerLearningEvents',
      request,
      call,
    );
    return getLearnerLearningEventsResult;
  }

  /** Changes what a learner may change alone; gives the response code. */
  async updateLearnerSubsetFields(
    request: WithoutInvokingOrganisation<UpdateLearnerSubsetFieldsRequest>,
    call?: CallOptions,
  ): Promise<string> {
    const { updateLearnerSubsetFieldsResult = '' } = await this.#call(
      'UpdateLearnerSubsetFields',
      request,
      call,
    );
    return updateLearnerSubsetFieldsResult;
  }

  /** Tells who looked at a learner's record, a page at a time. */
  async viewAudit(
    request: WithoutInvokingOrganisation<ViewAuditRequest>,
    call?: CallOptions,
  ): Promise<PagedListOfPlrAccessEntryResponseN4DIifcS> {
    const { viewAuditResult = {} } = await this.#call('ViewAudit', request, call);
    return viewAuditResult;
  }

  /** Tells the name and the status of an organisation. */
  async getOrganisation(
    request: WithoutInvokingOrganisation<GetOrganisationRequest>,
    call?: CallOptions,
  ): Promise<GetOrganisationResponseModel> {
    const { getOrganisationResult = {} } = await this.#call('GetOrganisation', request, call);
    return getOrganisationResult;
  }

  /** Closes the connections that are kept open. Calls that are under way fail. */
  close(): void {
    this.#connection.close();
  }

  #call<K extends LearnerServiceR9Operation>(
    operation: K,
    request: object,
    call: CallOptions = {},
  ): Promise<LearnerServiceR9Responses[K]> {
    const { vendorId = 0 } = this.#options;
    const invokingOrganisation = this.#invokingOrganisation(operation, call.userName);
    const whole = { invokingOrganisation, userType: 'ORG', vendorId, language: 'ENG', ...request };
    return this.#connection.call(learnerServiceR9Specs[operation], whole, call);
  }

  /** GetLearnerLearningEvents calls the organisation's reference otherwise than the other operations. */
  #invokingOrganisation(operation: LearnerServiceR9Operation, userName = this.#options.userName): object {
    const { organisationRef, ukprn, orgPassword: password } = this.#options;
    const reference =
      operation === 'GetLearnerLearningEvents' ? { organisationRef } : { reference: organisationRef };
    return { ...reference, ukprn, password, username: userName };
  }
}
