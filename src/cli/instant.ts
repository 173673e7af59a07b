import { z } from 'zod';

/** A date, or a date and time, as an option of a command. */
export const instant = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?(Z|[+-]\d{2}:\d{2})?)?$/, {
    error: 'must be like 2026-09-01 or 2026-09-01T08:00:00Z',
  })
  .transform((text) => new Date(text))
  .refine((date) => !Number.isNaN(date.getTime()), { error: 'is no such date' });
