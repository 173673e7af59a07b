import {
  qualificationKinds,
  type Qualification,
  type QualificationKind,
} from '../../domain/qualification.js';
import { isCalendarDate } from '../../domain/calendar-date.js';
import { listSeparator } from './column-set.js';
import { qualificationFileColumns, type QualificationColumn } from './qualification-columns.js';
import type { RefusedRow, Row } from './row.js';

export interface ReadQualification {
  readonly row: Row;
  readonly qualification: Qualification;
}

const references = {
  qualification: /^[0-9]{3}\/?[0-9]{4}\/?[0-9X]$/i,
  unit: /^[A-Z]\/?[0-9]{3}\/?[0-9]{4}$/i,
} as const;
const longestText = 254;
const mostCredits = 10_000;

/** Makes an entry of the catalogue of a row, or says everything that is wrong with it. */
export function qualificationOfRow(row: Row): ReadQualification | RefusedRow {
  if (row.unreadable !== undefined) return { row, reasons: [row.unreadable] };
  const reasons: string[] = [];
  const given = (column: QualificationColumn): string | undefined => {
    const value = row.values[qualificationFileColumns.indexOf(column)]?.trim();
    if (value !== undefined && value.length > longestText && !isList(column)) {
      reasons.push(`${column} must be at most ${longestText} characters`);
    }
    return value === '' ? undefined : value;
  };
  const must = (column: QualificationColumn): string => {
    const value = given(column);
    if (value === undefined) reasons.push(`${column} is missing`);
    return value ?? '';
  };
  const day = (column: QualificationColumn): string | undefined => {
    const value = given(column);
    if (value !== undefined && !isCalendarDate(value)) {
      reasons.push(
        `${column} must be a date as yyyy-MM-dd (spreadsheets like to turn dates into dd/MM/yyyy)`,
      );
    }
    return value;
  };
  const reference = must('reference').toUpperCase();
  const kind = must('kind');
  const title = must('title');
  const awardingOrganisationRef = must('awardingOrganisationRef').toUpperCase();
  const [qualificationType, level, credits = '0'] = [
    given('qualificationType'),
    given('level'),
    given('credits'),
  ];
  const [operationalStart, certificationEnd] = [day('operationalStart'), day('certificationEnd')];
  if (kind !== '' && !isKind(kind)) reasons.push(`kind must be ${qualificationKinds.join(' or ')}`);
  else if (isKind(kind) && reference !== '' && !references[kind].test(reference)) {
    reasons.push(`reference must be like ${kind === 'unit' ? 'K/501/5773' : '500/4606/8'}`);
  }
  if (awardingOrganisationRef !== '' && !/^[0-9A-Z]{6}$/.test(awardingOrganisationRef)) {
    reasons.push('awardingOrganisationRef must be six letters or digits');
  }
  if (!/^\d{1,5}$/.test(credits) || Number(credits) > mostCredits) {
    reasons.push(`credits must be a whole number up to ${mostCredits}`);
  }
  if (
    operationalStart !== undefined &&
    certificationEnd !== undefined &&
    certificationEnd < operationalStart
  ) {
    reasons.push('certificationEnd lies before operationalStart');
  }
  if (reasons.length > 0 || !isKind(kind)) return { row, reasons };
  return {
    row,
    qualification: {
      reference: withSlashes(reference, kind),
      kind,
      title,
      ...(qualificationType === undefined ? {} : { qualificationType }),
      ...(level === undefined ? {} : { level }),
      credits: Number(credits),
      awardingOrganisationRef,
      grades: listOf(given('grades')),
      languages: listOf(given('languages')),
      ...(operationalStart === undefined ? {} : { operationalStart }),
      ...(certificationEnd === undefined ? {} : { certificationEnd }),
    },
  };
}

/** As the regulator writes it, however the file does. */
function withSlashes(reference: string, kind: QualificationKind): string {
  const bare = reference.replaceAll('/', '');
  return kind === 'unit'
    ? `${bare.slice(0, 1)}/${bare.slice(1, 4)}/${bare.slice(4)}`
    : `${bare.slice(0, 3)}/${bare.slice(3, 7)}/${bare.slice(7)}`;
}

function listOf(text: string | undefined): readonly string[] {
  if (text === undefined) return [];
  return [...new Set(text.split(listSeparator).map((part) => part.trim()))].filter((part) => part !== '');
}

function isList(column: QualificationColumn): boolean {
  return column === 'grades' || column === 'languages';
}

function isKind(text: string): text is QualificationKind {
  return qualificationKinds.some((kind) => kind === text);
}
