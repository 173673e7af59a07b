/** Every command, in the order of the help. */
import type { CommandSpec } from '../command-spec.js';
import { administratorPassword } from './administrator-password.js';
import { auditExport } from './audit-export.js';
import { auditList } from './audit-list.js';
import { auditVerify } from './audit-verify.js';
import { backup } from './backup.js';
import { batchExceptions } from './batch-exceptions.js';
import { batchList } from './batch-list.js';
import { batchOutput } from './batch-output.js';
import { batchRetry } from './batch-retry.js';
import { batchShow } from './batch-show.js';
import { batchSubmit } from './batch-submit.js';
import { batchValidate } from './batch-validate.js';
import { certificateAdd } from './certificate-add.js';
import { certificateIssueServer } from './certificate-issue-server.js';
import { certificateIssue } from './certificate-issue.js';
import { certificateList } from './certificate-list.js';
import { certificateRevoke } from './certificate-revoke.js';
import { certificateShow } from './certificate-show.js';
import { challengeList } from './challenge-list.js';
import { challengeOpen } from './challenge-open.js';
import { challengeResolve } from './challenge-resolve.js';
import { challengeShow } from './challenge-show.js';
import { configShow } from './config-show.js';
import { copyGive } from './copy-give.js';
import { copyList } from './copy-list.js';
import { copyReset } from './copy-reset.js';
import { copyTake } from './copy-take.js';
import { doctor } from './doctor.js';
import { eventsImport } from './events-import.js';
import { learnerErase } from './learner-erase.js';
import { learnerExport } from './learner-export.js';
import { learnerGenerate } from './learner-generate.js';
import { learnerImport } from './learner-import.js';
import { learnerLink } from './learner-link.js';
import { learnerShow } from './learner-show.js';
import { learnerUnlink } from './learner-unlink.js';
import { migratePlan } from './migrate-plan.js';
import { migrateStatus } from './migrate-status.js';
import { migrateUp } from './migrate-up.js';
import { organisationAdd } from './organisation-add.js';
import { organisationExport } from './organisation-export.js';
import { organisationImport } from './organisation-import.js';
import { organisationList } from './organisation-list.js';
import { organisationPassword } from './organisation-password.js';
import { organisationRights } from './organisation-rights.js';
import { organisationShow } from './organisation-show.js';
import { organisationDisable, organisationEnable } from './organisation-status.js';
import { qualificationImport } from './qualification-import.js';
import { qualificationList } from './qualification-list.js';
import { qualificationShow } from './qualification-show.js';
import { reset } from './reset.js';
import { restore } from './restore.js';
import { scenarioList } from './scenario-list.js';
import { scenarioReport } from './scenario-report.js';
import { scenarioVerify } from './scenario-verify.js';
import { serve } from './serve.js';
import { ulnCheck } from './uln-check.js';
import { ulnGenerate } from './uln-generate.js';
import { worker } from './worker.js';

export const commands: readonly CommandSpec[] = [
  serve,
  worker,
  doctor,
  reset,
  backup,
  restore,
  configShow,
  migrateStatus,
  migratePlan,
  migrateUp,
  administratorPassword,
  organisationAdd,
  organisationList,
  organisationShow,
  organisationPassword,
  organisationRights,
  organisationDisable,
  organisationEnable,
  organisationExport,
  organisationImport,
  copyList,
  copyGive,
  copyTake,
  copyReset,
  certificateAdd,
  certificateList,
  certificateShow,
  certificateRevoke,
  certificateIssue,
  certificateIssueServer,
  learnerShow,
  learnerLink,
  learnerUnlink,
  learnerImport,
  learnerExport,
  learnerGenerate,
  learnerErase,
  eventsImport,
  challengeOpen,
  challengeList,
  challengeShow,
  challengeResolve,
  batchValidate,
  batchSubmit,
  batchList,
  batchShow,
  batchOutput,
  batchExceptions,
  batchRetry,
  qualificationImport,
  qualificationList,
  qualificationShow,
  ulnCheck,
  ulnGenerate,
  auditList,
  auditExport,
  auditVerify,
  scenarioList,
  scenarioReport,
  scenarioVerify,
];
