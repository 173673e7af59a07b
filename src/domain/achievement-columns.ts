/** The values of a submitted achievement, as the WSDL names them and in its order: of the message and of files. */

export interface AchievementColumn {
  /** The element, and the heading in a file. */
  readonly name: string;
  /** The name of the value in a batch record. */
  readonly key: string;
  readonly mandatory: boolean;
  /** In characters. */
  readonly maxLength?: number;
}

const column = (name: string, rest: { mandatory?: true; maxLength?: number } = {}): AchievementColumn => ({
  name,
  key: name.charAt(0).toLowerCase() + name.slice(1),
  mandatory: rest.mandatory ?? false,
  ...(rest.maxLength === undefined ? {} : { maxLength: rest.maxLength }),
});

export const achievementColumns: readonly AchievementColumn[] = [
  column('AchievementAwardDate', { mandatory: true }),
  column('Action', { mandatory: true }),
  column('ActionDate', { mandatory: true }),
  column('ActionReason', { maxLength: 255 }),
  column('DateofBirth'),
  column('FamilyName', { mandatory: true, maxLength: 35 }),
  column('Gender'),
  column('GivenName', { mandatory: true, maxLength: 35 }),
  column('Grade', { maxLength: 50 }),
  column('LanguageForAssessment', { maxLength: 50 }),
  column('LearnerPostcode', { maxLength: 9 }),
  column('MisIdentifier', { maxLength: 128 }),
  column('ProviderUkprn'),
  column('Uln', { mandatory: true }),
  column('UnitOrQualificationReferenceNumber', { mandatory: true }),
];
