/** When an agreement is exact and when it is possible. Source: docs/interface-specification.md, "Matching". */
import { agrees, type MatchExplanation } from './match-explanation.js';

/** Whether all five details agree; a placeholder postcode agrees with itself. */
export function isExact(explanation: MatchExplanation): boolean {
  return (
    agrees(explanation.givenName) &&
    agrees(explanation.familyName) &&
    agrees(explanation.dateOfBirth) &&
    agrees(explanation.gender) &&
    (agrees(explanation.lastKnownPostCode) || explanation.lastKnownPostCode === 'placeholder')
  );
}

/** Whether this may be the person: any of the four ways, an exact match among them. */
export function isPossible(explanation: MatchExplanation): boolean {
  const given = agrees(explanation.givenName);
  const family = agrees(explanation.familyName);
  const birth = agrees(explanation.dateOfBirth);
  if (birth && family && explanation.givenName !== 'differs') return true;
  if (given && family && explanation.dateOfBirth !== 'differs') return true;
  if (birth && explanation.givenName === 'transposed') return true;
  const agreeing = [given, family, birth, agrees(explanation.gender), agrees(explanation.lastKnownPostCode)];
  return agreeing.filter(Boolean).length >= 4;
}
