import { expect } from 'chai';
import fc from 'fast-check';
import { normaliseName, soundex } from '../../src/domain/name.js';

const sameNames: readonly (readonly [string, string])[] = [
  ['Smith', 'SMITH'],
  ["O'Brien", 'OBRIEN'],
  ['O’Brien', 'OBRIEN'],
  ['OʼBrien', 'OBRIEN'],
  ['O`Brien', 'OBRIEN'],
  ['O´Brien', 'OBRIEN'],
  ['Smith-Jones', 'SMITHJONES'],
  ['Smith‐Jones', 'SMITHJONES'],
  ['Smith–Jones', 'SMITHJONES'],
  ['Smith\u00adJones', 'SMITHJONES'],
  ['Smith − Jones', 'SMITHJONES'],
  ['Mary  Ann', 'MARYANN'],
  ['Mary\u00a0Ann', 'MARYANN'],
  ['St. John', 'STJOHN'],
  ['Blean ', 'BLEAN'],
  ['\u200bZoe\u200d', 'ZOE'],
  ['\ufeffZoe', 'ZOE'],
  ['Zoë', 'ZOE'],
  ['Zoe\u0308', 'ZOE'],
  ['Siân', 'SIAN'],
  ['Łukasz', 'LUKASZ'],
  ['Søren', 'SOREN'],
  ['Æthelred', 'AETHELRED'],
  ['Œuvray', 'OEUVRAY'],
  ['Đorđe', 'DORDE'],
  ['Guðrún Þórsdóttir', 'GUDRUNTHORSDOTTIR'],
  ['Weiß', 'WEISS'],
  ['WEIẞ', 'WEISS'],
  ['Işıl', 'ISIL'],
  ['İbrahim', 'IBRAHIM'],
  ['ﬁona', 'FIONA'],
  ['Ｊｏｈｎ', 'JOHN'],
  ['Nguyễn', 'NGUYEN'],
  ['Sinéad', 'SINEAD'],
  ['Paral·lel', 'PARALLEL'],
  ['Алёна', 'АЛЕНА'],
  ['Ελένη', 'ΕΛΕΝΗ'],
  ['김', '김'],
  ['राम', 'राम'],
  ['محمّد', 'محمد'],
  ['が', 'が'],
];

describe('a normalised name', () => {
  for (const [written, key] of sameNames) {
    it(`of ${JSON.stringify(written)} is ${key}`, () => {
      expect(normaliseName(written)).to.equal(key);
    });
  }

  it('keeps names of other scripts apart that differ in a vowel sign', () => {
    expect(normaliseName('राम')).to.not.equal(normaliseName('रीम'));
    expect(normaliseName('か')).to.not.equal(normaliseName('が'));
  });

  it('is the trimmed name when nothing else is left', () => {
    expect(normaliseName(' - ')).to.equal('-');
    expect(normaliseName('’')).to.equal('’');
    expect(normaliseName('\u0301')).to.equal('\u0301');
  });

  it('keeps digits and other signs', () => {
    expect(normaliseName('Smith (3rd), Jr')).to.equal('SMITH(3RD),JR');
  });

  it('stays what it is when it is normalised again', () => {
    const someText = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 12 }),
      fc.string({ unit: fc.constantFrom(...Array.from('aßİıŁ’-. \u0301\u0345ǰΐﬁŉ가々が')), maxLength: 8 }),
    );
    fc.assert(
      fc.property(someText, (text) => {
        const once = normaliseName(text);
        expect(normaliseName(once)).to.equal(once);
      }),
      { numRuns: 2000 },
    );
  });

  it('does not depend on case, composition, or where blanks and hyphens are', () => {
    const letters = fc.constantFrom(...Array.from("abcdefghijklmnopqrstuvwxyzéçñšžåü'"));
    fc.assert(
      fc.property(fc.array(letters, { minLength: 1, maxLength: 12 }), fc.nat(12), (name, place) => {
        const plain = name.join('');
        fc.pre(/[a-z]/.test(plain));
        const key = normaliseName(plain);
        expect(normaliseName(plain.toUpperCase())).to.equal(key);
        expect(normaliseName(plain.normalize('NFD'))).to.equal(key);
        expect(normaliseName([...name.slice(0, place), '-', ' ', ...name.slice(place)].join(''))).to.equal(
          key,
        );
      }),
    );
  });

  it('takes the same form on the quick way for plain letters as on the long one', () => {
    const ascii = fc.string({
      unit: fc.constantFrom(...Array.from("abcXYZ -'.`,09")),
      minLength: 1,
      maxLength: 10,
    });
    fc.assert(
      fc.property(ascii, (text) => {
        fc.pre(/[A-Za-z0-9,]/.test(text));
        expect(normaliseName(text)).to.equal(normaliseName(`${text}\u200b`));
      }),
    );
  });
});

describe('Soundex', () => {
  const table: readonly (readonly [string, string])[] = [
    ['ROBERT', 'R163'],
    ['RUPERT', 'R163'],
    ['RUBIN', 'R150'],
    ['ASHCRAFT', 'A261'],
    ['ASHCROFT', 'A261'],
    ['TYMCZAK', 'T522'],
    ['PFISTER', 'P236'],
    ['HONEYMAN', 'H555'],
    ['JACKSON', 'J250'],
    ['LEE', 'L000'],
    ['GUTIERREZ', 'G362'],
    ['WASHINGTON', 'W252'],
  ];
  for (const [name, code] of table) {
    it(`of ${name} is ${code}`, () => {
      expect(soundex(name)).to.equal(code);
    });
  }

  it('is not known of other scripts, digits or nothing', () => {
    for (const name of ['АЛЕНА', '김', 'R2D2', '', 'smith']) expect(soundex(name)).to.equal(undefined);
  });

  it('is a letter and three digits', () => {
    const name = fc.string({
      unit: fc.constantFrom(...Array.from('ABCDEFGHIJKLMNOPQRSTUVWXYZ')),
      minLength: 1,
      maxLength: 15,
    });
    fc.assert(fc.property(name, (text) => /^[A-Z][0-6]{3}$/.test(soundex(text) ?? '')));
  });
});
