import { recordCodeOf, type RecordOutcome, type RecordResult } from '../../domain/batch.js';
import {
  readRegistrationRecord,
  requiredForRegistration,
  type RegistrationRecord,
} from '../../domain/batch-record.js';
import type { Learner, LearnerDetails } from '../../domain/learner.js';
import { checkAge } from '../../domain/registration.js';
import type { UpdateDetails } from '../../domain/update.js';
import type { Uln } from '../../domain/uln.js';
import { lookByDemographics } from '../find-by-demographics.js';
import { findByUln } from '../find-by-uln.js';
import type { Caller } from '../ports.js';
import { registerLearner } from '../register-learner.js';
import { updateLearner, type UpdateCode } from '../update-learner.js';
import {
  progressOf,
  submitterOf,
  type BatchParts,
  type HandledRecord,
  type RecordWork,
} from './batch-parts.js';

/** Another record, or a caller, changed the learner between the look and the change: the same again. */
type Handled = HandledRecord | 'lookAgain';

/** Two records of one person meet once; more often only when many callers are after the same learner. */
const MOST_LOOKS = 5;

/**
 * Handles one learner of a registration batch by the deeds that single calls use: finds, updates or registers.
 * A job of type CHK only finds.
 * Rule: docs/interface-specification.md, "submitBatchRegistration".
 */
export async function processRegistrationRecord(parts: BatchParts, work: RecordWork): Promise<HandledRecord> {
  const read = readRegistrationRecord(work.record.fields);
  if (!read.ok) return { kind: 'result', result: read.refusal };
  const { record } = read;
  const one = new RecordHandling(parts, work, record);
  const { uln } = record;
  if (uln !== undefined) {
    for (let look = 0; look < MOST_LOOKS; look += 1) {
      const handled = await one.byUln(uln);
      if (handled !== 'lookAgain') return handled;
    }
    throw new Error('The learner of a record kept changing');
  }
  const required = requiredForRegistration(record);
  if (!required.ok) {
    return one.result('insufficientData', { reason: `Missing: ${required.missing.join(', ')}.` });
  }
  const { minimumAge: minimum, maximumAge: maximum } = parts.settings;
  if (checkAge(required.details.dateOfBirth, parts.clock.today(), { minimum, maximum }) === 'outOfRange') {
    return one.ageOutOfRange();
  }
  for (let look = 0; look < MOST_LOOKS; look += 1) {
    const handled = await one.byDemographics(required.details);
    if (handled !== 'lookAgain') return handled;
  }
  return one.result('possibleMatch', {
    reason: 'A learner with these details exists, and a find does not give it.',
  });
}

/** What the steps of one record share. */
class RecordHandling {
  readonly #parts: BatchParts;
  readonly #work: RecordWork;
  readonly #record: RegistrationRecord;
  readonly #caller: Caller;
  readonly #mayWrite: boolean;

  constructor(parts: BatchParts, work: RecordWork, record: RegistrationRecord) {
    this.#parts = parts;
    this.#work = work;
    this.#record = record;
    this.#caller = submitterOf(work.job);
    this.#mayWrite = work.job.jobType === 'FUL';
  }

