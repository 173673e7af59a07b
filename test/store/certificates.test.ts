import { expect } from 'chai';
import type { BoundCertificate } from '../../src/domain/certificate.js';
import { usualRights } from '../../src/domain/organisation.js';
import type { Store } from '../../src/store/store.js';
import { eachDatabase } from './databases.js';

eachDatabase('Certificates in the store', (newDatabase) => {
  let store: Store;

  before(async () => {
    ({ store } = await newDatabase());
    for (const [organisationRef, ukprn] of [
      ['COLL01', '90000001'],
      ['COLL02', '90000002'],
    ] as const) {
      const kind = 'learningProvider';
      const rights = usualRights(kind);
      await store.organisations.add(
        { organisationRef, ukprn, name: 'Imaginary College', kind, rights, status: 'active' },
        'hash',
      );
    }
  });

  const certificate = (digit: string, more: Partial<BoundCertificate> = {}): BoundCertificate => ({
    fingerprint: digit.repeat(64),
    organisationRef: 'COLL01',
    subject: 'CN=Collège "Ï", O=Imaginary College',
    issuer: 'CN=Authority',
    serialNumber: '0A1B',
    notBefore: new Date('2026-01-01T00:00:00Z'),
    notAfter: new Date('2027-01-01T00:00:00Z'),
    boundBy: 'operator',
    boundAt: new Date('2026-09-01T09:00:00Z'),
    ...more,
  });
  const at = new Date('2026-09-02T09:00:00Z');

  it('are found by fingerprint as they were bound, and by no other', async () => {
    expect(await store.certificates.add(certificate('a', { organisationRef: 'coll01' }))).to.equal('added');
    expect(await store.certificates.byFingerprint('a'.repeat(64))).to.deep.equal([certificate('a')]);
    expect(await store.certificates.byFingerprint('A'.repeat(64))).to.deep.equal([]);
    expect(await store.certificates.byFingerprint('b'.repeat(64))).to.deep.equal([]);
  });

  it('are bound to organisations that exist, once', async () => {
    expect(await store.certificates.add(certificate('c', { organisationRef: 'NOBODY' }))).to.equal(
      'noOrganisation',
    );
    expect(await store.certificates.add(certificate('c'))).to.equal('added');
    expect(await store.certificates.add(certificate('c', { boundBy: 'another' }))).to.equal('bound');
    expect(await store.certificates.byFingerprint('c'.repeat(64))).to.deep.equal([certificate('c')]);
  });

  it('are revoked for one organisation or all, once and for ever', async () => {
    await store.certificates.add(certificate('d'));
    await store.certificates.add(certificate('d', { organisationRef: 'COLL02' }));
    const { revoke } = store.certificates;
    const ending = revoke.bind(store.certificates, 'd'.repeat(64), at);
    expect(await ending('operator', 'coll02')).to.deep.equal(['COLL02']);
    expect(await ending('operator', 'COLL02')).to.deep.equal([]);
    expect(await ending('second')).to.deep.equal(['COLL01']);
    expect(await ending('third')).to.deep.equal([]);
    expect(await store.certificates.byFingerprint('d'.repeat(64))).to.deep.equal([
      certificate('d', { revokedAt: at, revokedBy: 'second' }),
      certificate('d', { organisationRef: 'COLL02', revokedAt: at, revokedBy: 'operator' }),
    ]);
    expect(await store.certificates.add(certificate('d'))).to.equal('bound');
    expect(await store.certificates.revoke('0'.repeat(64), at, 'operator')).to.deep.equal([]);
  });

  it('are listed by organisation, those that end first first', async () => {
    await store.certificates.add(certificate('e', { notAfter: new Date('2026-12-01T00:00:00Z') }));
    const listed = await store.certificates.list();
    expect(
      listed.map(({ organisationRef, fingerprint }) => `${organisationRef} ${fingerprint.charAt(0)}`),
    ).to.deep.equal(['COLL01 e', 'COLL01 a', 'COLL01 c', 'COLL01 d', 'COLL02 d']);
    const one = await store.certificates.list({ organisationRef: 'coll02' });
    expect(one.map(({ organisationRef }) => organisationRef)).to.deep.equal(['COLL02']);
  });

  it('are forgotten with the test data', async () => {
    await store.clear();
    expect(await store.certificates.list()).to.deep.equal([]);
  });
});
