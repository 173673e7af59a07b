/** Every command by its first word, in the order of the help. Each group is loaded when it is asked for: all of them take long. */
import type { CommandSpec } from '../command-spec.js';

type Load = () => Promise<readonly CommandSpec[]>;

export const commandGroups: Readonly<Record<string, Load>> = {
  serve: async () => {
    const { serve } = await import('./serve.js');
    return [serve];
  },
  worker: async () => {
    const { worker } = await import('./worker.js');
    return [worker];
  },
  doctor: async () => {
    const { doctor } = await import('./doctor.js');
    return [doctor];
  },
  reset: async () => {
    const { reset } = await import('./reset.js');
    return [reset];
  },
  backup: async () => {
    const { backup } = await import('./backup.js');
    return [backup];
  },
  restore: async () => {
    const { restore } = await import('./restore.js');
    return [restore];
  },
  config: async () => {
    const { configShow } = await import('./config-show.js');
    return [configShow];
  },
  migrate: async () => [
    (await import('./migrate-status.js')).migrateStatus,
    (await import('./migrate-plan.js')).migratePlan,
    (await import('./migrate-up.js')).migrateUp,
  ],
  administrator: async () => {
    const { administratorPassword } = await import('./administrator-password.js');
    return [administratorPassword];
  },
  organisation: async () => [
    (await import('./organisation-add.js')).organisationAdd,
    (await import('./organisation-list.js')).organisationList,
    (await import('./organisation-show.js')).organisationShow,
    (await import('./organisation-password.js')).organisationPassword,
    (await import('./organisation-rights.js')).organisationRights,
    (await import('./organisation-status.js')).organisationDisable,
    (await import('./organisation-status.js')).organisationEnable,
    (await import('./organisation-export.js')).organisationExport,
    (await import('./organisation-import.js')).organisationImport,
  ],
  copy: async () => [
    (await import('./copy-list.js')).copyList,
    (await import('./copy-give.js')).copyGive,
    (await import('./copy-take.js')).copyTake,
    (await import('./copy-reset.js')).copyReset,
  ],
  certificate: async () => [
    (await import('./certificate-add.js')).certificateAdd,
    (await import('./certificate-list.js')).certificateList,
    (await import('./certificate-show.js')).certificateShow,
    (await import('./certificate-revoke.js')).certificateRevoke,
    (await import('./certificate-issue.js')).certificateIssue,
    (await import('./certificate-issue-server.js')).certificateIssueServer,
  ],
  learner: async () => [
    (await import('./learner-show.js')).learnerShow,
    (await import('./learner-link.js')).learnerLink,
    (await import('./learner-unlink.js')).learnerUnlink,
    (await import('./learner-import.js')).learnerImport,
    (await import('./learner-export.js')).learnerExport,
    (await import('./learner-generate.js')).learnerGenerate,
    (await import('./learner-erase.js')).learnerErase,
  ],
  events: async () => {
    const { eventsImport } = await import('./events-import.js');
    return [eventsImport];
  },
  challenge: async () => [
    (await import('./challenge-open.js')).challengeOpen,
    (await import('./challenge-list.js')).challengeList,
    (await import('./challenge-show.js')).challengeShow,
    (await import('./challenge-resolve.js')).challengeResolve,
  ],
  batch: async () => [
    (await import('./batch-validate.js')).batchValidate,
    (await import('./batch-submit.js')).batchSubmit,
    (await import('./batch-list.js')).batchList,
    (await import('./batch-show.js')).batchShow,
    (await import('./batch-output.js')).batchOutput,
    (await import('./batch-exceptions.js')).batchExceptions,
    (await import('./batch-retry.js')).batchRetry,
  ],
  qualification: async () => [
    (await import('./qualification-import.js')).qualificationImport,
    (await import('./qualification-list.js')).qualificationList,
    (await import('./qualification-show.js')).qualificationShow,
  ],
  uln: async () => [
    (await import('./uln-check.js')).ulnCheck,
    (await import('./uln-generate.js')).ulnGenerate,
  ],
  audit: async () => [
    (await import('./audit-list.js')).auditList,
    (await import('./audit-export.js')).auditExport,
    (await import('./audit-verify.js')).auditVerify,
  ],
  scenario: async () => [
    (await import('./scenario-list.js')).scenarioList,
    (await import('./scenario-report.js')).scenarioReport,
    (await import('./scenario-verify.js')).scenarioVerify,
  ],
};

export async function allCommands(): Promise<readonly CommandSpec[]> {
  return (await Promise.all(Object.values(commandGroups).map((load) => load()))).flat();
}
