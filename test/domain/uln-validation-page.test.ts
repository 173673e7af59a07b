import { readFileSync } from 'node:fs';
import { runInNewContext } from 'node:vm';
import { expect } from 'chai';
import { hasValidCheckDigit, isIssuable, parseUln, ulnFromStem } from '../../src/domain/uln.js';

const page = readFileSync(new URL('../../../docs/uln-validation.md', import.meta.url), 'utf8');

/** The cells of the table under a heading, without its head. */
function tableUnder(heading: string): readonly (readonly string[])[] {
  const section = page.split(`## ${heading}\n`)[1]?.split('\n## ')[0] ?? '';
  const rows = section.split('\n').filter((line) => line.startsWith('|'));
  return rows.slice(2).map((line) =>
    line
      .slice(1, -1)
      .split('|')
      .map((cell) => cell.trim()),
  );
}

/** The JavaScript of the page, as a reader would run it. */
function pageIsUln(text: string): boolean {
  const code = /```js\n(.*?)```/s.exec(page)?.[1] ?? '';
  return runInNewContext(`${code}; isUln(text)`, { text }) === true;
}

describe('docs/uln-validation.md', () => {
  const examples = tableUnder('Worked examples');
  const wrong = tableUnder('Numbers that are not ULNs');

  it('has ten worked examples and seven wrong numbers', () => {
    expect(examples).to.have.length(10);
    expect(wrong).to.have.length(7);
  });

  for (const [stem = '', sum = '', remainder = '', digit = '', uln = ''] of examples) {
    it(`works out ${stem} rightly`, () => {
      const total = [...stem].reduce((soFar, each, place) => soFar + Number(each) * (10 - place), 0);
      expect(sum).to.equal(String(total));
      expect(remainder).to.equal(String(total % 11));
      expect(digit).to.equal(total % 11 === 0 ? 'none' : String(10 - (total % 11)));
      expect(uln).to.equal(ulnFromStem(Number(stem)) ?? 'none');
      if (uln !== 'none') expect(pageIsUln(uln)).to.equal(true);
    });
  }

  for (const [number = '', why = ''] of wrong) {
    it(`says rightly why ${number} is no ULN`, () => {
      const parsed = parseUln(number);
      expect(pageIsUln(number)).to.equal(false);
      if (parsed === undefined) {
        expect(why).to.equal(
          number.startsWith('0') ? 'begins with 0' : number.length > 10 ? 'eleven digits' : 'nine digits',
        );
        return;
      }
      expect(hasValidCheckDigit(parsed)).to.equal(false);
      expect(isIssuable(parsed)).to.equal(false);
      const right = ulnFromStem(Number(number.slice(0, 9)));
      expect(why).to.equal(right === undefined ? 'remainder 0' : `should end in ${right.slice(-1)}`);
    });
  }
});
