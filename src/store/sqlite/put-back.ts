import { StoreError } from '../store-error.js';
import {
  handOver,
  resetSettings,
  tablesToPutBack,
  type Awards,
  type PutBackScope,
} from '../test-data-tables.js';
import type { SqliteConnection } from './connection.js';

/**
 * Puts the data of another file of the register in the place of this one's, in one transaction: whoever reads sees all
 * of the old data or all of the new. No transaction may be open.
 */
export function putBack(
  connection: SqliteConnection,
  from: string,
  scope: PutBackScope,
  at: number,
  awards?: Awards,
): void {
  const environment = connection
    .prepare(`select value from register_setting where name = 'environment'`)
    .pluck()
    .get();
  if (environment !== 'test') throw new StoreError('liveData', 'Only test data may be put back');
  connection.prepare('attach ? as published').run(from);
  try {
    connection.transaction(() => {
      const { emptied, refilled } = tablesToPutBack(scope, true);
      for (const table of emptied) connection.exec(`delete from main.${table}`);
      for (const table of refilled) {
        connection.exec(`insert into main.${table} select * from published.${table}`);
      }
      if (awards !== undefined) {
        for (const [sql, values] of handOver(awards)) connection.prepare(sql).run(values);
      }
      note(connection, at);
    })();
  } finally {
    connection.exec('detach published');
  }
}

function note(connection: SqliteConnection, at: number): void {
  const insert =
    'insert into main.register_setting (name, value) values (?, ?) on conflict (name) do update set value =';
  connection.prepare(`${insert} cast(value as integer) + 1`).run(resetSettings.count, '1');
  connection.prepare(`${insert} excluded.value`).run(resetSettings.at, String(at));
}
