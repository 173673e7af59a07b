import type { ExternalServiceRequests } from '../contract/generated/external-service.js';
import type { SampleCaller, SampleData, SamplesOf } from './sample.js';

/** One request for each operation of ExternalService. */
export function externalServiceSamples(
  { learners, achievement }: SampleData,
  { organisationRef, orgPassword, userName }: SampleCaller,
): SamplesOf<ExternalServiceRequests> {
  const invokingUser = { organisationRef, orgPassword, userName };
  const { uln, familyName, givenName, dateOfBirth, gender, lastKnownPostCode } = learners.exact;
  const awarded = `${achievement.awardDate}T00:00:00`;
  return {
    SubmitAchievementBatchJob: {
      rights: [],
      only: 'awardingOrganisation',
      samples: [
        {
          request: {
            invokingUser,
            emailAddress: achievement.emailAddress,
            submissionType: achievement.submissionType,
            achievements: {
              achievement: [
                {
                  achievementAwardDate: awarded,
                  action: achievement.action,
                  actionDate: awarded,
                  dateofBirth: `${dateOfBirth}T00:00:00`,
                  familyName,
                  givenName,
                  gender: Number(gender),
                  grade: achievement.grade,
                  languageForAssessment: achievement.languageForAssessment,
                  learnerPostcode: lastKnownPostCode,
                  misIdentifier: 'SAMPLE-1',
                  providerUkprn: achievement.providerUkprn,
                  uln,
                  unitOrQualificationReferenceNumber: achievement.qualification,
                },
              ],
            },
          },
          answers: ['WSRC0007', 'WSRC0043'],
          note: 'Awarding organisations alone; the qualification must be one of theirs.',
        },
      ],
    },
    GetAchievementBatchJob: {
      rights: [],
      only: 'awardingOrganisation',
      samples: [
        {
          request: { invokingUser, jobId: 1 },
          answers: ['WSRC0009', 'WSRC0008', 'WSRC0018'],
          note: 'Put the JobId here that SubmitAchievementBatchJob answered.',
        },
      ],
    },
  };
}
