/** The form of `/faults` as the switch that a program would send: what belongs to another kind is left out. */

const ownMembers: Readonly<Record<string, readonly string[]>> = {
  fault: ['code'],
  slow: ['seconds'],
  outage: ['retryAfterSeconds'],
  limited: ['retryAfterSeconds'],
};
const numbers = ['seconds', 'retryAfterSeconds', 'requests', 'forSeconds'];

export function switchOfForm(form: Readonly<Record<string, string>>): Readonly<Record<string, unknown>> {
  const { kind: chosen = '' } = form;
  const given = (name: string): readonly (readonly [string, unknown])[] => {
    const value = form[name] ?? '';
    if (value === '') return [];
    return [[name, numbers.includes(name) ? numberOf(value) : value]];
  };
  const limits = ['requests', 'forSeconds', 'operation'].flatMap(given);
  // The radios of the page name the two drops by themselves.
  const drop = /^drop-(before|after)$/.exec(chosen);
  if (drop !== null) return { kind: 'drop', when: drop[1], ...Object.fromEntries(limits) };
  return { kind: chosen, ...Object.fromEntries([...(ownMembers[chosen] ?? []).flatMap(given), ...limits]) };
}

/** What is no number stays text, which the reader of switches refuses. */
function numberOf(text: string): number | string {
  return /^\d{1,9}$/.test(text) ? Number(text) : text;
}
