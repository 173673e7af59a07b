/** Requests as an attacker, a broken client or a broken network makes them, from the fixtures. */
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { listCases } from '../messages/message-case.js';
import { fill, newValues } from '../messages/placeholders.js';

export interface HostileMessage {
  /** That it is sent to: `LearnerService`. */
  readonly service: string;
  readonly body: Buffer;
  readonly headers: Readonly<Record<string, string>>;
  readonly method: string;
}

const values = newValues(0).set('uln', '9900002104').set('secondUln', '9900002112');
const originals = ['LearnerService', 'LearnerServiceR9', 'ExternalService'].flatMap((service) =>
  listCases(service).map(({ request }) => ({ service, text: fill(request, values, '2026-03-02') })),
);

const snippets = [
  '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]>',
  '<!DOCTYPE a [<!ENTITY b "bbbbbbbb"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]>&c;',
  '&b;',
  '&#0;',
  '&#x110000;',
  '&#xD800;',
  '<![CDATA[',
  ']]>',
  '<!--',
  '-->',
  '<?xml version="1.1"?>',
  '<?xml version="1.0" encoding="utf-7"?>',
  '<?php echo 1 ?>',
  '<a>'.repeat(5000),
  '</soapenv:Body>',
  '</soapenv:Envelope><soapenv:Envelope>',
  `<a ${Array.from({ length: 2000 }, (_, n) => `a${n}=""`).join(' ')}/>`,
  `<a xmlns="${'x'.repeat(100_000)}"/>`,
  ' xmlns=""',
  ' xmlns:soapenv="urn:other"',
  ' xsi:nil="true"',
  ' xsi:type="xs:anyType"',
  ' a="1" a="2"',
  '<ULN>9900001000</ULN>'.repeat(1000),
  "'; drop table learner; --",
  '%s%n${jndi:ldap://127.0.0.1/a}',
  '\u0000',
  '\uFEFF',
  '\uFFFE',
  '\u202E',
  ' '.repeat(100_000),
  '𝄞'.repeat(40),
] as const;

type Change = (body: Buffer) => Buffer;

/** A place in the body, as a share of its length. */
const place = fc.double({ min: 0, max: 1, noNaN: true });
const at = (body: Buffer, share: number): number => Math.floor(share * body.length);

function put(body: Buffer, share: number, inserted: Buffer): Buffer {
  const index = at(body, share);
  return Buffer.concat([body.subarray(0, index), inserted, body.subarray(index)]);
}

const change: fc.Arbitrary<Change> = fc.oneof(
  fc.tuple(place, fc.constantFrom(...snippets)).map(
    ([share, snippet]): Change =>
      (body) =>
        put(body, share, Buffer.from(snippet)),
  ),
  // Where an element's content begins: what is put there comes further than elsewhere.
  fc.tuple(place, fc.constantFrom(...snippets)).map(
    ([share, snippet]): Change =>
      (body) =>
        put(body, (body.indexOf('>', at(body, share)) + 1) / body.length, Buffer.from(snippet)),
  ),
  fc.tuple(place, fc.uint8Array({ minLength: 1, maxLength: 8 })).map(
    ([share, bytes]): Change =>
      (body) =>
        put(body, share, Buffer.from(bytes)),
  ),
  fc.tuple(place, fc.integer({ min: 0, max: 255 })).map(([share, byte]): Change => (body) => {
    const changed = Buffer.from(body);
    if (changed.length > 0) changed[Math.min(at(body, share), changed.length - 1)] = byte;
    return changed;
  }),
  place.map(
    (share): Change =>
      (body) =>
        body.subarray(0, at(body, share)),
  ),
  fc.tuple(place, place).map(([one, other]): Change => (body) => {
    const [from, to] = [Math.min(one, other), Math.max(one, other)];
    return Buffer.concat([body.subarray(0, at(body, from)), body.subarray(at(body, to))]);
  }),
  fc.tuple(place, place).map(
    ([from, length]): Change =>
      (body) =>
        put(body, from, body.subarray(at(body, from), at(body, from) + at(body, length))),
  ),
);

const contentType = fc.constantFrom(
  'text/xml; charset=utf-8',
  'text/xml',
  'text/xml; charset=utf-16',
  'text/xml; charset=nonsense',
  'application/xml',
  'application/soap+xml',
  'application/json',
  '',
);

const encodings: Readonly<Record<string, (body: Buffer) => Buffer>> = {
  none: (body) => body,
  gzip: (body) => gzipSync(body),
  damaged: (body) => body,
  unknown: (body) => body,
};

const headerOf: Readonly<Record<string, string>> = { gzip: 'gzip', damaged: 'gzip', unknown: 'br, zstd' };

/** Mostly messages that are nearly right; some that are right are among them. */
export const hostileMessage: fc.Arbitrary<HostileMessage> = fc
  .record({
    original: fc.constantFrom(...originals),
    changes: fc.array(change, { maxLength: 4 }),
    contentType: fc.oneof({ weight: 6, arbitrary: fc.constant('text/xml') }, contentType),
    encoding: fc.oneof(
      { weight: 9, arbitrary: fc.constant('none') },
      fc.constantFrom(...Object.keys(encodings)),
    ),
    method: fc.oneof(
      { weight: 30, arbitrary: fc.constant('POST') },
      fc.constantFrom('PUT', 'DELETE', 'PATCH'),
    ),
  })
  .map((made) => {
    const changed = made.changes.reduce<Buffer>(
      (body, apply) => apply(body),
      Buffer.from(made.original.text),
    );
    const body = encodings[made.encoding]?.(changed) ?? changed;
    const encoding = headerOf[made.encoding];
    return {
      service: made.original.service,
      body,
      method: made.method,
      headers: {
        'Content-Type': made.contentType,
        ...(encoding === undefined ? {} : { 'Content-Encoding': encoding }),
      },
    };
  });
