import { expect } from 'chai';
import fc from 'fast-check';
import {
  drawUln,
  hasValidCheckDigit,
  isIssuable,
  parseUln,
  temporaryUln,
  ulnFromStem,
  type Uln,
} from '../../src/domain/uln.js';

const anyStem = fc.integer({ min: 100_000_000, max: 999_999_999 });

function uln(text: string): Uln {
  const parsed = parseUln(text);
  if (parsed === undefined) throw new Error(`${text} is no ULN`);
  return parsed;
}

describe('a ULN', () => {
  it('is parsed when it is ten digits of which the first is not 0', () => {
    expect(parseUln('1000000000')).to.equal('1000000000');
    expect(parseUln('9999999999')).to.equal('9999999999');
  });

  for (const text of [
    '',
    '0123456789',
    '123456789',
    '12345678901',
    ' 1234567899',
    '1234567899\n',
    '123456789X',
    '１２３４５６７８９９',
  ]) {
    it(`is not parsed from ${JSON.stringify(text)}`, () => {
      expect(parseUln(text)).to.equal(undefined);
    });
  }

  it('has a check digit by which all ten weighted digits leave 10, as the stem rule says', () => {
    fc.assert(
      fc.property(anyStem, (stem) => {
        const made = ulnFromStem(stem);
        const fitting = Array.from({ length: 10 }, (_, digit) => uln(`${stem}${digit}`)).filter(
          hasValidCheckDigit,
        );
        expect(fitting).to.deep.equal(made === undefined ? [] : [made]);
      }),
    );
  });

  it('has no digit for the stems whose sum is a multiple of eleven, and these only', () => {
    fc.assert(
      fc.property(anyStem, (stem) => {
        const sum = [...String(stem)].reduce(
          (total, digit, place) => total + Number(digit) * (10 - place),
          0,
        );
        expect(ulnFromStem(stem) === undefined).to.equal(sum % 11 === 0);
      }),
    );
  });

  it('is never an NHS number, whose ten weighted digits and check digit leave 0', () => {
    fc.assert(
      fc.property(anyStem, (stem) => {
        const made = ulnFromStem(stem);
        fc.pre(made !== undefined);
        const sum = [...made].reduce((total, digit, place) => total + Number(digit) * (10 - place), 0);
        expect(sum % 11).to.equal(10);
      }),
    );
  });

  it('shows every wrong digit and every swap of two neighbours', () => {
    fc.assert(
      fc.property(anyStem, fc.nat(9), fc.integer({ min: 1, max: 9 }), (stem, place, shift) => {
        const made = ulnFromStem(stem);
        fc.pre(made !== undefined);
        const digits = [...made].map(Number);
        const wrong = digits.map((digit, at) => (at === place ? (digit + shift) % 10 : digit)).join('');
        const parsed = parseUln(wrong);
        if (parsed !== undefined) expect(hasValidCheckDigit(parsed)).to.equal(false);
        const [one, other] = [digits[place], digits[place + 1]];
        if (one === undefined || other === undefined || one === other) return;
        const swapped = parseUln(
          digits
            .with(place, other)
            .with(place + 1, one)
            .join(''),
        );
        if (swapped !== undefined) expect(hasValidCheckDigit(swapped)).to.equal(false);
      }),
    );
  });

  it('is not made from a stem that has not nine digits', () => {
    for (const stem of [0, 99_999_999, 1_000_000_000, 123456789.5, Number.NaN, -123456789]) {
      expect(ulnFromStem(stem)).to.equal(undefined);
    }
  });

  it('can be issued when its check digit fits, and never when it is the temporary one', () => {
    expect(isIssuable(uln('1234567899'))).to.equal(true);
    expect(isIssuable(uln('1234567890'))).to.equal(false);
    expect(isIssuable(uln(temporaryUln))).to.equal(false);
  });
});

describe('drawing a ULN', () => {
  it('asks for one of the 900 million stems', () => {
    const bounds: number[] = [];
    drawUln((bound) => {
      bounds.push(bound);
      return 23_456_789;
    });
    expect(bounds).to.deep.equal([900_000_000]);
  });

  it('draws again when a stem cannot be used', () => {
    const draws = [887_654_321, 6, 23_456_789];
    expect(drawUln(() => draws.shift() ?? 0)).to.equal('1234567899');
    expect(draws).to.deep.equal([]);
  });

  it('gives every usable stem as it was drawn, so that all are equally likely', () => {
    fc.assert(
      fc.property(anyStem, (stem) => {
        const made = ulnFromStem(stem);
        fc.pre(made !== undefined);
        expect(drawUln(() => stem - 100_000_000)).to.equal(made);
      }),
    );
  });

  it('reaches the first and the last usable number', () => {
    expect(drawUln(() => 0)).to.equal('1000000000');
    expect(drawUln(() => 899_999_999)).to.equal('9999999998');
  });
});
