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
import type { EventImportChanges } from './import-events.js';
import type { ImportChanges } from './import-learners.js';
import { linkLearner, unlinkLearner } from './link-learner.js';
import {
  addOrganisation,
  clearFailedAttempts,
  recordFailedAttempt,
  setPassword,
  setRights,
  setStatus,
} from './organisation.js';
import { registerLearner } from './register-learner.js';
import { storeQualifications } from './store-qualifications.js';
import { updateLearner } from './update-learner.js';

export const changes = {
  addCertificate,
  addOrganisation,
  appendRecords,
  applyAchievements,
  claimJob,
  clear,
  clearFailedAttempts,
  emptyBatchRecords,
  eraseLearner,
  extendLease,
  finishJob,
  keepSettings,
  linkLearner,
  openChallenge,
  openJob,
  parkJob,
  raiseAuditFloor,
  recordFailedAttempt,
  recordResults,
  registerLearner,
  releaseJob,
  removeJob,
  removeSealed,
  resolveChallenge,
  retryJob,
  revokeCertificate,
  sealAudit,
  sealJob,
  setPassword,
  setRights,
  setStatus,
  storeQualifications,
  submitJob,
  unlinkLearner,
  updateLearner,
};

type AllChanges = typeof changes & ImportChanges & EventImportChanges;

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
