import type { Organisation } from '../../domain/organisation.js';
import type { JobId } from '../batch-ports.js';
import type { Caller } from '../ports.js';
import { getAchievementJob, type AchievementJobOutcome } from './achievement-job.js';
import type { AchievementParts } from './achievement-parts.js';
import {
  submitAchievements,
  type SubmitAchievementsOutcome,
  type SubmittedAchievements,
} from './submit-achievements.js';

/** What awarding organisations do with achievements. Beside `Register` and `BatchRegister`. */
export interface AchievementRegister {
  submitAchievements(
    submitted: SubmittedAchievements,
    caller: Caller,
    organisation: Organisation,
  ): Promise<SubmitAchievementsOutcome>;
  getAchievementJob(jobId: JobId, caller: Caller, organisation: Organisation): Promise<AchievementJobOutcome>;
}

export function createAchievementRegister(parts: AchievementParts): AchievementRegister {
  return {
    submitAchievements: (submitted, caller, organisation) =>
      submitAchievements(parts, submitted, caller, organisation),
    getAchievementJob: (jobId, caller, organisation) => getAchievementJob(parts, jobId, caller, organisation),
  };
}
