/**
 * What a submitted achievement does to a learner's record. Source: docs/interface-specification.md,
 * "SubmitAchievementBatchJob"; the rules are this register's own where no public one is known.
 */
import type { Achievement } from './achievement.js';
import { errorOf, type AchievementError } from './achievement-code.js';
import type { SubmissionType } from './batch.js';
import type { IsoDate } from './learner.js';
import { eventSources, type LearningEvent, type RecordedEvent } from './learning-event.js';
import { qualificationKey, type Qualification, type QualificationKey } from './qualification.js';
import type { Uln } from './uln.js';

/** Who submits, as events name it. */
export interface AwardingOrganisation {
  readonly organisationRef: string;
  readonly ukprn: string;
  readonly name: string;
}

/** What is known when an achievement is judged. */
export interface AchievementFacts {
  readonly submissionType: SubmissionType;
  readonly submitter: AwardingOrganisation;
  /** The record that the ULN names. */
  readonly uln: Uln;
  readonly qualification: Qualification | undefined;
  /** The submitter's events of this learner and of all records linked with it, withdrawn ones included. */
  readonly ownedEvents: readonly LearningEvent[];
  /** Of the provider that the achievement names, when the register knows it. */
  readonly providerName: string | undefined;
  readonly today: IsoDate;
  /** `yyyy-MM-dd HH:mm:ss`. */
  readonly now: string;
}

/** An event as it is created; the store numbers it. */
export type CreatedEvent = Omit<LearningEvent, 'eventId' | 'version' | 'underDataChallenge'>;

export type AchievementDecision =
  | { readonly kind: 'error'; readonly error: AchievementError }
  | { readonly kind: 'created'; readonly event: CreatedEvent }
  | {
      readonly kind: 'updated' | 'promoted' | 'withdrawn' | 'reinstated';
      readonly before: LearningEvent;
      readonly event: LearningEvent;
    }
  /** An update to what is recorded already. */
  | { readonly kind: 'unchanged' };

export function decideAchievement(achievement: Achievement, facts: AchievementFacts): AchievementDecision {
  const own = ownEvents(achievement.qualification, facts.ownedEvents);
  const existing = named(achievement, own);
  switch (achievement.action) {
    case 'create':
      return (
        refusedBy(contentError(achievement, facts, existing)) ?? create(achievement, facts, existing, own)
      );
    case 'update':
      return (
        refusedBy(contentError(achievement, facts, existing)) ?? update(achievement, facts, existing, own)
      );
    case 'withdraw':
      if (existing === undefined) return refusal(whyNone(facts));
      if (existing.standing === 'withdrawn') return refusal('B010');
      return changed('withdrawn', existing, { standing: 'withdrawn' });
    case 'reinstate':
      if (existing === undefined) return refusal(whyNone(facts));
      if (existing.standing !== 'withdrawn') return refusal('B011');
      return changed('reinstated', existing, { standing: 'live' });
  }
}

function create(
  achievement: Achievement,
  facts: AchievementFacts,
  existing: LearningEvent | undefined,
  own: readonly LearningEvent[],
): AchievementDecision {
  if (existing === undefined) return { kind: 'created', event: newEvent(achievement, facts, own) };
  if (existing.standing === 'withdrawn') return refusal('B010');
  if (isProvisional(existing) && facts.submissionType === 'F')
    return rewrite(achievement, facts, existing, own);
  return refusal('B008');
}

function update(
  achievement: Achievement,
  facts: AchievementFacts,
  existing: LearningEvent | undefined,
  own: readonly LearningEvent[],
): AchievementDecision {
  if (existing === undefined) return refusal('B009');
  if (existing.standing === 'withdrawn') return refusal('B010');
  if (!isProvisional(existing) && facts.submissionType === 'P') return refusal('B012');
  return rewrite(achievement, facts, existing, own);
}

/** Brings the event up to what was sent. What was not sent stays; what the catalogue said then stays too. */
function rewrite(
  achievement: Achievement,
  facts: AchievementFacts,
  existing: LearningEvent,
  own: readonly LearningEvent[],
): AchievementDecision {
  const { awardDate, grade, languageForAssessment, misIdentifier } = achievement;
  const isTaken = own.some(
    (event) => event !== existing && event.recorded.achievementAwardDate === awardDate,
  );
  if (isTaken) return refusal('B008');
  const recorded: RecordedEvent = {
    ...existing.recorded,
    achievementAwardDate: awardDate,
    ...(grade === undefined ? {} : { grade }),
    ...(languageForAssessment === undefined ? {} : { languageForAssessment }),
    ...(achievement.providerUkprn === undefined ? {} : provider(achievement, facts)),
    status: facts.submissionType,
  };
  const isSame =
    (misIdentifier === undefined || misIdentifier === existing.misIdentifier) &&
    Object.entries(recorded).every(
      ([member, value]) => existing.recorded[member as keyof RecordedEvent] === value,
    );
  if (isSame) return { kind: 'unchanged' };
  const kind = recorded.status === existing.recorded.status ? 'updated' : 'promoted';
  return changed(kind, existing, {
    recorded,
    dateLoaded: facts.now,
    ...(misIdentifier === undefined ? {} : { misIdentifier }),
  });
}

