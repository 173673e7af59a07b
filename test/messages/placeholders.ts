/** What differs from run to run, and stands as `{{name}}` in the files of fixtures/messages. */
import { DateTime } from 'luxon';
import { hasValidCheckDigit, parseUln } from '../../src/domain/uln.js';

/** The values of one case; steps before it share them. */
export type Values = Map<string, string>;

const placeholder = /\{\{(.+?)\}\}/g;

/** Values of a new case: a person whose names nobody else has. */
export function newValues(count: number): Values {
  const letters = inLetters(count);
  const [givenName, familyName] = [`Fresh${letters}`, `Newcomer${letters}`];
  return new Map([
    ['givenName', givenName],
    ['familyName', familyName],
    ['normalisedGivenName', givenName.toUpperCase()],
    ['normalisedFamilyName', familyName.toUpperCase()],
  ]);
}

/** The text with its values, those of `{{today-13y+1d}}` among them. What has no value stays. */
export function fill(text: string, values: Values, today: string): string {
  return text.replace(placeholder, (whole, name: string) => values.get(name) ?? day(name, today) ?? whole);
}

/**
 * Takes from the text the values of placeholders that have none yet, where the template has them.
 * A name that ends in `uln` takes a ULN that can be issued, and nothing else.
 */
export function learn(template: string, text: string, values: Values): void {
  // A long text without any would make an expression that is longer than an engine takes.
  if (!template.includes('{{')) return;
  const names: string[] = [];
  const pattern = template
    .split(placeholder)
    .map((part, index) => {
      if (index % 2 === 0) return part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
      names.push(part);
      return '([^<>]*?)';
    })
    .join('');
  const found = new RegExp(`^${pattern}$`, 's').exec(text);
  if (found === null) return;
  for (const [index, name] of names.entries()) {
    const value = found[index + 1] ?? '';
    if (!/uln$/i.test(name) || isIssued(value)) values.set(name, value);
  }
}

function isIssued(text: string): boolean {
  const uln = parseUln(text);
  return uln !== undefined && hasValidCheckDigit(uln);
}

function day(name: string, today: string): string | undefined {
  if (!/^today(?:[+-]\d+[yd])*$/.test(name)) return undefined;
  let date = DateTime.fromISO(today, { zone: 'utc' });
  for (const [, sign, count, unit] of name.matchAll(/([+-])(\d+)([yd])/g)) {
    const amount = (sign === '-' ? -1 : 1) * Number(count);
    date = date.plus(unit === 'y' ? { years: amount } : { days: amount });
  }
  return date.toFormat('yyyy-MM-dd');
}

/** `ba`, `bb`, …: names hold no digits. */
function inLetters(count: number): string {
  return [...count.toString(26).padStart(2, '0')]
    .map((digit) => String.fromCharCode('a'.charCodeAt(0) + parseInt(digit, 26)))
    .join('');
}
