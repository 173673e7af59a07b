/** Who has seen the privacy notice, and how that may change. Source: docs/interface-specification.md, "Ability to share". */
import type { AbilityToShare } from './learner.js';

/**
 * Whether an update may change the value so. A seen notice cannot become unseen (1 or 2 to 0).
 * Opting out (2) was possible until 2018; `legacyOptOut` allows it still.
 */
export function mayChangeAbilityToShare(
  from: AbilityToShare,
  to: AbilityToShare,
  legacyOptOut: boolean,
): boolean {
  if (from === to || to === '1') return true;
  return to === '2' && legacyOptOut;
}
