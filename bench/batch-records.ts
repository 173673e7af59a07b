/** Records of batches about invented people, all different in every name; `MISIdentifier` says what each is there for. */
import type { BatchFields } from './batch-client.js';

/** Somebody who is in the register. */
export interface Known {
  readonly uln: string;
  readonly person: number;
}

const mostInAJob = 200;

/** Details of a person: the same number gives the same person, and two of them are never a possible match. */
export function personOf(n: number): BatchFields {
  const letters = [...String(n)].map((digit) => 'bdfgklmnpr'.charAt(Number(digit))).join('a');
  const month = String((Math.floor(n / 28) % 12) + 1).padStart(2, '0');
  const day = String((n % 28) + 1).padStart(2, '0');
  return {
    GivenName: `Zed${letters}`,
    FamilyName: `Batchly${letters}`,
    LastKnownPostCode: `ZT${(n % 90) + 1} ${Math.floor(n / 90) % 10}${'ABDEFGHJLN'.charAt(Math.floor(n / 900) % 10)}A`,
    DateOfBirth: `${1980 + (Math.floor(n / 336) % 25)}-${month}-${day}`,
  };
}

/** A whole record to register this person. */
export function newRecord(n: number, more: BatchFields = {}): BatchFields {
  return inOrder({ MISIdentifier: `new-${n}`, ...personOf(n), Gender: '9', AbilityToShare: '1', ...more });
}

/** A record that changes a known learner, named by ULN or by its details. */
export function updateRecord({ uln, person }: Known, email: string, by: 'uln' | 'details'): BatchFields {
  const { GivenName = '', FamilyName = '' } = personOf(person);
  const named = by === 'uln' ? { ULN: uln, GivenName, FamilyName } : { ...personOf(person), Gender: '9' };
  return inOrder({ MISIdentifier: `known-${person}`, ...named, EmailAddress: email });
}

/** A job of all that a college may send: new people, some of them twice, known ones, and records that cannot be done. */
export function mixedJob(firstNew: number, known: readonly Known[], mark: string): readonly BatchFields[] {
  const few = 15;
  const twice = 20;
  const updates = known.map((one, at) =>
    updateRecord(one, `${mark}.${at}@example.org`, at % 2 ? 'uln' : 'details'),
  );
  const lacking: readonly BatchFields[] = Array.from({ length: few }, (_, at) => {
    const { GivenName = '', FamilyName = '' } = personOf(firstNew + at);
    return { MISIdentifier: `lacking-${at}`, GivenName: `Without${GivenName}`, FamilyName };
  });
  const unknown: readonly BatchFields[] = Array.from({ length: few }, (_, at) => {
    const { GivenName = '', FamilyName = '' } = personOf(firstNew + at);
    return { ULN: '9900099000', MISIdentifier: `unknown-${at}`, GivenName, FamilyName };
  });
  const rest = mostInAJob - updates.length - lacking.length - unknown.length - twice;
  const people = Array.from({ length: rest }, (_, at) => newRecord(firstNew + at));
  const again = Array.from({ length: twice }, (_, at) =>
    newRecord(firstNew + at, at % 2 === 0 ? {} : { EmailAddress: `${mark}.again.${at}@example.org` }),
  );
  return shuffled<BatchFields>([...people, ...again, ...updates, ...lacking, ...unknown]);
}

/** Records that only look, for a job of type CHK. */
export function checkRecords(known: readonly Known[]): readonly BatchFields[] {
  return known.map(({ uln, person }, at) => {
    const { GivenName = '', FamilyName = '' } = personOf(person);
    const MISIdentifier = `checked-${person}`;
    return at % 2 === 0
      ? { ULN: uln, MISIdentifier, GivenName, FamilyName }
      : inOrder({ MISIdentifier, ...personOf(person), Gender: '9' });
  });
}

/** Records of a verification job. */
export function verifyRecords(known: readonly Known[]): readonly BatchFields[] {
  return known.map(({ uln, person }) => {
    const { GivenName = '', FamilyName = '', DateOfBirth = '' } = personOf(person);
    return { MISIdentifier: `verified-${person}`, ULN: uln, FamilyName, GivenName, DateOfBirth };
  });
}

const order = [
  'ULN',
  'MISIdentifier',
  'Title',
  'GivenName',
  'FamilyName',
  'LastKnownPostCode',
  'DateOfBirth',
  'EmailAddress',
  'Gender',
  'AbilityToShare',
  'Notes',
];

/** As the schema wants them. */
export function inOrder(fields: BatchFields): BatchFields {
  return Object.fromEntries(
    order.flatMap((name) => {
      const value = fields[name];
      return value === undefined ? [] : [[name, value]];
    }),
  );
}

/** The same order each time: what fails must fail again. */
function shuffled<T>(items: readonly T[]): readonly T[] {
  const step = 37;
  return items.map((_, at) => items[(at * step) % items.length]).filter((item) => item !== undefined);
}
