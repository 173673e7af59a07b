import { expect } from 'chai';
import { attribute, type SenderProof } from '../../src/exchanges/attribution.js';
import type { EndedExchange } from '../../src/exchanges/ended-exchange.js';
import { maskExchange } from '../../src/exchanges/mask-exchange.js';
import { ended } from './ended.js';

const PASSWORD = 'Test-Provider-01';
const HERS = 'a'.repeat(64);
const SHARED = 'b'.repeat(64);

/** Knows TSTLP1 and its password, and whose certificates there are. */
function knowing(asked: unknown[] = []): SenderProof {
  const byName = ({ organisationRef, ukprn }: { organisationRef?: string; ukprn?: string }) =>
    organisationRef === 'TSTLP1' || ukprn === '90000001' ? 'TSTLP1' : undefined;
  return {
    bySecret(sender, isWrong) {
      asked.push({ ...sender, isWrong });
      const organisationRef = byName(sender);
      if (organisationRef === undefined) return Promise.resolve(undefined);
      return Promise.resolve({ organisationRef, proved: !isWrong && sender.orgPassword === PASSWORD });
    },
    byName: (sender) => Promise.resolve(byName(sender)),
    byCertificate: ({ fingerprint }) => Promise.resolve(fingerprint === HERS ? 'TSTLP2' : undefined),
  };
}

/** Nobody has said who sent it. */
function unknown(body: string | undefined, given: Partial<EndedExchange> = {}): EndedExchange {
  const bytes = body === undefined ? { body: undefined } : {};
  return ended(undefined, body ?? '', { code: 'WSEC0001', status: 500, ...bytes, ...given });
}

const head = (ref: string, password: string): string =>
  `<OrganisationRef>${ref}</OrganisationRef><OrgPassword>${password}</OrgPassword>`;
const own = { kind: 'organisation', organisationRef: 'TSTLP1' };
const unproved = { kind: 'unproved', organisationRef: 'TSTLP1' };
const nobody = { kind: 'nobody' };
const wrong = 'Wrong-Password-1';

describe('An exchange whose sender the services did not find out', () => {
  const cases: readonly (readonly [
    what: string,
    exchange: EndedExchange,
    whose: { readonly kind: string; readonly organisationRef?: string },
  ])[] = [
    ['with the right password', unknown(`<a>${head('TSTLP1', PASSWORD)}`), own],
    [
      'with prefixes',
      unknown(`<q:Reference> TSTLP1 </q:Reference><q:Password>${PASSWORD}</q:Password>`),
      own,
    ],
    ['with a UKPRN', unknown(`<UKPRN>90000001</UKPRN><OrgPassword>${PASSWORD}</OrgPassword>`), own],
    ['with CDATA', unknown(head('TSTLP1', `<![CDATA[${PASSWORD}]]>`)), own],
    ['in UTF-16', unknown(undefined, { body: Buffer.from(head('TSTLP1', PASSWORD), 'utf16le') }), own],
    [
      'with another password before the Body',
      unknown(`<H><Password>${wrong}</Password></H><s:Body>${head('TSTLP1', PASSWORD)}`),
      own,
    ],
    ['with a wrong password', unknown(head('TSTLP1', wrong)), unproved],
    ['that the services found wrong', unknown(head('TSTLP1', PASSWORD), { code: 'WSEC0005' }), unproved],
    [
      'with a password that is cut off',
      unknown(`<OrganisationRef>TSTLP1</OrganisationRef><OrgPassword>Test-Prov`),
      unproved,
    ],
    ['without a password', unknown(`<OrganisationRef>TSTLP1</OrganisationRef>`), unproved],
    ['of somebody unknown', unknown(head('NOBODY', PASSWORD)), nobody],
    ['with a password and no name', unknown(`<OrgPassword>${PASSWORD}</OrgPassword>`), nobody],
    ['with no body', unknown(undefined), nobody],
    [
      'with a certificate of one organisation',
      unknown(undefined, { certificate: { fingerprint: HERS, trusted: true } }),
      { kind: 'organisation', organisationRef: 'TSTLP2' },
    ],
    [
      'with a certificate of several',
      unknown(undefined, { certificate: { fingerprint: SHARED, trusted: true } }),
      nobody,
    ],
    [
      'with a wrong password and a certificate',
      unknown(head('TSTLP1', wrong), { certificate: { fingerprint: HERS, trusted: true } }),
      { kind: 'organisation', organisationRef: 'TSTLP2' },
    ],
    [
      'with the right password of one and the certificate of another',
      unknown(head('TSTLP1', PASSWORD), { certificate: { fingerprint: HERS, trusted: true } }),
      own,
    ],
  ];
  for (const [what, exchange, whose] of cases) {
    it(`${what} is ${whose.organisationRef ?? 'nobody'}’s${whose.kind === 'unproved' ? ' by its word alone' : ''}`, async () => {
      expect(await attribute(exchange, maskExchange(exchange), knowing())).to.deep.equal(whose);
    });
  }

  it('has its password checked as it is, and not when it is known to be wrong', async () => {
    const asked: unknown[] = [];
    for (const code of ['WSEC0001', 'WSEC0005']) {
      const exchange = unknown(head('TSTLP1', 'a&amp;b'), { code });
      await attribute(exchange, maskExchange(exchange), knowing(asked));
    }
    expect(asked).to.deep.equal([
      { organisationRef: 'TSTLP1', orgPassword: 'a&b', isWrong: false },
      { organisationRef: 'TSTLP1', orgPassword: 'a&b', isWrong: true },
    ]);
  });
});
