import { normaliseName } from '../../domain/name.js';
import { postCodeKey } from '../../domain/post-code.js';
import type { SearchKey } from '../../domain/demographics.js';
import type { Uln } from '../../domain/uln.js';
import type { IsAbout } from '../person-ports.js';

/**
 * Whether what somebody handed in is about a person with these numbers and details. Without a number of theirs it must
 * have a name of theirs, and the date of birth or the postcode; none of what it states may differ.
 */
export function isAboutPerson(ulns: readonly Uln[], keys: readonly SearchKey[]): IsAbout {
  const numbers: ReadonlySet<string> = new Set(ulns);
  return (fields) => {
    const { uln, givenName, familyName } = fields;
    if (uln !== undefined && numbers.has(uln)) return true;
    if (givenName === undefined || familyName === undefined) return false;
    const dateOfBirth = fields['dateOfBirth'] ?? fields['dateofBirth'];
    const postCode = fields['lastKnownPostCode'] ?? fields['learnerPostcode'];
    if (dateOfBirth === undefined && postCode === undefined) return false;
    const givenKey = normaliseName(givenName);
    const familyKey = normaliseName(familyName);
    return keys.some(
      (key) =>
        key.givenKey === givenKey &&
        key.familyKey === familyKey &&
        (dateOfBirth === undefined || key.dateOfBirth === dateOfBirth) &&
        (postCode === undefined || key.postCodeKey === postCodeKey(postCode)),
    );
  };
}
