/** Who calls as variables, for files in which these stand once and are filled in when a request is sent. */
import type { SampleCaller, SampleCallers } from './sample.js';

export interface Variables {
  /** With placeholders in place of values. */
  readonly callers: SampleCallers;
  /** Name and value of each. */
  readonly list: readonly (readonly [name: string, value: string])[];
}

const members = ['organisationRef', 'ukprn', 'orgPassword', 'userName'] as const;

/** @param placeholder how the file refers to a variable: `{{name}}` */
export function variablesFor(
  { provider, awarder }: SampleCallers,
  placeholder: (name: string) => string,
): Variables {
  const named = (prefix: string, values: SampleCaller) =>
    members.map((member) => ({ member, name: nameOf(prefix, member), value: values[member] }));
  const isOne = provider === awarder;
  const ofProvider = named(isOne ? '' : 'provider', provider);
  const ofAwarder = isOne ? ofProvider : named('awarder', awarder);
  const callerOf = (variables: typeof ofProvider): SampleCaller => {
    const caller: Record<(typeof members)[number], string> = { ...provider };
    for (const { member, name } of variables) caller[member] = placeholder(name);
    return caller;
  };
  const all = isOne ? ofProvider : [...ofProvider, ...ofAwarder];
  return {
    callers: { provider: callerOf(ofProvider), awarder: callerOf(ofAwarder) },
    list: all.map(({ name, value }) => [name, value]),
  };
}

function nameOf(prefix: string, member: string): string {
  return prefix === '' ? member : `${prefix}${member.charAt(0).toUpperCase()}${member.slice(1)}`;
}
