import { expect } from 'chai';
import fc from 'fast-check';
import { externalServiceSpecs } from '../../src/contract/generated/external-service-specs.js';
import { learnerServiceR9Specs } from '../../src/contract/generated/learner-service-r9-specs.js';
import {
  createExternalServiceReader,
  createLearnerServiceR9Reader,
} from '../../src/contract/service-readers.js';
import type { OperationSpec } from '../../src/contract/spec.js';
import { apply, edit, PIECES, reshape, reshaped } from './message-changes.js';
import { QUALIFIED_STYLES, writeQualified } from './qualified-samples.js';
import { envelope, requestNodes, type Node } from './read-samples.js';

const TEMPURI = 'http://tempuri.org/';
const SERVICES = 'http://api.lrs.qcf.gov.uk/services';
const MODEL = 'http://api.lrs.qcf.gov.uk/model';
const COMMON = 'http://schemas.datacontract.org/2004/07/Amor.Qcf.Common';

const services = {
  LearnerServiceR9: {
    reader: createLearnerServiceR9Reader(),
    operations: Object.values<OperationSpec>(learnerServiceR9Specs),
    short: envelope(
      TEMPURI,
      `<GetOrganisation xmlns="${TEMPURI}"><invokingOrganisation xmlns:a="${COMMON}"><a:Estab xsi:nil="1"/><a:Ukprn>10000001</a:Ukprn></invokingOrganisation><m:vendorId>1</m:vendorId><ukPrn/></GetOrganisation>`,
    ),
  },
  ExternalService: {
    reader: createExternalServiceReader(),
    operations: Object.values<OperationSpec>(externalServiceSpecs),
    short: envelope(
      SERVICES,
      `<m:SubmitAchievementBatchJob><invokingUser xmlns="${SERVICES}"><OrgPassword xmlns="${MODEL}">a</OrgPassword></invokingUser><m:achievements><m:Achievement xsi:nil="true"/><m:Achievement><m:ActionDate>2024-02-29T10:00:00</m:ActionDate></m:Achievement></m:achievements></m:SubmitAchievementBatchJob>`,
    ),
  },
} as const;

for (const [service, { reader, operations, short }] of Object.entries(services)) {
  describe(`the scanner of requests of ${service}`, function () {
    this.timeout(120_000);

    const read = (message: string): ReturnType<typeof reader.read> =>
      reader.read(Buffer.from(message), 'text/xml; charset=utf-8');

    /** Reads a message both ways where the scanner accepts it. Gives whether it did. */
    const compare = (message: string): boolean => {
      const before = reader.counts.scanned;
      const result = read(message);
      if (reader.counts.scanned === before) return false;
      // A comment after the end changes nothing but who reads the message.
      const validated = read(`${message}<!-- -->`);
      expect(reader.counts.scanned).to.equal(before + 1);
      expect(validated, message).to.deep.equal(result);
      return true;
    };

    const valid: fc.Arbitrary<{ operation: OperationSpec; nodes: Node[] }> = fc
      .constantFrom(...operations)
      .chain((operation) => requestNodes(operation).map((nodes) => ({ operation, nodes })));
    const style = fc.nat(QUALIFIED_STYLES - 1);

    it('reads every plainly written valid request by itself, as the validator does', () => {
      fc.assert(
        fc.property(valid, style, ({ operation, nodes }, manner) => {
          expect(compare(writeQualified(operation, nodes, manner))).to.equal(true);
        }),
        { numRuns: 800 },
      );
    });

    it('accepts nothing that the validator refuses when elements or values are changed', () => {
      let accepted = 0;
      const changes = fc.array(reshape, { minLength: 1, maxLength: 2 });
      fc.assert(
        fc.property(valid, changes, style, ({ operation, nodes }, made, manner) => {
          if (compare(writeQualified(operation, made.reduce(reshaped, nodes), manner))) accepted++;
        }),
        { numRuns: 1500 },
      );
      expect(accepted).to.be.within(50, 1400);
    });

    it('accepts nothing that the validator refuses when the text is changed', () => {
      let accepted = 0;
      const edits = fc.array(edit, { minLength: 1, maxLength: 3 });
      fc.assert(
        fc.property(valid, edits, style, ({ operation, nodes }, made, manner) => {
          if (compare(made.reduce(apply, writeQualified(operation, nodes, manner)))) accepted++;
        }),
        { numRuns: 3000 },
      );
      expect(accepted).to.be.within(50, 2900);
    });

    it('decides the same for each piece of text at each place of a message', () => {
      expect(compare(short)).to.equal(true);
      let accepted = 0;
      for (const piece of PIECES) {
        for (let at = 0; at <= short.length; at++) {
          if (compare(short.slice(0, at) + piece + short.slice(at))) accepted++;
        }
      }
      expect(accepted).to.be.greaterThan(200);
    });

    it('decides the same for a message cut off or with a character left out anywhere', () => {
      for (let at = 0; at < short.length; at++) {
        expect(compare(short.slice(0, at))).to.equal(false);
        compare(short.slice(0, at) + short.slice(at + 1));
      }
    });
  });
}

