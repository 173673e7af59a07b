/** Every change by name: what crosses to the writer thread is a name and plain values. */
import { applyAchievements } from './apply-achievements.js';
import { raiseAuditFloor, removeSealed, sealAudit } from './audit-chain.js';
import { appendRecords, openJob, removeJob, retryJob, sealJob, submitJob } from './batch-job.js';
import { claimJob, extendLease, finishJob, parkJob, releaseJob } from './batch-lease.js';
import { recordResults } from './batch-progress.js';
import { addCertificate, revokeCertificate } from './certificate.js';
import type { Change } from './change.js';
import { clear, keepSettings } from './clear.js';
import { openChallenge, resolveChallenge } from './data-challenge.js';
import { emptyBatchRecords, eraseLearner } from './erase-learner.js';
import { keepExchanges, removeExchanges } from './exchanges.js';
import { removeFaultSwitch, setFaultSwitch, takeFault } from './fault-switch.js';
import type { EventImportChanges } from './import-events.js';
import type { ImportChanges } from './import-learners.js';
import { linkLearner, unlinkLearner } from './link-learner.js';
import {
  approveApplication,
  decideLiveRequest,
  declineApplication,
  offerCredentials,
  putContact,
  showCredentials,
  submitApplication,
  submitLiveRequest,
} from './onboarding.js';
import {
  addOrganisation,
  clearFailedAttempts,
  recordFailedAttempt,
  setPassword,
  setRights,
  setStatus,
} from './organisation.js';
import {
  clearAdministratorFailures,
  extendPortalSession,
  keepPortalSession,
  keepSessionSecret,
  recordAdministratorFailure,
  removeExpiredPortalSessions,
  removePortalSession,
  setAdministratorPassword,
} from './portal.js';
import { keepReportSecret, writeScenarios } from './scenario.js';
import type { PutBackChanges } from './put-back.js';
import { registerLearner } from './register-learner.js';
import { storeQualifications } from './store-qualifications.js';
import { addTestCopy, handOverAwards, joinTestCopy, leaveTestCopy, noteTestCopyReset } from './test-copy.js';
import { updateLearner } from './update-learner.js';

export const changes = {
  handOverAwards,
  joinTestCopy,
  leaveTestCopy,
  noteTestCopyReset,
  removeFaultSwitch,
  setFaultSwitch,
  takeFault,
  addCertificate,
  addOrganisation,
  addTestCopy,
  appendRecords,
  applyAchievements,
  approveApplication,
  claimJob,
  clear,
  clearAdministratorFailures,
  clearFailedAttempts,
  decideLiveRequest,
  declineApplication,
  emptyBatchRecords,
  eraseLearner,
  extendLease,
  extendPortalSession,
  finishJob,
  keepExchanges,
  keepReportSecret,
  keepPortalSession,
  keepSessionSecret,
  keepSettings,
  linkLearner,
  offerCredentials,
  openChallenge,
  openJob,
  parkJob,
  putContact,
  raiseAuditFloor,
  recordAdministratorFailure,
  recordFailedAttempt,
  recordResults,
  registerLearner,
  releaseJob,
  removeExchanges,
  removeExpiredPortalSessions,
  removePortalSession,
  removeJob,
  removeSealed,
  resolveChallenge,
  retryJob,
  revokeCertificate,
  sealAudit,
  sealJob,
  setAdministratorPassword,
  setPassword,
  setRights,
  setStatus,
  showCredentials,
  storeQualifications,
  submitApplication,
  submitJob,
  submitLiveRequest,
  unlinkLearner,
  updateLearner,
  writeScenarios,
};

type AllChanges = typeof changes & ImportChanges & EventImportChanges & PutBackChanges;

export type ChangeName = keyof AllChanges;
/** Those that are steps of statements. */
export type SteppedName = keyof typeof changes;
export type ChangeArguments<N extends ChangeName> = Parameters<AllChanges[N]>;
export type ChangeOutcome<N extends ChangeName> =
  ReturnType<AllChanges[N]> extends Change<infer T> ? T : never;

/** The change of that name, ready to be stepped through. */
export function startChange(name: SteppedName, given: readonly unknown[]): Change<unknown> {
  // The one place where the types of names and values meet; `Database.perform` has checked them.
  const change = changes[name] as (...values: readonly unknown[]) => Change<unknown>;
  return change(...given);
}
