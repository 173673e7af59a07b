import type { Knex } from 'knex';
import { named, type Built } from './built-statement.js';
import { handOverStatements } from './test-data-tables.js';

/** Sorted, as knex sorts an insert. */
export const faultSwitchColumns = [
  'code',
  'kind',
  'moment',
  'operation',
  'organisation_ref',
  'requests_left',
  'seconds',
  'set_at',
  'switch_id',
  'until_at',
] as const;

/** What faults on demand and own copies ask of the database, as in `statements.ts`. */
export function testEnvironmentStatements(knex: Knex) {
  const ofSwitch = named(['organisation_ref', 'switch_id']);
  return {
    setFaultSwitch: [
      knex('fault_switch').insert(named(faultSwitchColumns)).onConflict('organisation_ref').merge(),
      faultSwitchColumns,
    ],
    faultSwitches: [
      knex.raw(
        `select ${faultSwitchColumns.join(', ')} from fault_switch
        where requests_left is null or requests_left > 0`,
      ),
      [],
    ],
    takeFault: [
      knex('fault_switch')
        .update({ requests_left: knex.raw('requests_left - 1') })
        .where(ofSwitch)
        .andWhereRaw('requests_left > 0'),
      ['organisation_ref', 'switch_id'],
    ],
    removeFaultSwitch: [
      knex('fault_switch')
        .where(named(['organisation_ref']))
        .delete(),
      ['organisation_ref'],
    ],
    testCopies: [
      knex('test_copy')
        .leftJoin('test_copy_member', 'test_copy_member.name', 'test_copy.name')
        .select('test_copy.name', 'created_at', 'reset_at', 'organisation_ref')
        .orderBy(['test_copy.name', 'organisation_ref']),
      [],
    ],
    insertTestCopy: [
      knex('test_copy')
        .insert(named(['created_at', 'name']))
        .onConflict('name')
        .ignore(),
      ['created_at', 'name'],
    ],
    testCopyForUpdate: [
      knex('test_copy')
        .select('name')
        .where(named(['name']))
        .forUpdate(),
      ['name'],
    ],
    insertTestCopyMember: [
      knex('test_copy_member')
        .insert(named(['name', 'organisation_ref']))
        .onConflict('organisation_ref')
        .ignore(),
      ['name', 'organisation_ref'],
    ],
    testCopyOf: [
      knex('test_copy_member')
        .select('name')
        .where(named(['organisation_ref'])),
      ['organisation_ref'],
    ],
    testCopyMembers: [
      knex('test_copy_member')
        .select('organisation_ref')
        .where(named(['name'])),
      ['name'],
    ],
    deleteTestCopyMember: [
      knex('test_copy_member')
        .where(named(['organisation_ref']))
        .delete(),
      ['organisation_ref'],
    ],
    deleteTestCopy: [
      knex('test_copy')
        .where(named(['name']))
        .delete(),
      ['name'],
    ],
    noteTestCopyReset: [
      knex('test_copy')
        .update(named(['reset_at']))
        .where('name', 'name'),
      ['reset_at', 'name'],
    ],
    handOverQualifications: [
      knex.raw(handOverStatements.handOverQualifications, ['to', 'from']),
      ['to', 'from'],
    ],
    handOverEvents: [
      knex.raw(handOverStatements.handOverEvents, ['to', 'fromStem', 'toStem', 'from']),
      ['to', 'fromStem', 'toStem', 'from'],
    ],
    clear_fault_switch: [knex('fault_switch').delete(), []],
  } satisfies Record<string, Built>;
}
