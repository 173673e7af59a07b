import { expect } from 'chai';
import fc from 'fast-check';
import { maskExchange } from '../../src/exchanges/mask-exchange.js';
import { maskMessage } from '../../src/exchanges/mask-message.js';
import { ended } from './ended.js';

const PASSWORD = 'Test-Provider-01';
const STARS = '*'.repeat(PASSWORD.length);

function masked(body: string | Buffer): string {
  return bytesOf(Buffer.from(body)).toString();
}

function bytesOf(body: Buffer): Buffer {
  const message = maskMessage(body);
  const target = Buffer.alloc(message.length);
  message.writeTo(target, 0);
  return target;
}

describe('A kept message', () => {
  const cases: readonly (readonly [what: string, body: string, kept: string])[] = [
    ['an element', `<OrgPassword>${PASSWORD}</OrgPassword>`, `<OrgPassword>${STARS}</OrgPassword>`],
    ['a prefix', `<q1:Password>${PASSWORD}</q1:Password>`, `<q1:Password>${STARS}</q1:Password>`],
    ['another case', `<orgpassword>${PASSWORD}</ORGPASSWORD>`, `<orgpassword>${STARS}</ORGPASSWORD>`],
    ['a wrong spelling', `<OrgPasword>${PASSWORD}</OrgPasword>`, `<OrgPasword>${STARS}</OrgPasword>`],
    ['an abbreviation', `<OrgPwd>${PASSWORD}</OrgPwd>`, `<OrgPwd>${STARS}</OrgPwd>`],
    [
      'attributes that are no secret',
      `<p:OrgPassword xmlns:p="urn:p" xsi:type='xsd:string'>${PASSWORD}</p:OrgPassword>`,
      `<p:OrgPassword xmlns:p="urn:p" xsi:type='xsd:string'>${STARS}</p:OrgPassword>`,
    ],
    ['an attribute', `<Org OrgPassword="${PASSWORD}" x="1"/>`, `<Org OrgPassword="${STARS}" x="1"/>`],
    ['an attribute of its element', `<Password v='${PASSWORD}'/>`, `<Password v='${STARS}'/>`],
    ['CDATA', `<Password><![CDATA[a<b&c]]></Password>`, `<Password><![CDATA[*****]]></Password>`],
    ['references', `<Password>a&amp;b&#x3c;&#233;</Password>`, `<Password>*****</Password>`],
    ['letters of two bytes', `<Password>pâßwörd</Password>`, `<Password>*******</Password>`],
    [
      'white space around it',
      `<Password>\r\n  ${PASSWORD}\n</Password>`,
      `<Password>\r\n  ${STARS}\n</Password>`,
    ],
    ['a line break in it', `<Password>ab\ncd</Password>`, `<Password>**\n**</Password>`],
    ['an element that is cut off', `<a><OrgPassword>Test-Prov`, `<a><OrgPassword>*********`],
    ['a tag that is cut off', `<a OrgPassword="Test-Prov`, `<a OrgPassword="*********`],
    ['a wrong end', `<Password>abcdefgh</Pasword><U>x</U>`, `<Password>********</Pasword><U>x</U>`],
    ['"<" that nobody escaped', `<Password>abc</d</Password><U>x</U>`, `<Password>******</Password><U>x</U>`],
    ['an element inside', `<Password><b>abcd</b></Password>`, `<Password>***********</Password>`],
    ['a form', `OrgPassword=abcd%26&UserName=x`, `OrgPassword=*******&UserName=x`],
    ['JSON', `{"orgPassword": "abcd", "u": 1}`, `{"orgPassword": "****", "u": 1}`],
    [
      'WS-Security',
      `<wsse:Password Type="#PasswordText">abcdef</wsse:Password>`,
      `<wsse:Password Type="#PasswordText">******</wsse:Password>`,
    ],
    ['no content', `<OrgPassword/><OrgPassword></OrgPassword>`, `<OrgPassword/><OrgPassword></OrgPassword>`],
    ['talk of passports', `<Passport>x</Passport>`, `<Passport>x</Passport>`],
    [
      'the password elsewhere',
      `<!-- ${PASSWORD} --><OrgPassword>${PASSWORD}</OrgPassword><UserName>x${PASSWORD}</UserName>`,
      `<!-- ${STARS} --><OrgPassword>${STARS}</OrgPassword><UserName>x${STARS}</UserName>`,
    ],
    [
      'the password elsewhere, escaped',
      `<Password>ab&amp;c&lt;d</Password><U>ab&c<d ab&amp;c<d</U>`,
      `<Password>******</Password><U>****** **********</U>`,
    ],
  ];
  for (const [what, body, kept] of cases) {
    it(`has asterisks in place of a password, with ${what}`, () => {
      expect(masked(body)).to.equal(kept);
    });
  }

  it('is as it came when it has no password', () => {
    const body = Buffer.from('<Envelope><Body>Grüße, Pass</Body></Envelope>', 'latin1');
    expect(bytesOf(body).equals(body)).to.equal(true);
  });

  it('has asterisks in UTF-16 of either order', () => {
    const text = `\ufeff<?xml version="1.0" encoding="utf-16"?><OrgPassword>Pâß-Provider-0€</OrgPassword><U>Pâß-Provider-0€</U>`;
    const kept = text.replaceAll('Pâß-Provider-0€', '*'.repeat(15));
    const little = Buffer.from(text, 'utf16le');
    expect(bytesOf(little).toString('utf16le')).to.equal(kept);
    const big = Buffer.from(little).swap16();
    expect(bytesOf(big).swap16().toString('utf16le')).to.equal(kept);
  });

  it('takes no longer than its length for what is made to take long', () => {
    const evil = [
      '<pwd></a>',
      '<pwd a="',
      '<pwd><![CDATA[',
      'passpass',
      '<pwd aaaaaaaa',
      'password=',
      '<OrganisationRef>          ',
      '<pwd>&#',
    ];
    for (const each of evil) {
      const body = Buffer.from(each.repeat(Math.ceil(1_000_000 / each.length)));
      const begun = performance.now();
      maskMessage(body);
      expect(performance.now() - begun, each).to.be.below(10_000);
    }
  });
});

