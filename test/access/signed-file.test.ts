import { expect } from 'chai';
import fc from 'fast-check';
import { createAuthority, type Authority } from '../../src/access/certificate-authority.js';
import { readSigned, signWithAuthority } from '../../src/access/signed-file.js';

describe('A signed file', () => {
  let authority: Authority;
  let another: Authority;
  const content = { organisationRef: 'COLL01', rights: ['find', 'verify'], name: 'Collège "Ï"' };
  let file: string;

  before(async () => {
    authority = await createAuthority('One', new Date());
    another = await createAuthority('Another', new Date());
    file = signWithAuthority(authority, content);
  });

  it('gives its content to whoever has the certificate of its authority, and to nobody else', () => {
    const read = readSigned(file, authority.certificatePem);
    expect(read).to.include({ ok: true });
    expect(read.ok && read.content).to.deep.equal(content);
    expect(readSigned(file, another.certificatePem)).to.deep.equal({ ok: false, problem: 'otherSigner' });
    expect(readSigned(file, 'no certificate')).to.deep.equal({ ok: false, problem: 'noAuthority' });
  });

  it('may be laid out anew, as tools do', () => {
    const again = JSON.stringify(JSON.parse(file));
    expect(readSigned(again, authority.certificatePem)).to.include({ ok: true });
  });

  it('is refused when its content was changed, also with a digest to match', () => {
    const changed = file.replace('COLL01', 'COLL02');
    expect(readSigned(changed, authority.certificatePem)).to.deep.equal({ ok: false, problem: 'changed' });
    const forged = signWithAuthority(another, { ...content, rights: ['find', 'register'] });
    expect(readSigned(forged, authority.certificatePem)).to.deep.equal({ ok: false, problem: 'otherSigner' });
  });

  it('never passes with one character changed in a value or a name', () => {
    fc.assert(
      fc.property(fc.nat(file.length - 1), fc.constantFrom('x', '0', '"', '}', ' ', '\n'), (at, other) => {
        const read = readSigned(file.slice(0, at) + other + file.slice(at + 1), authority.certificatePem);
        // A blank for a blank changes nothing; base64 has bits at its end that do not count.
        if (read.ok) expect(read.content).to.deep.equal(content);
      }),
      { numRuns: 500 },
    );
  });

  it('is not anything else', () => {
    for (const none of ['', '{}', '[]', 'null', '{"content":1,"sha256":"","signature":""}'])
      expect(readSigned(none, authority.certificatePem)).to.deep.equal({
        ok: false,
        problem: 'notSuchAFile',
      });
  });
});
