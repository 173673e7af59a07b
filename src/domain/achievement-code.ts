/**
 * What becomes of a record of an achievement job: the codes are this register's own.
 * A did something, F is an error of field data, L of learner data, B of a business rule.
 * Source: docs/achievements.md, "Results".
 */
import { achieved } from './response-code-entry.js';

export const achievementCodes = {
  A001: achieved('The achievement has been created.', 'Nothing to do.'),
  A002: achieved('The achievement has been updated.', 'Nothing to do.'),
  A003: achieved('The provisional achievement has become final.', 'Nothing to do.'),
  A004: achieved('The achievement has been withdrawn.', 'Nothing to do; action 4 reinstates it.'),
  A005: achieved('The achievement has been reinstated.', 'Nothing to do.'),
  F001: achieved('A mandatory value is missing.', 'Send the value.'),
  F002: achieved('A date is not a day of the form yyyy-MM-dd.', 'Correct the date.'),
  F003: achieved('The action is not 1, 2, 3 or 4.', 'Send 1 create, 2 update, 3 withdraw or 4 reinstate.'),
  F004: achieved('The gender is not 0, 1, 2 or 9.', 'Correct the gender, or leave it out.'),
  F005: achieved('A value is too long.', 'Shorten the value.'),
  F006: achieved(
    'The reference is not that of a qualification or a unit.',
    'Send a reference like 500/4606/8 (qualification) or K/501/5773 (unit).',
  ),
  F007: achieved(
    'The UKPRN of the provider is not eight letters or digits.',
    'Correct the UKPRN, or leave it out where there was no provider.',
  ),
  F008: achieved('A value has characters that cannot be stored.', 'Type the value anew.'),
  F009: achieved(
    'The row has more values than there are headings.',
    'Put values that have a comma in quotation marks.',
  ),
  L001: achieved('The ULN is not ten digits, the first not 0.', 'Correct the ULN.'),
  L002: achieved('The check digit of the ULN is wrong.', 'Correct the ULN.'),
  L003: achieved('No learner has this ULN.', 'Check the ULN with the centre, or verify it.'),
  L004: achieved('The names do not belong to this ULN.', 'Check the names and the ULN with the centre.'),
  L005: achieved(
    'The date of birth does not belong to this ULN.',
    'Check the date of birth with the centre.',
  ),
  L006: achieved('The gender does not belong to this ULN.', 'Check the gender with the centre.'),
  B001: achieved('The award date lies in the future.', 'Send the achievement once it has been awarded.'),
  B002: achieved('The award date lies before the learner was born.', 'Check the award date and the ULN.'),
  B003: achieved(
    'The qualification or unit is not in the catalogue.',
    'Check the reference, or ask the operator of the register to add it.',
  ),
  B004: achieved(
    'The qualification or unit is awarded by another organisation.',
    'Check the reference: an organisation submits only what it awards.',
  ),
  B005: achieved(
    'The award date is outside the dates of the qualification or unit.',
    'Check the award date and the reference.',
  ),
  B006: achieved(
    'The grade is missing, or is not one of the qualification or unit.',
    'Send one of the grades that the catalogue lists, with its capitals and small letters.',
  ),
  B007: achieved(
    'The qualification or unit is not assessed in this language.',
    'Send one of the languages that the catalogue lists, or none.',
  ),
  B008: achieved(
    'The learner has this achievement already.',
    'To change it, send it with action 2. Another award date makes another achievement.',
  ),
  B009: achieved(
    'This organisation has submitted no such achievement for the learner.',
    'Check ULN, reference, award date and MisIdentifier; action 1 creates it.',
  ),
  B010: achieved('The achievement is withdrawn.', 'Reinstate it with action 4 before anything else.'),
  B011: achieved(
    'The achievement is not withdrawn.',
    'Nothing to do: only a withdrawn one can be reinstated.',
  ),
  B012: achieved(
    'The achievement is final, and cannot become provisional.',
    'Send the change in a job of the submission type F.',
  ),
} as const;

export type AchievementCode = keyof typeof achievementCodes;

export const errorClasses = ['FieldData', 'LearnerData', 'BusinessRule'] as const;
export type ErrorClass = (typeof errorClasses)[number];

const classOfLetter: Readonly<Record<string, ErrorClass>> = {
  F: 'FieldData',
  L: 'LearnerData',
  B: 'BusinessRule',
};

export function isAchievementCode(text: string): text is AchievementCode {
  return Object.hasOwn(achievementCodes, text);
}

/** The class of an error; undefined for the code of a success. */
export function errorClassOf(code: string): ErrorClass | undefined {
  return isAchievementCode(code) ? classOfLetter[code.charAt(0)] : undefined;
}

/** Why a record was not done. */
export interface AchievementError {
  readonly code: AchievementCode;
  /** Names fields and never a stored value. */
  readonly reason: string;
}

/** The error with what it always says. */
export function errorOf(code: AchievementCode): AchievementError {
  const { meaning, action } = achievementCodes[code];
  return { code, reason: `${meaning} ${action}` };
}