const secretCharacters = fc.constantFrom(...Array.from('abcXYZ0189-_.!$%*+#@ äé€&<>"\'😀'));
/** Sixteen characters, as the register's rules want them, not blank at either end. */
const secret = fc
  .array(secretCharacters, { minLength: 16, maxLength: 16 })
  .map((characters) => characters.join(''))
  .filter((text) => text.trim() === text && new Set(text).size > 6 && !text.includes(']]>'));

const name = fc.constantFrom(
  'OrgPassword',
  'Password',
  'orgPassword',
  'ORGPASSWORD',
  'MIAPOrgPassword',
  'p:OrgPassword',
  'wsse:Password',
);

function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&apos;');
}

function referenced(text: string): string {
  return [...text].map((character) => `&#${String(character.codePointAt(0))};`).join('');
}

/** One message with the password in it at least once, as bytes, in one of the ways in which clients do it. */
const message = fc
  .record({
    secret,
    name,
    form: fc.constantFrom(
      'element',
      'cdata',
      'references',
      'attribute',
      'ownAttribute',
      'cutOff',
      'unescaped',
      'wrongEnd',
    ),
    elsewhere: fc.boolean(),
    encoding: fc.constantFrom('utf8', 'utf16le', 'utf16be') satisfies fc.Arbitrary<
      'utf8' | 'utf16le' | 'utf16be'
    >,
    mark: fc.boolean(),
  })
  .map((made) => ({ ...made, body: encoded(textOf(made), made.encoding, made.mark) }));

