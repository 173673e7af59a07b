import { learnerSearchKeys, type SearchKey } from '../../domain/demographics.js';
import type { Learner } from '../../domain/learner.js';
import type { Uln } from '../../domain/uln.js';
import type { PersonRecords } from '../person-ports.js';
import type { LearningEventReader } from '../plr-ports.js';
import type { AuditTrail, Clock, LearnerReader } from '../ports.js';

/** What the deeds around a person's data are made from. */
export interface PersonParts {
  readonly learners: Pick<LearnerReader, 'findByUln' | 'findByUlns'>;
  readonly events: Pick<LearningEventReader, 'history'>;
  readonly persons: PersonRecords;
  readonly audit: Pick<AuditTrail, 'record'>;
  readonly clock: Clock;
}

/** The records that are linked to one another: one person. */
export interface Family {
  readonly learners: readonly Learner[];
  readonly ulns: readonly Uln[];
  /** Every name and detail under which the person stands. */
  readonly keys: readonly SearchKey[];
}

/** The record with this number and all that are linked to it; undefined when there is none. */
export async function familyOf(parts: PersonParts, uln: Uln): Promise<Family | undefined> {
  const asked = await parts.learners.findByUln(uln);
  if (asked === undefined) return undefined;
  const master = asked.masterUln === undefined ? asked : await parts.learners.findByUln(asked.masterUln);
  const ulns = [...new Set([asked.uln, ...(master === undefined ? [] : [master.uln, ...master.linkedUlns])])];
  const found = await parts.learners.findByUlns(ulns);
  const learners = ulns.flatMap((each) => found.get(each) ?? []);
  return { learners, ulns, keys: learners.filter(hasDetails).flatMap((each) => learnerSearchKeys(each)) };
}

/** An erased learner has none. */
function hasDetails({ familyName }: Learner): boolean {
  return familyName !== '';
}
