import { z } from 'zod';
import { isTimeZone, parseOperatingHours } from '../access/operating-hours.js';
import { parseProxyAddresses } from '../access/proxy-addresses.js';

/** How the text of a setting is read, and in words what it may be: "a whole number from 0 to 65535". */
export interface ValueKind<T> {
  readonly schema: z.ZodType<T, string>;
  readonly accepts: string;
  /** The value carries a password, which is masked wherever it is shown. */
  readonly secret?: true;
}

export function wholeNumber(minimum: number, maximum: number): ValueKind<number> {
  const schema = z
    .string()
    .regex(/^\d{1,15}$/)
    .transform(Number)
    .pipe(z.number().min(minimum).max(maximum));
  return { schema, accepts: `a whole number from ${minimum} to ${maximum}` };
}

/** A part of a whole. */
export const share: ValueKind<number> = {
  schema: z
    .string()
    .regex(/^(?:0|1|0?\.\d{1,9}|1\.0{1,9})$/)
    .transform(Number),
  accepts: 'a number from 0 to 1',
};

/** One of a few words, letters of either case. */
export function choice<const Word extends string>(...words: readonly [Word, ...Word[]]): ValueKind<Word> {
  const schema = z.string().toLowerCase().pipe(z.enum(words));
  return { schema, accepts: `one of ${words.join(', ')}` };
}

/** JSON's `true` and `false` are taken too. */
export const onOrOff: ValueKind<boolean> = {
  schema: z
    .string()
    .toLowerCase()
    .pipe(z.enum(['on', 'off', 'true', 'false']))
    .transform((word) => word === 'on' || word === 'true'),
  accepts: 'on or off',
};

/** A text that must fit a pattern. */
export function pattern(expression: RegExp, accepts: string): ValueKind<string> {
  return { schema: z.string().regex(expression), accepts };
}

export function url(protocols: readonly string[], example: string): ValueKind<string> {
  const fits = (text: string): boolean => URL.canParse(text) && protocols.includes(new URL(text).protocol);
  return { schema: z.string().refine(fits), accepts: `an address such as ${example}` };
}

export function secret<T>(kind: ValueKind<T>): ValueKind<T> {
  return { ...kind, secret: true };
}

export const timeZone: ValueKind<string> = {
  schema: z.string().refine(isTimeZone),
  accepts: 'the IANA name of a time zone, such as Europe/London',
};

export const proxyAddresses = {
  schema: z.string().transform((text, context) => {
    const read = parseProxyAddresses(text);
    if (read.ok) return read.addresses;
    context.addIssue({ code: 'custom', message: read.problem });
    return z.NEVER;
  }),
  accepts: 'addresses and networks such as "10.0.0.5, 10.1.0.0/16"',
};

export const operatingHours = {
  schema: z.string().transform((text, context) => {
    const read = parseOperatingHours(text);
    if (read.ok) return read.schedule;
    context.addIssue({ code: 'custom', message: read.problem });
    return z.NEVER;
  }),
  accepts: 'days and times such as "Mon-Fri 08:00-18:00, Sat 09:00-12:00"',
};
