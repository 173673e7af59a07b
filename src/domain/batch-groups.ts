/**
 * Which records of a batch may be handled at the same time. The result must be as if they were handled one after
 * another: of two records of one person the first registers and the second finds.
 */
import type { RecordFields } from './batch-record.js';
import { normaliseName } from './name.js';
import { isPlaceholderKey, postCodeKey } from './post-code.js';

/**
 * Puts records that may meet into one group, in the order given; records of different groups do not concern each
 * other. It groups rather too many than too few: it knows no more of matching than where a find looks.
 */
export function groupsOfMeeting<T extends { readonly fields: RecordFields }>(
  records: readonly T[],
): readonly (readonly T[])[] {
  const leaders = records.map((_, at) => at);
  const leaderOf = (at: number): number => {
    let leader = at;
    for (let next = leaders[leader] ?? leader; next !== leader; next = leaders[leader] ?? leader)
      leader = next;
    return leader;
  };
  const firstWith = new Map<string, number>();
  records.forEach(({ fields }, at) => {
    for (const key of meetingKeys(fields)) {
      const first = firstWith.get(key);
      if (first === undefined) firstWith.set(key, at);
      else {
        const [one, other] = [leaderOf(first), leaderOf(at)];
        // The lower one leads, so that groups keep the order of their first records.
        leaders[Math.max(one, other)] = Math.min(one, other);
      }
    }
  });
  const groups = new Map<number, T[]>();
  records.forEach((record, at) => {
    const leader = leaderOf(at);
    const group = groups.get(leader);
    if (group === undefined) groups.set(leader, [record]);
    else group.push(record);
  });
  return [...groups.values()];
}

/** Two records that share none of these are not found by each other's details; see `candidateBlocks`. */
function meetingKeys(fields: RecordFields): readonly string[] {
  const { uln, givenName, preferredGivenName, dateOfBirth, lastKnownPostCode } = fields;
  const givenKeys = keysOf([givenName, preferredGivenName]);
  const familyKeys = keysOf([
    fields['familyName'],
    fields['previousFamilyName'],
    fields['familyNameAtAge16'],
  ]);
  const keys: string[] = uln ? [`uln ${uln}`] : [];
  for (const given of givenKeys) {
    for (const family of familyKeys) {
      keys.push(given < family ? `names ${given}|${family}` : `names ${family}|${given}`);
    }
  }
  if (!dateOfBirth) return keys;
  // A given name in the place of a family name is found as well.
  for (const name of new Set([...givenKeys, ...familyKeys])) keys.push(`born ${dateOfBirth} ${name}`);
  const postCode = lastKnownPostCode ? postCodeKey(lastKnownPostCode) : '';
  if (postCode !== '' && !isPlaceholderKey(postCode)) keys.push(`lives ${dateOfBirth} ${postCode}`);
  return keys;
}

function keysOf(names: readonly (string | undefined)[]): readonly string[] {
  const keys: string[] = [];
  for (const name of names) {
    const key = name ? normaliseName(name) : '';
    if (key !== '' && !keys.includes(key)) keys.push(key);
  }
  return keys;
}
