import { isCode, responseCodes } from '../domain/response-code.js';

/** `Answer: WSRC0004 (Exact match …), or WSRC0022.` for comments in files. */
export function answerInWords(answers: readonly string[]): string {
  const [usual, ...others] = answers;
  if (usual === undefined) return 'Answer: a list, without a code.';
  const meaning = isCode(usual) ? ` (${responseCodes[usual].meaning.replace(/\.$/, '')})` : '';
  return `Answer: ${[`${usual}${meaning}`, ...others].join(', or ')}.`;
}
