import type { LearnerDetails } from '../domain/learner.js';
import type { SearchedDetails } from '../domain/verification.js';
import type { Uln } from '../domain/uln.js';
import type { DeedParts } from './deeds.js';
import {
  findByDemographics,
  type DemographicSearch,
  type FindByDemographicsOutcome,
} from './find-by-demographics.js';
import { findByUln, type FindByUlnOutcome, type UlnSearch } from './find-by-uln.js';
import {
  findOrganisation,
  type FindOrganisationOutcome,
  type FindOrganisationParts,
  type OrganisationSearch,
} from './find-organisation.js';
import type { LearningEventReader } from './plr-ports.js';
import type { Caller, LearnerReader } from './ports.js';
import {
  readLearningEvents,
  type LearningEventsQuestion,
  type ReadLearningEventsOutcome,
} from './read-learning-events.js';
import { registerLearner, type RegisterLearnerOutcome } from './register-learner.js';
import { retrieveUlns, type RetrieveUlnsOutcome } from './retrieve-ulns.js';
import type { RegisterSettings } from './settings.js';
import { updateLearner, type LearnerUpdate, type UpdateLearnerOutcome } from './update-learner.js';
import { verifyLearner, type VerifyLearnerOutcome } from './verify-learner.js';
import {
  viewAudit,
  type ViewAuditOutcome,
  type ViewAuditParts,
  type ViewAuditQuestion,
} from './view-audit.js';

/** What the deeds of a whole register are made from. */
export interface RegisterParts extends DeedParts, ViewAuditParts {
  readonly organisations: ViewAuditParts['organisations'] & FindOrganisationParts['organisations'];
  readonly events: Pick<LearningEventReader, 'liveEvents'>;
  /**
   * Where finds read, when they may see data that are a little old. What a registration, an update, a batch or a
   * learner's choice about sharing hangs on always reads `learners`.
   */
  readonly finds?: LearnerReader;
}

/** What the register does. SOAP, jobs, command line and pages all call these, so that a rule exists once. */
export interface Register {
  readonly settings: RegisterSettings;
  findByUln(search: UlnSearch, caller: Caller): Promise<FindByUlnOutcome>;
  findByDemographics(search: DemographicSearch, caller: Caller): Promise<FindByDemographicsOutcome>;
  registerLearner(details: LearnerDetails, caller: Caller): Promise<RegisterLearnerOutcome>;
  updateLearner(update: LearnerUpdate, caller: Caller): Promise<UpdateLearnerOutcome>;
  verifyLearner(searched: SearchedDetails, caller: Caller): Promise<VerifyLearnerOutcome>;
  retrieveUlns(ulns: readonly Uln[], caller: Caller): Promise<RetrieveUlnsOutcome>;
  readLearningEvents(question: LearningEventsQuestion, caller: Caller): Promise<ReadLearningEventsOutcome>;
  viewAudit(question: ViewAuditQuestion, caller: Caller): Promise<ViewAuditOutcome>;
  findOrganisation(search: OrganisationSearch): Promise<FindOrganisationOutcome>;
}

export function createRegister(parts: RegisterParts): Register {
  const finding = findingParts(parts);
  // A find that opens the way to a registration must not miss who was registered a moment ago.
  const searching = parts.settings.findBeforeRegister ? parts : finding;
  return {
    settings: parts.settings,
    findByUln: (search, caller) => findByUln(finding, search, caller),
    findByDemographics: (search, caller) => findByDemographics(searching, search, caller),
    registerLearner: (details, caller) => registerLearner(parts, details, caller),
    updateLearner: (update, caller) => updateLearner(parts, update, caller),
    verifyLearner: (searched, caller) => verifyLearner(finding, searched, caller),
    retrieveUlns: (ulns, caller) => retrieveUlns(finding, ulns, caller),
    readLearningEvents: (question, caller) => readLearningEvents(parts, question, caller),
    viewAudit: (question, caller) => viewAudit(parts, question, caller),
    findOrganisation: (search) => findOrganisation(parts, search),
  };
}

/** The same parts, whose learners are read where finds read. */
function findingParts(parts: RegisterParts): RegisterParts {
  const { learners, finds } = parts;
  if (finds === undefined) return parts;
  return {
    ...parts,
    learners: {
      findByUln: (uln) => finds.findByUln(uln),
      findByUlns: (ulns) => finds.findByUlns(ulns),
      exactUlns: (key) => finds.exactUlns(key),
      candidates: (blocks) => finds.candidates(blocks),
      register: (...given) => learners.register(...given),
      update: (...given) => learners.update(...given),
      link: (...given) => learners.link(...given),
      unlink: (...given) => learners.unlink(...given),
    },
  };
}