describe('A dateTime of a request', function () {
  this.timeout(60_000);
  const { reader } = services.ExternalService;
  const achievement = (value: string, comment = ''): string =>
    envelope(
      SERVICES,
      `<m:SubmitAchievementBatchJob><m:achievements><m:Achievement><m:AchievementAwardDate>${value}</m:AchievementAwardDate></m:Achievement></m:achievements></m:SubmitAchievementBatchJob>${comment}`,
    );
  const read = (message: string): ReturnType<typeof reader.read> =>
    reader.read(Buffer.from(message), 'text/xml');
  const pad = (number: number, length = 2): string => String(number).padStart(length, '0');

  it('is read in the same way by the scanner and the validator, whatever its parts are', () => {
    const part = (greatest: number): fc.Arbitrary<number> =>
      fc.oneof({ weight: 6, arbitrary: fc.nat(greatest) }, { weight: 1, arbitrary: fc.nat(99) });
    const text = fc
      .record({
        year: fc.oneof(fc.nat(9999), fc.constantFrom(0, 1, 1900, 2000, 2024, 2100, 12024)),
        month: part(12),
        day: fc.oneof(part(28), fc.integer({ min: 28, max: 32 })),
        hour: part(24),
        minute: part(59),
        second: part(60),
        fraction: fc.constantFrom('', '', '.1', '.1234567', '.123456789', '.1234567890', '.'),
        zone: fc.constantFrom(
          '',
          '',
          'Z',
          '+00:00',
          '-13:59',
          '+14:00',
          '+14:01',
          '+24:00',
          'z',
          '+1:00',
          '+01:60',
        ),
        around: fc.constantFrom('', '', '', ' ', '\n'),
      })
      .map(
        ({ year, month, day, hour, minute, second, fraction, zone, around }) =>
          `${around}${pad(year, 4)}-${pad(month)}-${pad(day)}T${pad(hour)}:${pad(minute)}:${pad(second)}${fraction}${zone}${around}`,
      );
    let scanned = 0;
    fc.assert(
      fc.property(text, (value) => {
        const before = reader.counts.scanned;
        const result = read(achievement(value));
        if (reader.counts.scanned === before) return;
        scanned++;
        expect(read(achievement(value, '<!-- -->')), value).to.deep.equal(result);
      }),
      { numRuns: 4000 },
    );
    expect(scanned).to.be.greaterThan(150);
  });

  it('is the text that was sent, without blanks around it', () => {
    for (const [sent, value] of [
      ['2024-08-15T00:00:00', '2024-08-15T00:00:00'],
      [' 2024-08-15T09:30:00.5+01:00\n', '2024-08-15T09:30:00.5+01:00'],
      ['2024-02-29T24:00:00', '2024-02-29T24:00:00'],
    ] as const) {
      expect(read(achievement(sent)), sent).to.have.nested.property(
        'message.request.achievements.achievement[0].achievementAwardDate',
        value,
      );
    }
  });

  it('that is a day alone is refused, and the caller told how to write it', () => {
    const result = read(achievement('2024-08-15'));
    expect(result).to.have.nested.property(
      'failure.problems[0].text',
      "cvc-datatype-valid.1.2.1: '2024-08-15' is not a valid value for 'dateTime'. A day alone is no dateTime: write it as '2024-08-15T00:00:00'.",
    );
  });

  it('that is no day is refused', () => {
    for (const none of [
      '2023-02-29T00:00:00',
      '15/08/2024',
      '',
      'null',
      '-0001-01-01T00:00:00',
      '12024-01-01T00:00:00',
    ])
      expect(read(achievement(none)), none).to.have.property('ok', false);
  });
});

describe('A nil achievement', () => {
  it('keeps its place in the list, without any member', () => {
    const { reader, short } = services.ExternalService;
    const expected = [{}, { actionDate: '2024-02-29T10:00:00' }];
    for (const message of [short, `${short}<!-- -->`]) {
      expect(reader.read(Buffer.from(message), 'text/xml')).to.have.deep.nested.property(
        'message.request.achievements.achievement',
        expected,
      );
    }
  });
});
