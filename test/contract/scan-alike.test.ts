import { inspect } from 'node:util';
import { expect } from 'chai';
import fc from 'fast-check';
import { externalServiceSpecs } from '../../src/contract/generated/external-service-specs.js';
import { learnerServiceR9Specs } from '../../src/contract/generated/learner-service-r9-specs.js';
import { KnownShapes, type Shape } from '../../src/contract/scan-alike.js';
import { MessageScanner } from '../../src/contract/scan-message.js';
import { planOperations } from '../../src/contract/scan-plan.js';
import type { OperationSpec } from '../../src/contract/spec.js';
import { apply, edit, PIECES, reshape, reshaped } from './message-changes.js';
import { QUALIFIED_STYLES, writeQualified } from './qualified-samples.js';
import { byUln, byUlnRequest, operations, requestNodes, STYLES, writeMessage } from './read-samples.js';

const plans = planOperations(operations);

/** Never remembers anything. */
const plain = new MessageScanner(plans, new KnownShapes(Infinity));

/** Remembers every request that it may, and keeps count. */
class Counting extends KnownShapes {
  readonly remembered: Shape[] = [];
  hits = 0;

  constructor() {
    super(1);
  }

  override read(text: string) {
    const message = super.read(text);
    if (message !== undefined) this.hits += 1;
    return message;
  }

  override remember(shape: Shape | undefined): void {
    if (shape !== undefined) this.remembered.push(shape);
    super.remember(shape);
  }
}

function scannerOf(shapes: KnownShapes, ...read: readonly string[]): MessageScanner {
  return scannerFor(plans, shapes, read);
}

function scannerFor(
  planned: ReturnType<typeof planOperations>,
  shapes: KnownShapes,
  read: readonly string[] = [],
): MessageScanner {
  const scanner = new MessageScanner(planned, shapes);
  for (const text of read) scanner.scan(text);
  return scanner;
}

/** Each service's operations, and how its requests are written. */
const services: Readonly<Record<string, readonly [readonly OperationSpec[], typeof writeMessage, number]>> = {
  LearnerService: [operations, writeMessage, STYLES],
  LearnerServiceR9: [Object.values(learnerServiceR9Specs), writeQualified, QUALIFIED_STYLES],
  ExternalService: [Object.values(externalServiceSpecs), writeQualified, QUALIFIED_STYLES],
};

