/** Options that the commands that list something share. */
import { z } from 'zod';
import { parseUln } from '../../domain/uln.js';

export const ulnOption = z
  .string()
  .transform((text) => parseUln(text))
  .refine((uln) => uln !== undefined, { error: 'must be ten digits, the first not 0' })
  .optional();

export const limitOption = z
  .string()
  .regex(/^[1-9]\d{0,5}$/, { error: 'must be a number from 1 to 999999' })
  .default('50')
  .transform(Number);
