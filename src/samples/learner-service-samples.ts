import type { LearnerServiceRequests } from '../contract/generated/learner-service.js';
import type { SampleCaller, SampleData, SampleLearner, SamplesOf } from './sample.js';

/** One request for each operation of LearnerService, and the find that a registration needs before it. */
export function learnerServiceSamples(
  { learners }: SampleData,
  { organisationRef, ukprn, orgPassword, userName }: SampleCaller,
): SamplesOf<LearnerServiceRequests> {
  const caller = { organisationRef, ukprn, orgPassword, userName };
  const { exact, linked, noMatch, notShared, notVerified } = learners;
  const find = { findType: 'FUL', ...caller } as const;
  return {
    learnerByULN: {
      rights: ['find'],
      samples: [{ request: { ...find, ...nameAndUln(exact) }, answers: ['WSRC0004'] }],
    },
    learnerByDemographics: {
      rights: ['find'],
      samples: [
        { request: { ...find, ...person(exact) }, answers: ['WSRC0004'] },
        {
          title: 'before a registration',
          request: { ...find, ...person(noMatch) },
          answers: ['WSRC0001', 'WSRC0004'],
          note: 'Nobody has these details until registerSingleLearner was sent.',
        },
      ],
    },
    registerSingleLearner: {
      rights: ['register'],
      samples: [
        {
          request: { ...caller, learner: { ...person(noMatch), verificationType: '2', abilityToShare: '1' } },
          answers: ['WSRC0005', 'WSRC0021'],
          note: 'Needs the find before it: learnerByDemographics (before a registration). Sent again, it is WSRC0021.',
        },
      ],
    },
    updateSingleLearner: {
      rights: ['update'],
      samples: [
        {
          request: {
            ...caller,
            learner: {
              ...person(notShared),
              preferredGivenName: 'Nora',
              verificationType: '2',
              abilityToShare: '2',
              uln: notShared.uln,
              versionNumber: 1,
            },
          },
          answers: ['WSRC0006', 'WSRC0013', 'WSRC0020'],
          note: 'VersionNumber is that of the record: each update makes it one more. Sent again, it is WSRC0013.',
        },
      ],
    },
    submitBatchRegistration: {
      // A job that only looks needs what a find needs.
      rights: ['batch', 'find'],
      samples: [
        {
          request: {
            ...caller,
            jobType: 'CHK',
            learnerRecordCount: 2,
            learner: [
              { misIdentifier: 'SAMPLE-1', ...person(exact) },
              { misIdentifier: 'SAMPLE-2', ...person(noMatch) },
            ],
          },
          answers: ['WSRC0007'],
          note: 'JobType CHK looks without registering anybody; FUL registers.',
        },
      ],
    },
    getBatchRegistrationOutput: {
      rights: ['batch'],
      samples: [
        {
          request: { ...caller, jobId: 1n },
          answers: ['WSRC0009', 'WSRC0008', 'WSRC0018'],
          note: 'Put the JobID here that submitBatchRegistration answered.',
        },
      ],
    },
    submitVerifyBatch: {
      rights: ['batch'],
      samples: [
        {
          request: {
            ...caller,
            learnerRecordCount: 3,
            learner: [
              { misIdentifier: 'SAMPLE-1', ...nameAndUln(exact) },
              { misIdentifier: 'SAMPLE-2', ...nameAndUln(linked) },
              { misIdentifier: 'SAMPLE-3', ...nameAndUln(notVerified) },
            ],
          },
          answers: ['WSRC0007'],
        },
      ],
    },
    getVerifyBatchOutput: {
      rights: ['batch'],
      samples: [
        {
          request: { ...caller, jobId: 1n },
          answers: ['WSRC0009', 'WSRC0008', 'WSRC0018'],
          note: 'Put the JobID here that submitVerifyBatch answered.',
        },
      ],
    },
    retrieveULNs: {
      rights: ['retrieve'],
      samples: [
        {
          request: { ...caller, ulnsToRetrieve: { uln: [exact.uln, linked.uln, noMatch.uln] } },
          answers: ['WSRC0004', 'WSRC0022', 'WSRC0001'],
          note: 'Each ULN has a code of its own.',
        },
      ],
    },
    verifyLearner: {
      rights: ['verify'],
      samples: [
        {
          request: {
            ...caller,
            learnerToVerify: {
              ...nameAndUln(exact),
              dateOfBirth: exact.dateOfBirth,
              gender: exact.gender,
            },
          },
          answers: ['WSRC0004'],
        },
      ],
    },
  };
}

function nameAndUln({ uln, familyName, givenName }: SampleLearner) {
  return { uln, familyName, givenName };
}

function person({ familyName, givenName, dateOfBirth, gender, lastKnownPostCode }: SampleLearner) {
  return { familyName, givenName, dateOfBirth, gender, lastKnownPostCode };
}
