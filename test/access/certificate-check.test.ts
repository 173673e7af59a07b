import { expect } from 'chai';
import fc from 'fast-check';
import { CertificateCheck } from '../../src/access/certificate-check.js';
import { createProxyAddresses, parseProxyAddresses } from '../../src/access/proxy-addresses.js';
import { Seldom } from '../../src/access/seldom.js';
import { readFingerprint, type BoundCertificate } from '../../src/domain/certificate.js';
import { fingerprintIn } from '../../src/http/client-certificate.js';

const start = Date.parse('2026-09-01T10:00:00Z');
const fingerprint = 'ab'.repeat(32);
const binding = (more: Partial<BoundCertificate> = {}): BoundCertificate => ({
  fingerprint,
  organisationRef: 'AAA111',
  subject: 'CN=A',
  issuer: 'CN=B',
  serialNumber: '01',
  notBefore: new Date(start - 1000),
  notAfter: new Date(start + 10_000),
  boundBy: 'operator',
  boundAt: new Date(start),
  ...more,
});

function checking(bindings: BoundCertificate[], required = true) {
  let reads = 0;
  const check = new CertificateCheck(
    {
      byFingerprint: (wanted) => {
        reads++;
        return Promise.resolve(wanted === fingerprint ? [...bindings] : []);
      },
    },
    required,
  );
  const judge = async (now: number, certificate = { fingerprint, trusted: true }): Promise<string> => {
    const verdict = await check.judge(certificate, now);
    if (verdict.kind === 'bound') return [...verdict.organisationRefs].join(' ');
    return verdict.kind === 'refused' ? verdict.reason : verdict.kind;
  };
  return { check, judge, bindings, reads: () => reads };
}

describe('The check of certificates', () => {
  it('asks the store at most twice a second for each certificate, unknown ones too', async () => {
    const { judge, reads } = checking([binding()]);
    await Promise.all(Array.from({ length: 50 }, () => judge(start)));
    for (let at = start; at < start + 500; at += 10) expect(await judge(at)).to.equal('AAA111');
    expect(reads()).to.equal(1);
    await judge(start + 500);
    expect(reads()).to.equal(2);
    for (let at = 0; at < 20; at++) await judge(start, { fingerprint: '00'.repeat(32), trusted: true });
    expect(reads()).to.equal(3);
  });

  it('sees an end in the middle of what it remembers, and a revocation after it', async () => {
    const { judge, bindings } = checking([binding({ notAfter: new Date(start + 100) })]);
    expect(await judge(start + 100)).to.equal('AAA111');
    expect(await judge(start + 101)).to.equal('expired');
    bindings[0] = binding({ revokedAt: new Date(start) });
    expect(await judge(start + 700)).to.equal('revoked');
  });

  it('names the first thing that is wrong', async () => {
    const past = { notAfter: new Date(start - 1) };
    expect(await checking([binding({ ...past, revokedAt: new Date(start) })]).judge(start)).to.equal(
      'revoked',
    );
    expect(await checking([binding(past)]).judge(start, { fingerprint, trusted: false })).to.equal('expired');
    expect(await checking([binding({ notBefore: new Date(start + 1) })]).judge(start)).to.equal(
      'notYetValid',
    );
    expect(await checking([binding()]).judge(start, { fingerprint, trusted: false })).to.equal('untrusted');
    expect(await checking([]).judge(start, { fingerprint, trusted: false })).to.equal('unknown');
    expect(await checking([]).judge(start, { fingerprint: 'unreadable', trusted: true })).to.equal(
      'unreadable',
    );
  });

  it('lets a certificate call for those that still have it', async () => {
    const others = [binding({ revokedAt: new Date(start) }), binding({ organisationRef: 'BBB222' })];
    expect(await checking(others).judge(start)).to.equal('BBB222');
  });

  it('asks for a certificate only where one is required', () => {
    expect(checking([]).check.judge(undefined, start)).to.deep.equal({ kind: 'refused', reason: 'missing' });
    expect(checking([], false).check.judge(undefined, start)).to.deep.equal({ kind: 'notNeeded' });
  });

  it('does not remember a store that failed', async () => {
    let fails = true;
    const check = new CertificateCheck(
      { byFingerprint: () => (fails ? Promise.reject(new Error('away')) : Promise.resolve([binding()])) },
      true,
    );
    const judged = Promise.resolve(check.judge({ fingerprint, trusted: true }, start));
    const failure = await judged.then(
      () => 'none',
      (error: unknown) => String(error),
    );
    expect(failure).to.contain('away');
    fails = false;
    expect((await check.judge({ fingerprint, trusted: true }, start)).kind).to.equal('bound');
  });
});

describe('Addresses of proxies', () => {
  const includes = (text: string, address: string | undefined): boolean => {
    const read = parseProxyAddresses(text);
    if (!read.ok) throw new Error(read.problem);
    return createProxyAddresses(read.addresses).includes(address);
  };

  it('are addresses and networks of both versions', () => {
    const text = '10.0.0.5, 192.168.0.0/16,fd00::/8, ::1';
    for (const address of ['10.0.0.5', '::ffff:10.0.0.5', '192.168.255.1', 'fd12::9', '::1', 'fd00::1%eth0'])
      expect(includes(text, address), address).to.equal(true);
    for (const address of ['10.0.0.6', '192.169.0.1', 'fe80::1', '::2', '', 'unknown', undefined])
      expect(includes(text, address), address ?? 'none').to.equal(false);
  });

  it('are refused when they are none, or everybody', () => {
    for (const text of [
      '',
      'proxy.example.org',
      '10.0.0.5/33',
      '10.0.0.5/',
      '10.0.0.0/8/8',
      '1.2.3',
      '::/129',
      '10.0.0.5,',
    ])
      expect(parseProxyAddresses(text).ok, text).to.equal(false);
    for (const text of ['0.0.0.0/0', '::/0']) expect(parseProxyAddresses(text).ok, text).to.equal(false);
  });
});

describe('A certificate in a header', () => {
  it('is read without ever throwing, and never from less than all of it', () => {
    const alike = fc.oneof(
      fc.string(),
      fc.base64String().map((text) => `:${text}:`),
      fc.string().map((text) => `-----BEGIN CERTIFICATE-----${text}-----END CERTIFICATE-----`),
      fc.string().map((text) => encodeURIComponent(`-----BEGIN CERTIFICATE-----\n${text}`)),
    );
    fc.assert(
      fc.property(alike, (text) => {
        const read = fingerprintIn(text);
        expect(read === undefined || readFingerprint(text) === read).to.equal(true);
      }),
    );
  });
});

describe('Lines that are seldom written', () => {
  it('are one a minute for the same thing, and ten for things of one kind', () => {
    const seldom = new Seldom();
    const lets = (name: string, now: number): boolean => seldom.lets('unknown', name, now);
    expect([lets('a', 0), lets('a', 59_999), lets('a', 60_000)]).to.deep.equal([true, false, true]);
    const many = Array.from({ length: 1000 }, (_, index) => lets(`b${index}`, 60_001));
    expect(many.filter(Boolean)).to.have.lengthOf(9);
    expect(seldom.lets('expired', 'a', 60_001)).to.equal(true);
  });
});
