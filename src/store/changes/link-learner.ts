import type { AuditValue } from '../audit-row.js';
import { linkedText, linkedUlnsOf } from '../learner-row.js';
import { textOrNull, type Row } from '../values.js';
import { rowOf, run, writeAudit, type Change } from './change.js';

const DELETED = '0';
const ACTIVE = '1';
const LINKED = '2';

/**
 * Links stay one level deep: all that stood under `uln` moves with it, and a `master` that is itself linked is
 * replaced by its own master. When `master` stood under `uln`, the two change places.
 * A link is not a caller's update: versions and dates stay as they are. A deleted learner counts as not there: a link
 * would bring it back.
 */
export function* linkLearner(
  uln: string,
  master: string,
  audit: readonly AuditValue[],
): Change<'linked' | 'notFound' | 'alreadyLinked'> {
  const learner = yield* rowOf('linkState', uln);
  const wanted = yield* rowOf('linkState', master);
  if (!isLive(learner) || !isLive(wanted)) return 'notFound';
  if (uln === master || masterOf(learner) !== null) return 'alreadyLinked';

  const wantedMaster = masterOf(wanted);
  const target = wantedMaster === null || wantedMaster === uln ? master : wantedMaster;
  const targetRow = target === master ? wanted : yield* rowOf('linkState', target);
  const moved = [uln, ...linkedOf(learner)].filter((each) => each !== target);
  for (const each of moved) yield* run('setLink', target, null, LINKED, each);
  yield* run('setLink', null, linkedText([...linkedOf(targetRow), ...moved]), ACTIVE, target);
  yield* writeAudit(audit);
  return 'linked';
}

/** The learner stands alone again; others that are linked to the same master stay. */
export function* unlinkLearner(
  uln: string,
  audit: readonly AuditValue[],
): Change<'unlinked' | 'notFound' | 'notLinked'> {
  const learner = yield* rowOf('linkState', uln);
  if (learner === undefined) return 'notFound';
  const master = masterOf(learner);
  if (master === null) return 'notLinked';
  const left = linkedOf(yield* rowOf('linkState', master)).filter((each) => each !== uln);
  yield* run('setLink', null, linkedText(left), ACTIVE, master);
  yield* run('setLink', null, null, ACTIVE, uln);
  yield* writeAudit(audit);
  return 'unlinked';
}

function isLive(row: Row | undefined): row is Row {
  return row !== undefined && row[2] !== DELETED;
}

function masterOf(row: Row): string | null {
  return textOrNull(row[0]);
}

function linkedOf(row: Row | undefined): readonly string[] {
  return linkedUlnsOf(row?.[1]);
}