  /** The names must fit the learner. They are what it was found by, so they are never changed. */
  async byUln(uln: Uln): Promise<Handled> {
    const { givenName, familyName, dateOfBirth, gender, lastKnownPostCode } = this.#record;
    const outcome = await findByUln(this.#parts, { uln, givenName, familyName }, this.#caller);
    if ('fault' in outcome) return this.result('badValue', { reason: 'ULN has a wrong check digit.' });
    if (outcome.responseCode === 'WSRC0001') {
      return outcome.reason === 'unknownUln' ? this.result('notFound') : this.result('detailsDiffer');
    }
    const { learner, masterSubstituted } = outcome.found;
    if (masterSubstituted) return this.result('linked', { uln: learner.uln });
    if (!this.#mayWrite) return this.result('verified', { uln });
    return this.#update(learner, { ...this.#statedOptional(), dateOfBirth, gender, lastKnownPostCode });
  }

  async byDemographics(details: LearnerDetails): Promise<Handled> {
    const at = this.#parts.clock.now();
    // Who may be registered is mostly new; who is only checked is mostly there.
    const expected = this.#mayWrite ? 'nobody' : 'somebody';
    const { outcome, entryOf } = await lookByDemographics(this.#parts, details, this.#caller, expected);
    const { responseCode, found, candidates } = outcome;
    if (responseCode === 'WSRC0001' && this.#mayWrite) {
      const handled = await this.#register(details, { at, outcome: responseCode });
      // The entry of a registration says all: nobody was found, and nobody waits for the find.
      if (handled === 'lookAgain' || handled.kind !== 'stored') await this.#parts.audit.record(entryOf());
      return handled;
    }
    await this.#parts.audit.record(entryOf());
    const first = found[0];
    switch (responseCode) {
      case 'WSRC0001':
        return this.result('notFound');
      case 'WSRC0002':
        return this.result('tooManyMatches');
      case 'WSRC0003':
        return this.result('possibleMatch', { reason: `${found.length} possible match(es).` });
      case 'WSRC0004':
        if (first === undefined) throw new Error('An exact match without a learner');
        if (!this.#mayWrite) return this.result('exists', { uln: first.learner.uln });
        return this.#update(first.learner, this.#statedOptional());
      case 'WSRC0022':
        if (first === undefined) throw new Error('A linked match without a learner');
        // Nobody is there to compare the details: only those that all agree name the person for certain.
        if (candidates[0]?.exact !== true) {
          return this.result('possibleMatch', { reason: '1 possible match, which is linked.' });
        }
        return this.result('linked', { uln: first.learner.uln });
    }
  }

  result(outcome: RecordOutcome, rest: Omit<RecordResult, 'code'> = {}): HandledRecord {
    return { kind: 'result', result: this.#resultOf(outcome, rest) };
  }

  ageOutOfRange(): HandledRecord {
    const { minimumAge, maximumAge } = this.#parts.settings;
    return this.result('ageOutOfRange', {
      reason: `DateOfBirth gives an age outside ${minimumAge} to ${maximumAge}.`,
    });
  }

  async #register(details: LearnerDetails, find: { at: Date; outcome: string }): Promise<Handled> {
    const done = (uln: Uln): RecordResult => this.#resultOf('registered', { uln });
    const outcome = await registerLearner(this.#parts, details, this.#caller, {
      find,
      progress: (uln) => progressOf(this.#work, done(uln)),
    });
    if ('notHandled' in outcome) return { kind: outcome.notHandled };
    if ('fault' in outcome) return this.ageOutOfRange();
    if (outcome.responseCode === 'WSRC0005') return { kind: 'stored', result: done(outcome.uln) };
    return 'lookAgain';
  }

  async #update(learner: Learner, details: UpdateDetails): Promise<Handled> {
    const { uln, versionNumber } = learner;
    const updated = this.#resultOf('updated', { uln });
    const outcome = await updateLearner(
      this.#parts,
      { uln, versionNumber, details },
      this.#caller,
      progressOf(this.#work, updated),
    );
    if ('notHandled' in outcome) return { kind: outcome.notHandled };
    if ('fault' in outcome) return this.ageOutOfRange();
    if (outcome.responseCode === 'WSRC0006') return { kind: 'stored', result: updated };
    if (changedMeanwhile.has(outcome.responseCode)) return 'lookAgain';
    const reason = notUpdated[outcome.responseCode];
    return this.result('exists', { uln, ...(reason === undefined ? {} : { reason }) });
  }

  #resultOf(outcome: RecordOutcome, rest: Omit<RecordResult, 'code'>): RecordResult {
    return { code: recordCodeOf(outcome, this.#work.job.source), ...rest };
  }

  #statedOptional(): UpdateDetails {
    const { abilityToShare, verificationType, optional } = this.#record;
    return { ...optional, abilityToShare, verificationType };
  }
}

const changedMeanwhile: ReadonlySet<UpdateCode> = new Set<UpdateCode>(['WSRC0013', 'WSRC0019', 'WSRC0022']);

/** Why a learner that exists was left as it is; without an entry, nothing was new. */
const notUpdated: { readonly [K in UpdateCode]?: string } = {
  WSRC0014: 'Not updated: AbilityToShare cannot be changed in this way.',
  WSRC0021: 'Not updated: another learner has these details.',
};
