/** An entry of the catalogue as a row of `qualification`, and back. */
import { qualificationKey, type Qualification, type QualificationKind } from '../domain/qualification.js';
import { text, textOrNull, type Row, type Value } from './values.js';

/** Sorted, as knex sorts the columns of an insert. */
export const qualificationColumns = [
  'awarding_organisation_ref',
  'certification_end',
  'credits',
  'grades',
  'kind',
  'languages',
  'level',
  'operational_start',
  'qualification_key',
  'qualification_type',
  'reference',
  'title',
] as const;

/** The values of {@link qualificationColumns}. */
export function qualificationRow(entry: Qualification): Value[] {
  return [
    entry.awardingOrganisationRef,
    entry.certificationEnd ?? null,
    entry.credits,
    JSON.stringify(entry.grades),
    entry.kind,
    JSON.stringify(entry.languages),
    entry.level ?? null,
    entry.operationalStart ?? null,
    qualificationKey(entry.reference),
    entry.qualificationType ?? null,
    entry.reference,
    entry.title,
  ];
}

/** An entry from the values of {@link qualificationColumns}; the casts rest on the writer above. */
export function qualificationOf(row: Row): Qualification {
  const [organisationRef, end, credits, grades, kind, languages, level, start, , type, reference, title] =
    row;
  const [levelText, typeText] = [textOrNull(level), textOrNull(type)];
  const [startText, endText] = [textOrNull(start), textOrNull(end)];
  return {
    reference: text(reference),
    kind: text(kind) as QualificationKind,
    title: text(title),
    ...(typeText === null ? {} : { qualificationType: typeText }),
    ...(levelText === null ? {} : { level: levelText }),
    credits: Number(credits),
    awardingOrganisationRef: text(organisationRef),
    grades: JSON.parse(text(grades)) as string[],
    languages: JSON.parse(text(languages)) as string[],
    ...(startText === null ? {} : { operationalStart: startText }),
    ...(endText === null ? {} : { certificationEnd: endText }),
  };
}
