/** The filter of the list: from the address of the page to a question for the log, and back. */
import { DateTime } from 'luxon';
import { z } from 'zod';
import type { ExchangeFilter, ExchangeHead } from '../../register/exchange-ports.js';

const text = z.string().trim().max(200).catch('');
const query = z.object({
  service: text,
  operation: text,
  code: text,
  from: text,
  to: text,
  text,
  before: z.string().max(100).catch(''),
});

const names = ['service', 'operation', 'code', 'from', 'to', 'text'] as const;
type FilterName = (typeof names)[number];

/** As it stands in the address: empty where nothing is asked for. */
export type FilterFields = Readonly<Record<FilterName, string>>;

export interface ListQuestion {
  readonly fields: FilterFields;
  readonly filter: ExchangeFilter;
  readonly before: string | undefined;
  readonly errors: readonly { readonly text: string; readonly href: string }[];
  /** Whether anything is filtered by. */
  readonly filtered: boolean;
}

/** @param timeZone in which people write times; an IANA name */
export function readListQuestion(asked: unknown, timeZone: string): ListQuestion {
  const { before, ...fields } = query.parse(asked ?? {});
  const errors: { text: string; href: string }[] = [];
  const moment = (name: 'from' | 'to', words: string): Date | undefined => {
    if (fields[name] === '') return undefined;
    const at = readMoment(fields[name], timeZone, name === 'to');
    if (at === undefined)
      errors.push({ text: `${words} must be a day, or a day and a time`, href: `#${name}` });
    return at;
  };
  const from = moment('from', 'From');
  const to = moment('to', 'To');
  const filter: ExchangeFilter = {
    ...(fields.service !== '' && { service: fields.service }),
    ...(fields.operation !== '' && { operation: fields.operation }),
    ...(fields.code !== '' && { code: codeAsWritten(fields.code) }),
    ...(from !== undefined && { from }),
    ...(to !== undefined && { to }),
    ...(fields.text !== '' && { text: fields.text }),
  };
  return {
    fields,
    filter,
    before: before === '' ? undefined : before,
    errors,
    filtered: names.some((name) => fields[name] !== ''),
  };
}

/** `?code=WSRC0001&before=…`, or nothing. */
export function addressOf(fields: FilterFields, before?: string): string {
  const parameters = new URLSearchParams();
  for (const name of names) if (fields[name] !== '') parameters.set(name, fields[name]);
  if (before !== undefined) parameters.set('before', before);
  const asked = parameters.toString();
  return asked === '' ? '' : `?${asked}`;
}

/** Whether an exchange passes all but the text, which only the log can look for. */
export function passes(head: ExchangeHead, { service, operation, code, from, to }: ExchangeFilter): boolean {
  return (
    (service === undefined || head.service === service) &&
    (operation === undefined || head.operation === operation) &&
    (code === undefined || head.code === code) &&
    (from === undefined || head.at >= from) &&
    (to === undefined || head.at <= to)
  );
}

/** Codes of the register have capitals; those that SOAP itself knows are mixed. */
function codeAsWritten(code: string): string {
  return /^(?:wsrc|wsec)\d+$/i.test(code) ? code.toUpperCase() : code;
}

/** A browser sends `2026-11-22T10:15`; people also write a blank, seconds, or the day alone. */
function readMoment(written: string, zone: string, endOfDay: boolean): Date | undefined {
  const at = DateTime.fromISO(written.replace(' ', 'T'), { zone });
  if (!at.isValid) return undefined;
  if (/^\d{4}-\d{2}-\d{2}$/.test(written)) return (endOfDay ? at.endOf('day') : at).toJSDate();
  const toTheMinute = /T\d{2}:\d{2}$/.test(written.replace(' ', 'T'));
  return (endOfDay && toTheMinute ? at.endOf('minute') : at).toJSDate();
}