describe('requests that are alike', function () {
  this.timeout(120_000);

  it('are read by what they have in common', () => {
    const shapes = new Counting();
    const scanner = scannerOf(shapes, byUln());
    const other = byUln({
      ULN: '<ULN>9999999999</ULN>',
      FamilyName: '<FamilyName>Ó Dálaigh</FamilyName>',
      UserName: '<UserName>somebody else</UserName>',
    });
    expect(scanner.scan(other)).to.deep.equal({
      operation: 'learnerByULN',
      request: { ...byUlnRequest, uln: '9999999999', familyName: 'Ó Dálaigh', userName: 'somebody else' },
    });
    expect(shapes.hits).to.equal(1);
  });

  for (const [service, [specs, write, styles]] of Object.entries(services)) {
    it(`of ${service} are read as each of them is by itself, whatever was read before`, () => {
      const shapes = new Counting();
      const planned = planOperations(specs);
      const scanner = scannerFor(planned, shapes);
      const byItself = scannerFor(planned, new KnownShapes(Infinity));
      const valid = fc
        .constantFrom(...specs)
        .chain((operation) => requestNodes(operation).map((nodes) => ({ operation, nodes })));
      fc.assert(
        fc.property(
          valid,
          fc.nat(styles - 1),
          fc.array(fc.array(reshape, { minLength: 1, maxLength: 2 }), { maxLength: 6 }),
          fc.array(fc.array(edit, { minLength: 1, maxLength: 2 }), { maxLength: 6 }),
          ({ operation, nodes }, style, reshapes, edits) => {
            const text = write(operation, nodes, style);
            const texts = [
              text,
              text,
              ...reshapes.map((changes) => write(operation, changes.reduce(reshaped, nodes), style)),
              ...edits.map((changes) => changes.reduce(apply, text)),
            ];
            for (const each of texts) expect(scanner.scan(each), each).to.deep.equal(byItself.scan(each));
          },
        ),
        { numRuns: 1000 },
      );
      expect(shapes.hits).to.be.greaterThan(100);
    });
  }

  it('are told from those that differ by any piece of text at any place', () => {
    const text = byUln({ UKPRN: '<UKPRN xsi:nil="true"/>', GivenName: '<GivenName></GivenName>' });
    const message = `<?xml version="1.0" encoding="utf-8"?>\n${byUln({ UKPRN: '<UKPRN/>' })}`;
    for (const learned of [text, message]) {
      const shapes = new Counting();
      const scanner = scannerOf(shapes, learned);
      for (const piece of PIECES) {
        for (let at = 0; at <= learned.length; at++) {
          const changed = learned.slice(0, at) + piece + learned.slice(at);
          expect(scanner.scan(changed), changed).to.deep.equal(plain.scan(changed));
          // The first one is to stay the one that they are held against.
          scannerOf(shapes, learned);
        }
      }
    }
  });

  it('are read again when they are cut off, or a character is left out', () => {
    const text = byUln();
    const scanner = scannerOf(new Counting(), text);
    for (let at = 0; at < text.length; at++) {
      expect(scanner.scan(text.slice(0, at))).to.equal(undefined);
      const without = text.slice(0, at) + text.slice(at + 1);
      expect(scanner.scan(without), without).to.deep.equal(plain.scan(without));
    }
  });

  it('leave no value in memory', () => {
    const shapes = new Counting();
    scannerOf(shapes, byUln());
    expect(shapes.remembered).to.have.length(1);
    const kept = inspect(shapes.remembered, { depth: 10, maxStringLength: Infinity });
    expect(kept).to.include('</OrgPassword>');
    for (const value of Object.values(byUlnRequest)) expect(kept).not.to.include(`>${value}<`);
    for (const value of ['0123456789abcdef', 'Specimen', '1234567892']) expect(kept).not.to.include(value);
  });

  it('are not remembered when a header may hold what nobody else may keep, or a list makes each different', () => {
    const header = '<soapenv:Header><q:token xmlns:q="urn:q">secret</q:token></soapenv:Header>';
    const batch = operations.find(({ name }) => name === 'submitBatchRegistration');
    if (batch === undefined) throw new Error('No such operation');
    const shapes = new Counting();
    const scanner = scannerOf(shapes);
    const lists = fc.sample(requestNodes(batch), 50).map((nodes) => writeMessage(batch, nodes, 0));
    const read = [byUln({}, header), ...lists].filter((text) => scanner.scan(text) !== undefined);
    expect(read.length).to.be.greaterThan(20);
    expect(shapes.remembered.length + shapes.hits).to.equal(0);
  });

  it('are read right however many kinds of them there are', () => {
    const shapes = new Counting();
    const scanner = scannerOf(shapes);
    const kinds = Array.from({ length: 100 }, (_, kind) => byUln().replace('><', `>${' '.repeat(kind)}<`));
    for (const text of [...kinds, ...kinds]) expect(scanner.scan(text)).to.deep.equal(plain.scan(text));
    // Those that are asked for all the time stay.
    for (let round = 0; round < 50; round++) {
      scanner.scan(kinds[0] ?? '');
      scanner.scan(kinds[round] ?? '');
    }
    const before = shapes.hits;
    scanner.scan(kinds[0] ?? '');
    expect(shapes.hits).to.equal(before + 1);
  });

  it('remembers one in eight, so that those that are never alike cost little', () => {
    const remembered: (Shape | undefined)[] = [];
    class Noting extends KnownShapes {
      override remember(shape: Shape | undefined): void {
        if (shape !== undefined) remembered.push(shape);
      }
    }
    const scanner = scannerOf(new Noting());
    for (let count = 0; count < 80; count++) scanner.scan(byUln());
    expect(remembered).to.have.length(10);
  });
});
