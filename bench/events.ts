/** Invented learning events for measurements: the same learner has the same events, on every machine. */
import { drawer, ulnOf } from './people.js';

export const eventsEach = 10;
const seed = 20_260_202;

const subjects = (
  'Invented Mathematics|Fictional English Language|Imaginary Physics|Notional Chemistry|Pretend Biology|' +
  'Supposed History|Assumed Geography|Unreal French|Hypothetical Computing|Conjectured Business Studies'
).split('|');
const grades = ['A*', 'A', 'B', 'C', 'D', 'E', 'U', 'Pass', 'AB', '9999999999'];

/** One event as a line of an import file says it. */
export type EventLine = Readonly<Record<string, string>>;

/**
 * An event of a learner. Two in three are of the NPD, the others of the ILR.
 * @param learner as in `person`
 * @param at which of the learner's events, from 0
 */
export function eventOf(learner: number, at: number): EventLine {
  const draw = drawer(seed + learner * (eventsEach + 1) + at);
  const day = `${2005 + draw(20)}-${twoDigits(draw(12) + 1)}-${twoDigits(draw(28) + 1)}`;
  const common = {
    Uln: ulnOf(learner),
    AchievementAwardDate: day,
    AchievementProviderName: `Invented College number ${draw(900) + 100}`,
    AchievementProviderUkprn: `9${1_000_000 + draw(9_000_000)}`,
    Grade: grades[draw(grades.length)] ?? '',
    Restriction: '0',
    Status: 'F',
    Subject: subjects[draw(subjects.length)] ?? '',
    SubjectCode: String(10_000_000 + draw(90_000_000)),
    Credits: '0',
    DateLoaded: `${day} 04:12:33`,
  };
  const reference = `${learner}-${at}`;
  if (at % 3 < 2) {
    return {
      ...common,
      Source: 'NPD',
      Reference: reference,
      AwardingOrganisationName: 'Notional Awards',
      AwardingOrganisationUkprn: String(100_000 + draw(99)),
      CollectionType: 'A',
      ParticipationEndDate: '',
      ParticipationStartDate: '',
      QualificationType: 'GCE A level',
      ReturnNumber: '01',
    };
  }
  return {
    ...common,
    Source: 'ILR',
    Reference: reference,
    AwardingOrganisationName: 'UNKNOWN',
    AwardingOrganisationUkprn: 'UNKNWN',
    CollectionType: 'W',
    ParticipationEndDate: day,
    ParticipationStartDate: day,
    QualificationType: 'NVQ',
    ReturnNumber: '02',
  };
}

const columns = [
  'Uln',
  'Source',
  'Reference',
  'AchievementAwardDate',
  'AchievementProviderName',
  'AchievementProviderUkprn',
  'AwardingOrganisationName',
  'AwardingOrganisationUkprn',
  'CollectionType',
  'Grade',
  'ParticipationEndDate',
  'ParticipationStartDate',
  'QualificationType',
  'Restriction',
  'ReturnNumber',
  'Status',
  'Subject',
  'SubjectCode',
  'Credits',
  'DateLoaded',
];

/** The header of a CSV file of events. */
export const eventsHeader = `${columns.join(',')}\n`;

/** An event as a line of that file. No value has a comma. */
export function eventLine(event: EventLine): string {
  return `${columns.map((column) => (event[column] === '' ? '(empty)' : (event[column] ?? ''))).join(',')}\n`;
}

function twoDigits(value: number): string {
  return String(value).padStart(2, '0');
}