function newEvent(
  achievement: Achievement,
  facts: AchievementFacts,
  own: readonly LearningEvent[],
): CreatedEvent {
  const { qualification, submitter } = facts;
  if (qualification === undefined) throw new Error('An achievement without a qualification was let through');
  const { awardDate, grade, languageForAssessment, misIdentifier } = achievement;
  const { kind, level, qualificationType } = qualification;
  const recorded: RecordedEvent = {
    achievementAwardDate: awardDate,
    ...provider(achievement, facts),
    awardingOrganisationName: submitter.name,
    awardingOrganisationUkprn: submitter.ukprn,
    ...(grade === undefined ? {} : { grade }),
    ...(languageForAssessment === undefined ? {} : { languageForAssessment }),
    ...(level === undefined ? {} : { level }),
    ...typeOf(kind, qualificationType),
    status: facts.submissionType,
    subject: qualification.title,
    subjectCode: qualification.reference,
  };
  return {
    uln: facts.uln,
    source: kind === 'unit' ? eventSources.unit : eventSources.awardingOrganisation,
    reference: freeReference(`${submitter.organisationRef}:${achievement.qualification}:${awardDate}`, own),
    recorded,
    credits: qualification.credits,
    dateLoaded: facts.now,
    standing: 'live',
    ownerRef: submitter.organisationRef,
    ...(misIdentifier === undefined ? {} : { misIdentifier }),
  };
}

/** Units have no type of their own, and say so by an empty value. */
function typeOf(
  kind: Qualification['kind'],
  type: string | undefined,
): Pick<RecordedEvent, 'qualificationType'> {
  if (type !== undefined) return { qualificationType: type };
  return kind === 'unit' ? { qualificationType: '' } : {};
}

/** Without a provider both values are empty, as in what the services record. */
function provider(
  { providerUkprn }: Achievement,
  { providerName }: AchievementFacts,
): Pick<RecordedEvent, 'achievementProviderName' | 'achievementProviderUkprn'> {
  return { achievementProviderName: providerName ?? '', achievementProviderUkprn: providerUkprn ?? '' };
}

/**
 * A reference is given at creation and kept when the award date is corrected, so that the date of a new achievement may
 * stand in an old reference.
 */
function freeReference(wanted: string, own: readonly LearningEvent[]): string {
  const taken = new Set(own.map(({ reference }) => reference));
  let reference = wanted;
  for (let number = 2; taken.has(reference); number += 1) reference = `${wanted}:${number}`;
  return reference;
}

/** The rules about what is awarded, in the order in which they are told. */
function contentError(
  achievement: Achievement,
  { qualification, submitter, today }: AchievementFacts,
  existing: LearningEvent | undefined,
): AchievementError | undefined {
  if (qualification === undefined) return errorOf('B003');
  if (qualification.awardingOrganisationRef !== submitter.organisationRef) return errorOf('B004');
  const { awardDate, dateOfBirth, grade, languageForAssessment: language } = achievement;
  if (awardDate > today) return errorOf('B001');
  // Only by what was sent: award dates in turn would tell a date of birth that was not.
  if (dateOfBirth !== undefined && awardDate < dateOfBirth) return errorOf('B002');
  const { operationalStart, certificationEnd, grades, languages } = qualification;
  if (operationalStart !== undefined && awardDate < operationalStart) return errorOf('B005');
  if (certificationEnd !== undefined && awardDate > certificationEnd) return errorOf('B005');
  const isKept = grade === undefined && existing?.recorded.grade !== undefined;
  if (grades.length > 0 && !isKept && (grade === undefined || !grades.includes(grade)))
    return errorOf('B006');
  if (languages.length > 0 && language !== undefined && !languages.some((one) => isSameWord(one, language))) {
    return errorOf('B007');
  }
  return undefined;
}

function ownEvents(key: QualificationKey, events: readonly LearningEvent[]): readonly LearningEvent[] {
  return events.filter(({ recorded }) => qualificationKey(recorded.subjectCode ?? '') === key);
}

/** The event that the achievement is about: the MisIdentifier says it, and where it does not, the award date. */
function named(achievement: Achievement, own: readonly LearningEvent[]): LearningEvent | undefined {
  const { misIdentifier, awardDate } = achievement;
  const byIdentifier =
    misIdentifier === undefined ? undefined : own.find((event) => event.misIdentifier === misIdentifier);
  return byIdentifier ?? own.find(({ recorded }) => recorded.achievementAwardDate === awardDate);
}

function whyNone({ qualification, submitter }: AchievementFacts): 'B003' | 'B004' | 'B009' {
  if (qualification === undefined) return 'B003';
  return qualification.awardingOrganisationRef === submitter.organisationRef ? 'B009' : 'B004';
}

function isProvisional({ recorded }: LearningEvent): boolean {
  return recorded.status === 'P';
}

function changed(
  kind: 'updated' | 'promoted' | 'withdrawn' | 'reinstated',
  before: LearningEvent,
  to: Partial<LearningEvent>,
): AchievementDecision {
  return { kind, before, event: { ...before, ...to, version: before.version + 1 } };
}

function refusal(code: Parameters<typeof errorOf>[0]): AchievementDecision {
  return { kind: 'error', error: errorOf(code) };
}

function refusedBy(error: AchievementError | undefined): AchievementDecision | undefined {
  return error === undefined ? undefined : { kind: 'error', error };
}

function isSameWord(one: string, other: string): boolean {
  return one.toUpperCase() === other.toUpperCase();
}
