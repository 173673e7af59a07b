/** What a sample is: one request that is ready to be sent, with what comes back. */
import type { DescribedService } from '../contract/description.js';
import type { Organisation, OrganisationKind, Right } from '../domain/organisation.js';

/** Who sends: as the request carries it. */
export interface SampleCaller {
  readonly organisationRef: string;
  readonly ukprn: string;
  readonly orgPassword: string;
  readonly userName: string;
}

/** Who sends the requests of LearnerService and LearnerServiceR9, and who those of ExternalService. */
export interface SampleCallers {
  readonly provider: SampleCaller;
  readonly awarder: SampleCaller;
}

/** Stands for a password that is nobody's to publish. Sixteen characters, as each password has. */
export const passwordPlaceholder = 'YOUR-PASSWORD-16';

/** What the samples are filled with: the published test data fit. */
export interface SampleData {
  readonly organisations: {
    readonly learningProvider: SampleCaller;
    readonly awardingOrganisation: SampleCaller;
  };
  readonly learners: Readonly<
    Record<'exact' | 'linked' | 'tooMany' | 'noMatch' | 'notShared' | 'notVerified', SampleLearner>
  >;
  readonly achievement: {
    readonly action: number;
    readonly submissionType: string;
    readonly emailAddress: string;
    readonly awardDate: string;
    readonly providerUkprn: string;
    readonly qualification: string;
    readonly grade: string;
    readonly languageForAssessment: string;
  };
}

export interface SampleLearner {
  readonly uln: string;
  readonly givenName: string;
  readonly familyName: string;
  readonly dateOfBirth: string;
  readonly gender: '0' | '1' | '2' | '9';
  readonly lastKnownPostCode: string;
}

/** A request by its properties in TypeScript, and what is known about it. */
export interface Sample<Request> {
  /** Where an operation has several: `before a registration`. */
  readonly title?: string;
  readonly request: Request;
  /** The response codes that may come back, the usual one first. Empty where the response has none. */
  readonly answers: readonly string[];
  /** What a person should know before sending it. */
  readonly note?: string;
}

/** The samples of a service: an operation that has none does not compile. */
export type SamplesOf<Requests> = {
  readonly [K in keyof Requests]: {
    /** What the caller needs, or the answer is WSEC0006. */
    readonly rights: readonly Right[];
    /** The one kind of organisation that may call it at all. */
    readonly only?: OrganisationKind;
    readonly samples: readonly [Sample<Requests[K]>, ...Sample<Requests[K]>[]];
  };
};

/** A sample ready to be written down in whatever form. */
export interface SampleRequest {
  readonly service: DescribedService;
  readonly operation: string;
  /** `learnerByDemographics (before a registration)`: unique within the service. */
  readonly name: string;
  /** The same as part of a file's name: `learnerByDemographics-before-a-registration`. */
  readonly fileName: string;
  readonly rights: readonly Right[];
  readonly only?: OrganisationKind | undefined;
  readonly answers: readonly string[];
  readonly note?: string | undefined;
  /** As the WSDL says it; may be empty. */
  readonly soapAction: string;
  /** The whole SOAP message, over several lines. */
  readonly message: string;
}

/** Whether the answer is another than WSEC0006. */
export function mayCall(
  { rights, only }: SampleRequest,
  organisation: Pick<Organisation, 'kind' | 'rights'>,
): boolean {
  if (only !== undefined && only !== organisation.kind) return false;
  return rights.every((right) => organisation.rights.has(right));
}
