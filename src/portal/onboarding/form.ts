/** Reading a form: what was sent becomes values, or what the page says about it. */
import { z } from 'zod';

export interface FieldError {
  readonly text: string;
  /** `#emailAddress` */
  readonly href: string;
}

/** What a template needs to show a form again: the errors, by field too, and what was typed. */
export interface FormAgain {
  readonly errors: readonly FieldError[];
  readonly errorOf: Readonly<Record<string, { readonly text: string }>>;
  readonly values: Readonly<Record<string, unknown>>;
}

export type ReadForm<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly again: FormAgain };

/** One error a field, in the order of the schema. */
export function readForm<T>(schema: z.ZodType<T>, body: unknown): ReadForm<T> {
  const values = formValues(body);
  const parsed = schema.safeParse(values);
  if (parsed.success) return { ok: true, value: parsed.data };
  const first = new Map<string, string>();
  for (const { path, message } of parsed.error.issues) {
    const name = path[0] === undefined ? 'form' : String(path[0]);
    if (!first.has(name)) first.set(name, message);
  }
  return { ok: false, again: formAgain(first, values) };
}

type Defined<T> = { [M in keyof T]?: Exclude<T[M], undefined> };

/**
 * Reads a form into a draft, which has answers to other forms as well. What this one asks for and was left empty is no
 * answer any more.
 */
export function readInto<Form extends object, Draft extends object>(
  schema: z.ZodObject & z.ZodType<Form>,
  body: unknown,
  draft: Draft,
): ReadForm<Omit<Draft, keyof Form> & Defined<Form>> {
  const form = readForm<Form>(schema, body);
  if (!form.ok) return form;
  const others = Object.entries(draft).filter(([name]) => !(name in schema.shape));
  const answers = Object.entries(form.value).filter(([, value]) => value !== undefined);
  return {
    ok: true,
    value: Object.fromEntries([...others, ...answers]) as Omit<Draft, keyof Form> & Defined<Form>,
  };
}

/** A form with errors that the schema does not know. */
export function formAgain(
  messages: Iterable<readonly [field: string, message: string]>,
  values: Readonly<Record<string, unknown>>,
): FormAgain {
  const all = [...messages];
  return {
    errors: all.map(([name, text]) => ({ text, href: `#${name}` })),
    errorOf: Object.fromEntries(all.map(([name, text]) => [name, { text }])),
    values,
  };
}

/** The fields of a body, without the guard's token. */
export function formValues(body: unknown): Readonly<Record<string, unknown>> {
  const values = z.record(z.string(), z.unknown()).catch({}).parse(body);
  return Object.fromEntries(Object.entries(values).filter(([name]) => name !== '_csrf'));
}

/** One line of text without control characters. */
export function line(missing: string, most: number, tooLong: string) {
  return z
    .string({ error: missing })
    .transform((text) => text.normalize('NFC').replace(/\s+/gu, ' ').trim())
    .pipe(
      z
        .string()
        .min(1, { error: missing })
        .max(most, { error: tooLong })
        .regex(/^[^\p{Cc}\p{Cf}\p{Cs}]*$/u, { error: 'Enter ordinary letters, digits and punctuation' }),
    );
}

/** A line that may be left empty: undefined then. */
export function optionalLine(most: number, tooLong: string) {
  const filled = line('', most, tooLong);
  return z.preprocess(
    (given) => (typeof given === 'string' && given.trim() === '' ? undefined : given),
    filled.optional(),
  );
}

/** Ticked boxes: none, one or several come from a browser as nothing, a text or a list. */
export function ticked<const Word extends string>(words: readonly Word[], missing: string) {
  return z.preprocess(
    (given): unknown => {
      if (given === undefined || given === '') return [];
      return Array.isArray(given) ? given : [given];
    },
    z.array(z.enum(words, { error: missing })).min(1, { error: missing }),
  );
}
