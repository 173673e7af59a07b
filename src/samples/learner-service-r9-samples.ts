import type { LearnerServiceR9Requests } from '../contract/generated/learner-service-r9.js';
import type { SampleCaller, SampleData, SamplesOf } from './sample.js';

/** One request for each operation of LearnerServiceR9. */
export function learnerServiceR9Samples(
  { organisations, learners }: SampleData,
  { organisationRef, ukprn, orgPassword, userName }: SampleCaller,
): SamplesOf<LearnerServiceR9Requests> {
  const { exact, tooMany } = learners;
  const common = { userType: 'ORG', vendorId: 1, language: 'ENG' } as const;
  const invokingOrganisation = {
    reference: organisationRef,
    ukprn,
    password: orgPassword,
    username: userName,
  };
  const head = { invokingOrganisation, ...common };
  const { uln, familyName, givenName, dateOfBirth, gender } = exact;
  return {
    LearnerByUln: {
      rights: ['find'],
      samples: [{ request: { ...head, uln, givenName, familyName, findType: 'FUL' }, answers: ['WSRC0004'] }],
    },
    GetLearnerLearningEvents: {
      rights: ['plr'],
      samples: [
        {
          request: {
            invokingOrganisation: { organisationRef, ukprn, password: orgPassword, username: userName },
            ...common,
            uln,
            givenName,
            familyName,
            dateOfBirth,
            gender,
            getType: 'FULL',
          },
          answers: ['WSRC0004'],
          note: 'Here the reference is called OrganisationRef, and Reference in the other operations.',
        },
      ],
    },
    UpdateLearnerSubsetFields: {
      rights: ['update'],
      samples: [
        {
          request: {
            ...head,
            uln: tooMany.uln,
            versionNumber: 1,
            emailAddress: 'alex.elevenby@compatibility.test',
            abilityToShare: 'FPNSeenShareData',
            preferredGivenName: 'Al',
          },
          answers: ['WSRC0006', 'WSRC0013', 'WSRC0020'],
          note: 'versionNumber is that of the record: each update makes it one more. Sent again, it is WSRC0013.',
        },
      ],
    },
    ViewAudit: {
      rights: ['plr'],
      samples: [
        {
          request: {
            ...head,
            learnerUln: uln,
            learnerGivenName: givenName,
            learnerFamilyName: familyName,
            page: 1,
          },
          answers: [],
          note: 'The response is a list, without a code. It is empty until somebody has looked at the record.',
        },
      ],
    },
    GetOrganisation: {
      rights: [],
      samples: [
        {
          request: { ...head, orgRef: organisations.awardingOrganisation.organisationRef },
          answers: ['WSRC0004'],
        },
      ],
    },
  };
}
