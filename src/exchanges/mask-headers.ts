import { maskSecrets, percentEncoded, type Secrets } from './secret.js';

/** Headers that let whoever has them do what their owner may. */
const SECRET = /^(?:proxy-)?authorization$|cookie|pass|pwd|secret|token|api-?key|session/i;
/** Quick to say no: most requests have no such header. */
const PERHAPS = /authoriz|cookie|pass|pwd|secret|token|key|session/i;

/** Whether a text of headers or of a request line has to be looked at closely. */
export function mayHoldSecrets(text: string, secrets: Secrets): boolean {
  if (PERHAPS.test(text)) return true;
  return secrets.length > 0 && (/[&%]/.test(text) || secrets.some((secret) => text.includes(secret)));
}

/**
 * Headers with asterisks in the place of what is secret; of an Authorization, the scheme stays.
 * @param headers name and value in turn
 */
export function maskHeaders(headers: readonly string[], secrets: Secrets): readonly string[] {
  return headers.map((text, at) => {
    const name = headers[at - 1] ?? '';
    if (at % 2 === 0 || !SECRET.test(name)) return maskSecrets(text, secrets);
    const scheme = /authorization$/i.test(name) ? (/^[A-Za-z][\w-]* /.exec(text)?.[0] ?? '') : '';
    return scheme + '*'.repeat(text.length - scheme.length);
  });
}

/** The target of a request: `…?OrgPassword=…` is one more way to send a password to the wrong place. */
export function maskTarget(target: string, secrets: Secrets): string {
  const query = target.indexOf('?');
  const all = target.includes('%') ? [...secrets, ...secrets.map(percentEncoded)] : secrets;
  if (query < 0) return maskSecrets(target, all);
  const masked = target
    .slice(query)
    .split(/([&;])/)
    .map((pair) => {
      const value = pair.indexOf('=') + 1;
      const isSecret = value > 0 && PERHAPS.test(pair.slice(0, value));
      return isSecret ? pair.slice(0, value) + '*'.repeat(pair.length - value) : pair;
    });
  return maskSecrets(target.slice(0, query) + masked.join(''), all);
}
