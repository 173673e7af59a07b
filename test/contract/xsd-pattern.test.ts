import { expect } from 'chai';
import { literalAlternatives, xsdPatternsToRegExp } from '../../scripts/generate/xsd-pattern.js';

const CASES: readonly [pattern: string, takes: readonly string[], refuses: readonly string[]][] = [
  ['a|b', ['a', 'b'], ['ab', '', 'xa', 'bx']],
  ['.', ['x', '\u2028', '😀'], ['\n', '\r', '', 'xy']],
  ['\\s', [' ', '\t', '\n', '\r'], ['\u00A0', '\u2003', '\u000B', '']],
  ['\\S', ['\u00A0', 'x', '😀'], [' ', '\n']],
  ['[\\s\\S]*', ['', 'x \n\r\u2028😀'], []],
  ['[\\S]', ['x'], [' ']],
  ['[\\S ]', ['x', ' '], ['\n']],
  ['[^\\S]', [' '], ['x']],
  ['[^\\s]', ['x'], [' ']],
  ['[^a-c]', ['d', '^'], ['a', 'c']],
  ['[a-z-[aeiou]]', ['b', 'z'], ['a', 'u', '-']],
  ['^$', ['^$'], ['']],
  ['[\\^a]', ['^', 'a'], ['b']],
  ['[a\\-z]', ['a', '-', 'z'], ['b']],
  ['[\\]\\[]', [']', '['], ['\\']],
  ['\\d', ['7', '٣'], ['x']],
  ['\\w', ['a', '7', '+'], ['.', ' ', '-']],
  ['\\p{Lu}\\P{Lu}', ['Éa', 'A1'], ['éa']],
  ['(ab){2}', ['abab'], ['ab']],
  ['\\.\\*\\\\', ['.*\\'], ['x*\\']],
  ['a/b', ['a/b'], ['ab']],
];

describe('Translating an XML Schema pattern', () => {
  for (const [pattern, takes, refuses] of CASES) {
    it(`keeps the meaning of ${pattern}`, () => {
      const expression = xsdPatternsToRegExp([pattern]);
      for (const text of takes) expect(expression.test(text), JSON.stringify(text)).to.equal(true);
      for (const text of refuses) expect(expression.test(text), JSON.stringify(text)).to.equal(false);
    });
  }

  it('takes what any of several patterns takes', () => {
    const expression = xsdPatternsToRegExp(['a|b', '']);
    expect(['a', 'b', '', 'c'].map((text) => expression.test(text))).to.deep.equal([true, true, true, false]);
  });

  it('refuses what it cannot translate, rather than guess', () => {
    for (const pattern of ['\\i', '\\p{IsBasicLatin}', '[\\c]', 'a\\', '[a']) {
      expect(() => xsdPatternsToRegExp([pattern]), pattern).to.throw();
    }
  });

  it('tells plain alternatives from patterns', () => {
    expect(literalAlternatives(['FUL|CHK'])).to.deep.equal(['FUL', 'CHK']);
    expect(literalAlternatives(['0|1', ''])).to.deep.equal(['0', '1', '']);
    expect(literalAlternatives(['[0-9]'])).to.equal(undefined);
    expect(literalAlternatives([])).to.equal(undefined);
  });
});
