import type pg from 'pg';
import { dataChallengeNumber, learningEventNumber } from '../numbers.js';
import { StoreError } from '../store-error.js';
import {
  handOver,
  resetSettings,
  tablesToPutBack,
  type Awards,
  type PutBackScope,
} from '../test-data-tables.js';
import { inTransaction } from './transaction.js';

/**
 * Puts the data of another schema of the register in the place of this one's, in one transaction. Those who write
 * wait for it, as it waits for them; those who read see all of the old data or all of the new.
 */
export function putBack(
  pool: pg.Pool,
  from: string,
  scope: PutBackScope,
  at: number,
  awards?: Awards,
): Promise<void> {
  const { emptied, refilled } = tablesToPutBack(scope, false);
  return inTransaction(pool, async (client) => {
    const { rows } = await client.query<{ value: string }>(
      `select value from register_setting where name = 'environment'`,
    );
    if (rows[0]?.value !== 'test') throw new StoreError('liveData', 'Only test data may be put back');
    await client.query(`lock table ${emptied.join(', ')} in exclusive mode`);
    const source = client.escapeIdentifier(from);
    await client.query(
      [
        ...emptied.map((table) => `delete from ${table}`),
        ...refilled.map((table) => `insert into ${table} select * from ${source}.${table}`),
        // The next numbers are those that they are in a new register.
        ...[learningEventNumber, dataChallengeNumber].map(
          (name) => `select setval('${name}_seq', last_value, is_called) from ${source}.${name}_seq`,
        ),
      ].join('; '),
    );
    for (const [sql, values] of awards === undefined ? [] : handOver(awards)) {
      let place = 0;
      const numbered = sql.replace(/\?/g, () => `$${String((place += 1))}`);
      await client.query(numbered, [...values]);
    }
    const insert =
      'insert into register_setting (name, value) values ($1, $2) on conflict (name) do update set value =';
    await client.query(`${insert} (register_setting.value::bigint + 1)::text`, [resetSettings.count, '1']);
    await client.query(`${insert} excluded.value`, [resetSettings.at, String(at)]);
  });
}
