import { expect } from 'chai';
import { usualRights, type Organisation } from '../../src/domain/organisation.js';
import type { OrganisationStore } from '../../src/register/ports.js';
import { eachDatabase } from './databases.js';

eachDatabase('Organisations in the store', (newDatabase) => {
  let organisations: OrganisationStore;

  before(async () => {
    organisations = (await newDatabase()).store.organisations;
  });

  const college = (of: Partial<Organisation> = {}): Organisation => ({
    organisationRef: 'COLL01',
    ukprn: '90000001',
    name: 'Imaginary College',
    kind: 'learningProvider',
    rights: usualRights('learningProvider'),
    status: 'active',
    ...of,
  });

  it('are found by reference or UKPRN in either case, and kept in upper case', async () => {
    expect(
      await organisations.add(college({ organisationRef: 'coll01', ukprn: 'test0001' }), 'hash-1'),
    ).to.equal('added');
    const expected = { ...college({ ukprn: 'TEST0001' }), passwordHashes: ['hash-1'], revision: 1 };
    expect(await organisations.byRef('Coll01')).to.deep.equal(expected);
    expect(await organisations.byUkprn('tesT0001')).to.deep.equal(expected);
    expect(await organisations.byRef('NOBODY')).to.equal(undefined);
    expect(await organisations.byUkprn('NOBODY')).to.equal(undefined);
  });

  it('have a reference and a UKPRN of their own', async () => {
    await organisations.add(college({ organisationRef: 'UNIQ01', ukprn: '90000002' }), 'hash');
    const again = { organisationRef: 'uniq01', ukprn: '90000003' };
    expect(await organisations.add(college(again), 'hash')).to.equal('refTaken');
    const second = { organisationRef: 'UNIQ02', ukprn: '90000002' };
    expect(await organisations.add(college(second), 'hash')).to.equal('ukprnTaken');
    expect(await organisations.byRef('UNIQ02')).to.equal(undefined);
  });

  it('are listed by reference, without their passwords', async () => {
    const listed = await organisations.list();
    expect(listed.map(({ organisationRef }) => organisationRef)).to.deep.equal(['COLL01', 'UNIQ01']);
    expect(listed[0]).to.deep.equal(college({ ukprn: 'TEST0001' }));
  });

  it('keep the newest password beside the one that replaces it, and no third', async () => {
    await organisations.add(college({ organisationRef: 'ROTA01', ukprn: '90000010' }), 'first');
    const hashes = async () => (await organisations.byRef('ROTA01'))?.passwordHashes;
    expect(await organisations.setPassword('rota01', 'second', true)).to.equal('set');
    expect(await hashes()).to.deep.equal(['second', 'first']);
    await organisations.setPassword('ROTA01', 'third', true);
    expect(await hashes()).to.deep.equal(['third', 'second']);
    await organisations.setPassword('ROTA01', 'fourth', false);
    expect(await hashes()).to.deep.equal(['fourth']);
    expect(await organisations.setPassword('NOBODY', 'x', false)).to.equal('notFound');
  });

  it('get a new revision with each change of password, rights or status', async () => {
    await organisations.add(college({ organisationRef: 'REVI01', ukprn: '90000011' }), 'hash');
    await organisations.setPassword('REVI01', 'other', false);
    expect(await organisations.setRights('REVI01', new Set(['find', 'plr']))).to.equal('set');
    expect(await organisations.setStatus('REVI01', 'disabled')).to.equal('set');
    const found = await organisations.byRef('REVI01');
    expect(found?.revision).to.equal(4);
    expect([...(found?.rights ?? [])]).to.deep.equal(['find', 'plr']);
    expect(found?.status).to.equal('disabled');
    expect(await organisations.setRights('NOBODY', new Set())).to.equal('notFound');
    expect(await organisations.setStatus('NOBODY', 'active')).to.equal('notFound');
  });

  it('may have no right at all', async () => {
    await organisations.add(
      college({ organisationRef: 'NONE01', ukprn: '90000012', rights: new Set() }),
      'hash',
    );
    expect((await organisations.byRef('NONE01'))?.rights.size).to.equal(0);
  });

  it('are locked after failures in a row, for a while, without touching the revision', async () => {
    await organisations.add(college({ organisationRef: 'LOCK01', ukprn: '90000013' }), 'hash');
    const at = (seconds: number) => new Date(Date.UTC(2024, 0, 1, 0, 0, seconds));
    const fail = (seconds: number) => organisations.recordFailedAttempt('lock01', at(seconds), 3, 60);
    expect(await fail(1)).to.deep.equal({ failures: 1 });
    expect(await fail(2)).to.deep.equal({ failures: 2 });
    expect(await fail(3)).to.deep.equal({ failures: 3, lockedUntil: at(63) });
    expect(await fail(4)).to.deep.equal({ failures: 4, lockedUntil: at(63) });
    expect(await organisations.lockout('LOCK01')).to.deep.equal({ failures: 4, lockedUntil: at(63) });
    expect(await fail(63)).to.deep.equal({ failures: 1 });
    await organisations.clearFailedAttempts('LOCK01');
    expect(await organisations.lockout('LOCK01')).to.deep.equal({ failures: 0 });
    await organisations.clearFailedAttempts('LOCK01');
    expect((await organisations.byRef('LOCK01'))?.revision).to.equal(1);
  });

  it('count every one of many failures at once, and never lock when told not to', async () => {
    await organisations.add(college({ organisationRef: 'MANY01', ukprn: '90000014' }), 'hash');
    const at = new Date();
    const all = await Promise.all(
      Array.from({ length: 20 }, () => organisations.recordFailedAttempt('MANY01', at, 0, 60)),
    );
    expect(all.map(({ failures }) => failures).sort((a, b) => a - b)).to.deep.equal(
      Array.from({ length: 20 }, (_, each) => each + 1),
    );
    expect(await organisations.lockout('MANY01')).to.deep.equal({ failures: 20 });
    expect(await organisations.recordFailedAttempt('NOBODY', at, 1, 60)).to.deep.equal({ failures: 0 });
    expect(await organisations.lockout('NOBODY')).to.deep.equal({ failures: 0 });
  });
});
