import type pg from 'pg';
import { errorCode } from '../store-error.js';

/** unique_violation, duplicate_schema: two processes made it at once. */
const MADE_MEANWHILE: ReadonlySet<string | undefined> = new Set(['23505', '42P06']);

/** Makes the schema unless it is there. */
export async function makeSchema(pool: pg.Pool, schema: string): Promise<void> {
  try {
    await pool.query(`create schema if not exists "${schema.replaceAll('"', '""')}"`);
  } catch (error) {
    if (!MADE_MEANWHILE.has(errorCode(error))) throw error;
  }
}
