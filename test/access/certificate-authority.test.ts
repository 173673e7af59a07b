import { spawnSync } from 'node:child_process';
import { generateKeyPairSync, sign, X509Certificate } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { expect } from 'chai';
import fc from 'fast-check';
import { issueCertificate, readAuthority } from '../../src/access/certificate-authority.js';
import { readCertificateRequest } from '../../src/access/certificate-request.js';
import {
  bits,
  derOf,
  explicit,
  integer,
  objectId,
  pemOf,
  sequence,
  fromDer,
  toDer,
} from '../../src/access/der.js';
import { temporaryFolder } from '../cli/temporary-folder.js';
import { newAuthority, newIdentity } from '../tls/certificates.js';

const openssl = (...args: readonly string[]): string => {
  const { status, stdout, stderr } = spawnSync('openssl', args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
  return stdout;
};
const hasOpenssl = spawnSync('openssl', ['version']).error === undefined;

/** A request made here, so that it can be wrong in one thing only. */
function requestOf(
  keyType: 'rsa' | 'ec',
  { modulusLength = 2048, namedCurve = 'P-256', algorithm = '' } = {},
): string {
  const { publicKey, privateKey } =
    keyType === 'rsa'
      ? generateKeyPairSync('rsa', { modulusLength })
      : generateKeyPairSync('ec', { namedCurve });
  const spki = fromDer(publicKey.export({ type: 'spki', format: 'der' }));
  if (spki === undefined) throw new Error('No key');
  const information = sequence(integer(Buffer.from([0])), sequence(), spki, explicit(0, sequence()));
  const usual = keyType === 'rsa' ? '1.2.840.113549.1.1.11' : '1.2.840.10045.4.3.2';
  const signature = sign('sha256', toDer(information), privateKey);
  const request = sequence(information, sequence(objectId(algorithm || usual)), bits(signature));
  return pemOf('CERTIFICATE REQUEST', toDer(request));
}

describe('The built-in authority', () => {
  const folder = temporaryFolder();

  it('makes certificates that openssl, strictly, finds right for what they are for, and for nothing else', async function () {
    if (!hasOpenssl) {
      console.warn('        openssl is not installed: not tried');
      this.skip();
    }
    const authority = await newAuthority();
    writeFileSync(folder.path('ca.pem'), authority.certificatePem);
    const verified = (purpose: string, file: string): boolean =>
      spawnSync('openssl', [
        'verify',
        '-x509_strict',
        '-CAfile',
        folder.path('ca.pem'),
        '-purpose',
        purpose,
        file,
      ]).status === 0;
    for (const serverNames of [undefined, ['localhost', '127.0.0.1', 'fd00::7']]) {
      const { cert } = await newIdentity(authority, serverNames === undefined ? {} : { serverNames });
      writeFileSync(folder.path('own.pem'), cert);
      expect(verified('sslclient', folder.path('own.pem'))).to.equal(serverNames === undefined);
      expect(verified('sslserver', folder.path('own.pem'))).to.equal(serverNames !== undefined);
    }
    const other = await newIdentity(await newAuthority());
    writeFileSync(folder.path('other.pem'), other.cert);
    expect(verified('sslclient', folder.path('other.pem'))).to.equal(false);
  });

  it('writes names, dates and alternatives as they were meant', async () => {
    const authority = await newAuthority();
    const { publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const issued = (notAfter: string): X509Certificate =>
      new X509Certificate(
        issueCertificate(authority, {
          subject: [
            ['CN', 'TSTLP1'],
            ['O', `Collège "Ï", ${'x'.repeat(100)}`],
          ],
          publicKey: publicKey.export({ type: 'spki', format: 'der' }),
          notBefore: new Date('2026-01-02T03:04:05Z'),
          notAfter: new Date(notAfter),
          serverNames: ['a.example.org', '10.0.0.1', 'fd00::1:2'],
        }),
      );
    for (const end of ['2049-12-31T23:59:59Z', '2050-01-01T00:00:00Z'])
      expect(new Date(issued(end).validTo)).to.deep.equal(new Date(end));
    const certificate = issued('2030-01-01T00:00:00Z');
    expect(certificate.subject).to.match(/^O=Collège \\"Ï\\"\\, x{51}\nCN=TSTLP1$/);
    expect(certificate.subjectAltName).to.equal(
      'DNS:a.example.org, IP Address:10.0.0.1, IP Address:FD00:0:0:0:0:0:1:2',
    );
    expect(certificate.ca).to.equal(false);
    expect(certificate.verify(new X509Certificate(authority.certificatePem).publicKey)).to.equal(true);
    expect(certificate.serialNumber).to.not.equal(issued('2030-01-01T00:00:00Z').serialNumber);
  });

  it('is read back from what is kept of it, and from nothing else', async () => {
    const { certificatePem, key } = await newAuthority();
    const kept = certificatePem + key.export({ type: 'pkcs8', format: 'pem' }).toString();
    expect(readAuthority(kept)?.certificatePem).to.equal(certificatePem);
    for (const text of ['', certificatePem, kept.slice(certificatePem.length)])
      expect(readAuthority(text)).to.equal(undefined);
  });
});

describe('A certificate signing request', () => {
  const folder = temporaryFolder();

  it('is taken as openssl makes it, with each kind of key', function () {
    if (!hasOpenssl) {
      console.warn('        openssl is not installed: not tried');
      this.skip();
    }
    for (const kind of [['rsa:2048'], ['ec', '-pkeyopt', 'ec_paramgen_curve:secp384r1'], ['ed25519']]) {
      const [csr, key] = [folder.path('r.csr'), folder.path('r.key')];
      openssl('req', '-new', '-newkey', ...kind, '-nodes', '-keyout', key, '-out', csr, '-subj', '/CN=any');
      const request = readCertificateRequest(readFileSync(csr, 'utf8'));
      expect(request.ok, kind[0]).to.equal(true);
      const own = openssl('pkey', '-in', key, '-pubout');
      if (request.ok) expect(request.publicKey).to.deep.equal(derOf('PUBLIC KEY', own));
    }
  });

  it('is refused for a weak key, a strange curve, an old digest or a wrong signature', () => {
    const problemOf = (pem: string): string => {
      const request = readCertificateRequest(pem);
      return request.ok ? 'none' : request.problem;
    };
    const good = requestOf('rsa');
    expect(problemOf(good)).to.equal('none');
    expect(problemOf(requestOf('ec'))).to.equal('none');
    expect(problemOf(good.replace('CERTIFICATE REQUEST', 'CERTIFICATE'))).to.match(
      /holds no CERTIFICATE REQUEST/,
    );
    expect(problemOf(requestOf('rsa', { modulusLength: 1024 }))).to.match(/1024 bits/);
    expect(problemOf(requestOf('ec', { namedCurve: 'secp256k1' }))).to.match(/curve/);
    // sha1WithRSAEncryption
    expect(problemOf(requestOf('rsa', { algorithm: '1.2.840.113549.1.1.5' }))).to.match(/sign with SHA-256/);
    // Signed for another digest than it says.
    expect(problemOf(requestOf('rsa', { algorithm: '1.2.840.113549.1.1.13' }))).to.match(
      /signature is wrong/,
    );
  });

  it('is never taken with a byte changed, and never throws', () => {
    const der = derOf('CERTIFICATE REQUEST', requestOf('ec')) ?? Buffer.alloc(0);
    fc.assert(
      fc.property(fc.nat(der.length - 1), fc.integer({ min: 1, max: 255 }), (at, change) => {
        const changed = Buffer.from(der);
        changed[at] = (changed[at] ?? 0) ^ change;
        const request = readCertificateRequest(pemOf('CERTIFICATE REQUEST', changed));
        // Where the algorithm's parameters are, nothing is signed and nothing read.
        if (request.ok) expect(request.publicKey).to.deep.equal(publicKeyIn(der));
      }),
    );
  });
});

function publicKeyIn(der: Buffer): Buffer {
  const request = readCertificateRequest(pemOf('CERTIFICATE REQUEST', der));
  if (!request.ok) throw new Error('Not taken');
  return request.publicKey;
}
