/** What codes of onboarding are called on pages. */
import type { ApplicantKind, ServedKind } from '../../domain/application.js';
import type { VolumeBand } from '../../domain/live-request.js';
import type { OrganisationKind, Right } from '../../domain/organisation.js';

export const applicantWords: Readonly<Record<ApplicantKind, string>> = {
  learningProvider: 'Learning provider',
  awardingOrganisation: 'Awarding organisation',
  vendor: 'Vendor of a management information system',
};

export const kindWords: Readonly<Record<OrganisationKind, string>> = {
  learningProvider: 'Learning provider',
  awardingOrganisation: 'Awarding organisation',
  other: 'Other organisation',
};

export const servedWords: Readonly<Record<ServedKind, string>> = {
  learningProvider: 'Learning providers',
  awardingOrganisation: 'Awarding organisations',
};

export const rightWords: Readonly<Record<Right, { readonly text: string; readonly operations: string }>> = {
  find: { text: 'Find learners', operations: 'learnerByULN, learnerByDemographics, LearnerByUln' },
  register: { text: 'Register learners', operations: 'registerSingleLearner' },
  update: { text: 'Update learners', operations: 'updateSingleLearner, UpdateLearnerSubsetFields' },
  batch: {
    text: 'Send batches',
    operations:
      'submitBatchRegistration, getBatchRegistrationOutput, submitVerifyBatch, getVerifyBatchOutput',
  },
  verify: { text: 'Verify learners', operations: 'verifyLearner' },
  retrieve: { text: 'Retrieve ULNs', operations: 'retrieveULNs' },
  plr: { text: 'Read personal learning records', operations: 'GetLearnerLearningEvents, ViewAudit' },
  learnerAccess: { text: "Ask on the learner's own behalf", operations: 'userType LNR' },
  achievements: {
    text: 'Send achievements',
    operations: 'SubmitAchievementBatchJob, GetAchievementBatchJob',
  },
};

export const volumeWords: Readonly<Record<VolumeBand, string>> = {
  upTo100: 'Up to 100',
  upTo1000: '101 to 1,000',
  upTo10000: '1,001 to 10,000',
  more: 'More than 10,000',
};
