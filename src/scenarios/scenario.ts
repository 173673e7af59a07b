/**
 * What a scenario of the testing guide is: what to send, what must come back, and what must not happen in between.
 * The scenarios themselves are data, in `fixtures/scenarios/`.
 */
import { z } from 'zod';
import { organisationKinds } from '../domain/organisation.js';

export const scenarioGroups = ['basic', 'error', 'batch', 'plr', 'achievement', 'resilience'] as const;
export type ScenarioGroup = (typeof scenarioGroups)[number];

export const groupTitles: Readonly<Record<ScenarioGroup, string>> = {
  basic: 'Find, register, update, verify',
  error: 'Requests that are refused',
  batch: 'Batches',
  plr: 'Personal learning records',
  achievement: 'Achievements',
  resilience: 'When something goes wrong',
};

const conditionShape = z.strictObject({
  /** One of the values is this text, upper and lower case alike. */
  is: z.string().optional(),
  /** None of them is. */
  not: z.string().optional(),
  oneOf: z.array(z.string()).nonempty().optional(),
  /** Each of these texts is one of the values. */
  allOf: z.array(z.string()).nonempty().optional(),
  /** One of the values holds this text, or all of these. */
  contains: z.union([z.string(), z.array(z.string()).nonempty()]).optional(),
  /** One of the values matches. */
  pattern: z.string().optional(),
  /** There is no such element, or it is empty. */
  absent: z.literal(true).optional(),
  /** There is one with text in it. */
  present: z.literal(true).optional(),
  /** There are just so many elements, empty ones too. */
  count: z.int().optional(),
  atLeast: z.int().optional(),
  /** One of the values is one that a step before remembered under this name. */
  same: z.string().optional(),
  /** None of them is. */
  other: z.string().optional(),
  /** How the pages and the guide say what to send; made from the rest unless given. */
  say: z.string().optional(),
});

/** A text alone is short for `is`. */
const conditionSchema = z
  .union([z.string(), conditionShape])
  .transform((given) => (typeof given === 'string' ? { is: given } : given));

/** By path of local names below the request or the answer: `Learner/ULN`, `Learner[2]/ULN`. */
const conditionsSchema = z.record(z.string().regex(/^[\w[\]/]+$/), conditionSchema);

const oneOrMore = z
  .union([z.string(), z.array(z.string()).nonempty()])
  .transform((given) => (typeof given === 'string' ? [given] : given));

const numbers = z
  .union([z.int(), z.array(z.int()).nonempty()])
  .transform((given) => (typeof given === 'number' ? [given] : given));

const what = {
  /** Any, when absent. */
  service: oneOrMore.optional(),
  /** As in the WSDL; any, when absent. */
  operation: oneOrMore.optional(),
  send: conditionsSchema.default({}),
};

const stepSchema = z.strictObject({
  /** One sentence for people. */
  say: z.string().min(1),
  ...what,
  /** The paths of `send` that make an exchange an attempt at this step; all of them unless given. */
  attempt: z.array(z.string()).optional(),
  /** What the answer must be for the exchange to be an attempt at all. */
  when: z
    .strictObject({
      code: oneOrMore.optional(),
      status: numbers.optional(),
      answer: conditionsSchema.default({}),
      /** Seconds. */
      slowerThan: z.number().optional(),
    })
    .prefault({}),
  /** What must come back; anything when absent. */
  code: oneOrMore.optional(),
  status: numbers.optional(),
  answer: conditionsSchema.default({}),
  /** Codes that the answer stands for without naming them. */
  shows: z.array(z.string()).default([]),
  /** Values that later steps speak of. */
  remember: z
    .record(z.string(), z.strictObject({ from: z.enum(['request', 'answer']), path: z.string() }))
    .default({}),
  /** While the answer has this code, the same may be asked again, not sooner than after so many seconds. */
  repeat: z.strictObject({ code: z.string(), everySeconds: z.number() }).optional(),
  /** Seconds that must pass after the step before, or what its Retry-After said. */
  pause: z.union([z.number(), z.literal('Retry-After')]).optional(),
  /** The same request, element for element, as the step of this number. */
  sameAs: z.int().positive().optional(),
});

const neverSchema = z.strictObject({
  /** What must not happen, as a sentence; becomes the reason. */
  say: z.string().min(1),
  /** Counts once the step of this number is done. */
  after: z.int().positive(),
  ...what,
  code: oneOrMore.optional(),
  sameAs: z.int().positive().optional(),
  /** So often is still allowed. */
  allowed: z.int().nonnegative().default(0),
  /** Counts only so many seconds after the step. */
  withinSeconds: z.union([z.number(), z.literal('Retry-After')]).optional(),
});

const need = z.enum(['required', 'optional']);

export const scenarioSchema = z.strictObject({
  id: z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/),
  /** Goes up when what counts changes: results of another version are forgotten. */
  version: z.int().positive().default(1),
  group: z.enum(scenarioGroups),
  title: z.string().min(1),
  why: z.string().min(1),
  for: z.partialRecord(z.enum(organisationKinds), need),
  /** What to do before, such as a fault that is switched on. */
  prepare: z.string().optional(),
  steps: z.tuple([stepSchema], stepSchema),
  never: z.array(neverSchema).default([]),
  /** Seconds after which an attempt that did not go on counts as given up. */
  giveUpAfter: z.number().default(3600),
});

export type Scenario = z.infer<typeof scenarioSchema>;
export type ScenarioStep = Scenario['steps'][number];
export type NeverRule = Scenario['never'][number];
export type Condition = z.infer<typeof conditionSchema>;
export type Conditions = Readonly<Record<string, Condition>>;