function textOf({
  secret,
  name,
  form,
  elsewhere,
}: {
  secret: string;
  name: string;
  form: string;
  elsewhere: boolean;
}): string {
  const also = elsewhere ? `<UserName>${escaped(secret)}</UserName><!-- ${secret} -->` : '';
  const before = `<s:Envelope xmlns:s="urn:s"><s:Body>${also}`;
  const after = `<ULN>9900002074</ULN></s:Body></s:Envelope>`;
  switch (form) {
    case 'cdata':
      return `${before}<${name}><![CDATA[${secret}]]></${name}>${after}`;
    case 'references':
      return `${before}<${name}>${referenced(secret)}</${name}>${after}`;
    case 'attribute':
      return `${before}<a ${name}="${escaped(secret)}"/>${after}`;
    case 'ownAttribute':
      return `${before}<${name} value='${escaped(secret)}'/>${after}`;
    case 'cutOff':
      return `${before}<${name}>${escaped(secret)}`;
    case 'unescaped':
      return `${before}<${name}>${secret}</${name}>${after}`;
    case 'wrongEnd':
      return `${before}<${name}>${escaped(secret)}</x${name.replace(':', '')}>${after}`;
    default:
      return `${before}<${name}>${escaped(secret)}</${name}>${after}`;
  }
}

function encoded(text: string, encoding: 'utf8' | 'utf16le' | 'utf16be', mark: boolean): Buffer {
  const marked = mark ? `\ufeff${text}` : text;
  const bytes = Buffer.from(marked, encoding === 'utf8' ? 'utf8' : 'utf16le');
  return encoding === 'utf16be' ? bytes.swap16() : bytes;
}

/** Each way in which a password may be written, in each encoding. */
function traces(secret: string): readonly Buffer[] {
  return [secret, escaped(secret), referenced(secret)].flatMap((text) => {
    const wide = Buffer.from(text, 'utf16le');
    return [Buffer.from(text), wide, Buffer.from(wide).swap16()];
  });
}

describe('Whatever is kept', () => {
  it('has no password in it, however it was written and wherever else it is', () => {
    fc.assert(
      fc.property(message, fc.boolean(), ({ secret, body }, inHeaders) => {
        const exchange = ended(undefined, '', {
          request: {
            method: 'POST',
            url: inHeaders
              ? `/LearnerService.svc?OrgPassword=${encodeURIComponent(secret)}`
              : '/LearnerService.svc',
            httpVersion: '1.1',
            rawHeaders: inHeaders ? ['X-Trace', `a ${secret} b`, 'Authorization', `Basic ${secret}`] : [],
          },
          body,
          correlationId: inHeaders ? `id-${secret}` : 'id',
          answer: `<Fault>"${escaped(secret)}" is not right: ${secret}</Fault>`,
          answerHeaders: ['X-Correlation-Id', `id-${secret}`],
        });
        const kept = maskExchange(exchange);
        const request = Buffer.alloc(kept.request.length);
        kept.request.writeTo(request, 0);
        const { heads, answer, correlationId } = kept;
        const all = Buffer.concat([request, Buffer.from(`\n${heads}\n${answer}\n${correlationId}`)]);
        for (const trace of traces(secret)) expect(all.includes(trace), trace.toString()).to.equal(false);
      }),
      { numRuns: 300 },
    );
  });

  it('has every character of the message that is not of the password', () => {
    fc.assert(
      fc.property(secret, name, (password, element) => {
        const before = '<s:Envelope xmlns:s="urn:s"><s:Body><UserName>Zed Zulu</UserName>';
        const after = '<ULN>9900002074</ULN></s:Body></s:Envelope>';
        const kept = masked(`${before}<${element}>${escaped(password)}</${element}>${after}`);
        expect(kept).to.equal(`${before}<${element}>${'*'.repeat(16)}</${element}>${after}`);
      }),
      { numRuns: 200 },
    );
  });

  it('is made of bytes of any kind without failing', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), fc.string(), (bytes, text) => {
        bytesOf(Buffer.concat([Buffer.from(bytes), Buffer.from(`<Password${text}`), Buffer.from(bytes)]));
      }),
      { numRuns: 500 },
    );
  });
});
