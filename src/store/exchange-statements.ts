import type { Knex } from 'knex';
import { named, type Built } from './built-statement.js';

/** Sorted, as knex sorts an insert. */
export const exchangeChunkColumns = ['bodies', 'bytes', 'chunk_id', 'heads', 'lost', 'owner'] as const;

/** What kept exchanges ask of the database, as in `statements.ts`. */
export function exchangeStatements(knex: Knex) {
  const chunks = () => knex('exchange_chunk');
  return {
    insertExchangeChunk: [
      chunks().insert(named(exchangeChunkColumns)).onConflict(['owner', 'chunk_id']).ignore(),
      exchangeChunkColumns,
    ],
    exchangeHeadsBefore: [
      knex.raw(
        `select chunk_id, heads from exchange_chunk where owner = ? and chunk_id < ?
        order by chunk_id desc limit ?`,
        ['owner', 'chunk_id', 'limit'],
      ),
      ['owner', 'chunk_id', 'limit'],
    ],
    exchangeHeadsFrom: [
      knex.raw(
        `select chunk_id, heads from exchange_chunk where owner = ? and chunk_id >= ?
        order by chunk_id limit ?`,
        ['owner', 'chunk_id', 'limit'],
      ),
      ['owner', 'chunk_id', 'limit'],
    ],
    exchangeChunk: [
      chunks()
        .select('chunk_id', 'heads', 'bodies')
        .where(named(['owner', 'chunk_id'])),
      ['owner', 'chunk_id'],
    ],
    exchangesLost: [
      knex.raw('select coalesce(sum(lost), 0) from exchange_chunk where owner = ? and chunk_id >= ?', [
        'owner',
        'chunk_id',
      ]),
      ['owner', 'chunk_id'],
    ],
    exchangeSizes: [
      knex.raw('select owner, sum(bytes), min(chunk_id) from exchange_chunk group by owner order by owner'),
      [],
    ],
    exchangeSizesFrom: [
      knex.raw(
        `select chunk_id, bytes from exchange_chunk where owner = ? and chunk_id > ?
        order by chunk_id limit ?`,
        ['owner', 'chunk_id', 'limit'],
      ),
      ['owner', 'chunk_id', 'limit'],
    ],
    removeExchanges: [
      knex.raw(
        `delete from exchange_chunk where owner = ? and chunk_id in
        (select chunk_id from exchange_chunk where owner = ? and chunk_id <= ? order by chunk_id limit ?)`,
        ['owner', 'same_owner', 'chunk_id', 'limit'],
      ),
      ['owner', 'same_owner', 'chunk_id', 'limit'],
    ],
    clear_exchange_chunk: [chunks().delete(), []],
  } satisfies Record<string, Built>;
}
