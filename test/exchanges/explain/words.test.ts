import { expect } from 'chai';
import { listCodes } from '../../../src/domain/response-code.js';
import { bodyText } from '../../../src/exchanges/explain/body-text.js';
import { codesWithoutMessage, codeWords } from '../../../src/exchanges/explain/code-words.js';
import { differences } from '../../../src/exchanges/explain/difference.js';
import { labelOf } from '../../../src/exchanges/explain/field-names.js';
import { fillPassword, hasMask } from '../../../src/exchanges/explain/fill-password.js';
import { markLines } from '../../../src/exchanges/explain/marked-lines.js';
import { explainProblems } from '../../../src/exchanges/explain/problems.js';
import { valueInWords } from '../../../src/exchanges/explain/value-words.js';
import { durationInWords, wayOf } from '../../../src/exchanges/explain/way.js';
import { exchangeOfCase, tree } from './messages.js';

describe('what is said of parts of an exchange', () => {
  it('has words for every code of the register, and for exchanges without one', () => {
    for (const { code } of listCodes()) expect(codeWords(code).meaning, code).to.match(/\.$/);
    for (const code of codesWithoutMessage()) expect(codeWords(code).action, code).to.match(/\.$/);
    expect(codeWords('WSRC0005').tone).to.equal('good');
    expect(codeWords('WSRC0003').tone).to.equal('look');
    expect(codeWords('WSEC0005').tone).to.equal('refused');
    expect(codeWords('WSEC0999').tone).to.equal('broken');
    expect(codeWords('toString').meaning).to.include('no words');
  });

  it('names elements in words', () => {
    for (const [name, label] of [
      ['LastKnownPostCode', 'Last known postcode'],
      ['FamilyNameAtAge16', 'Family name at age 16'],
      ['dateOfBirth', 'Date of birth'],
      ['DateofBirth', 'Date of birth'],
      ['ULN', 'ULN'],
      ['uln', 'ULN'],
      ['learnerUln', 'Learner ULN'],
      ['MISIdentifier', 'Your own name for the record'],
      ['LearnersNotFoundCount', 'Learners not found count'],
      ['x', 'X'],
    ] as const) {
      expect(labelOf(name), name).to.equal(label);
    }
  });

  it('says what values stand for', () => {
    for (const [name, value, words] of [
      ['DateOfBirth', '2004-04-12', '12 April 2004'],
      ['DateOfBirth', '2004-13-12', undefined],
      ['StartDate', '2026-11-22T10:15:03', '22 November 2026, 10:15:03'],
      ['AchievementAwardDate', '2022-08-18T00:00:00', '18 August 2022'],
      ['Gender', '2', 'Female'],
      ['gender', '9', 'Not specified'],
      ['VerificationType', '999', 'Other, described in OtherVerificationDescription'],
      ['ULN', '9900001000', undefined],
      ['ULN', '9900001001', 'Its check digit is wrong'],
      ['ULN', '9999999999', 'Stands for "not known yet"; nobody has it'],
      ['LastKnownPostCode', 'zz99 9zz', 'Stands for a postcode that is not known'],
      ['ErrorDetail', Buffer.from('Say why.').toString('base64'), 'Say why.'],
      ['FailureFlag', 'LINKED', 'A master record stands for this one'],
      ['ReturnCode', 'RC006', codeWords('RC006').meaning],
      ['Notes', 'constructor', undefined],
      ['constructor', 'x', undefined],
    ] as const) {
      expect(valueInWords(name, value), `${name} ${value}`).to.equal(words);
    }
  });

  it('shows durations in three figures', () => {
    expect([0.4213, 12.4, 999.6, 3100].map(durationInWords)).to.deep.equal([
      '0.42 ms',
      '12 ms',
      '1000 ms',
      '3.1 s',
    ]);
  });

  it('marks the element of a problem, or the line', () => {
    const lines = ['<a>', '  <b>1</b><c x="1"/>', ''];
    const marked = (line: number, column?: number): string[] =>
      markLines(lines, [{ line, ...(column === undefined ? {} : { column }) }])
        .flatMap(({ pieces }) => pieces)
        .filter((piece) => piece.marked)
        .map(({ text }) => text);
    expect(marked(2, 3)).to.deep.equal(['<b>1</b>']);
    expect(marked(2, 11)).to.deep.equal(['<c x="1"/>']);
    expect(marked(2)).to.deep.equal(['  <b>1</b><c x="1"/>']);
    expect(marked(2, 99)).to.deep.equal(['  <b>1</b><c x="1"/>']);
    expect(marked(9, 1)).to.deep.equal([]);
    const whole = markLines(lines, [{ line: 2, column: 3 }]).map(({ pieces }) =>
      pieces.map(({ text }) => text).join(''),
    );
    expect(whole).to.deep.equal(lines);
  });

  it('shows bytes that are no text as hexadecimal digits', () => {
    const shown = bodyText(Buffer.from([0x3c, 0x61, 0xff, 0x3e]), 'text/xml; charset=utf-8');
    if (shown.kind !== 'bytes') throw new Error(shown.kind);
    expect(shown.problem).to.equal('The body is not valid UTF-8 from byte 2 (counted from 0).');
    expect(shown.lines).to.deep.equal([`000000  ${'3c 61 ff 3e'.padEnd(48)} <a.>`]);
    expect(bodyText(Buffer.alloc(0), undefined)).to.deep.equal({ kind: 'empty' });
  });

  it('puts a password in the place of its mask, whatever is in it', () => {
    const message =
      '<a:OrgPassword xmlns="">****************</a:OrgPassword><Notes>****</Notes><Password>***</Password>';
    expect(hasMask(message)).to.equal(true);
    expect(fillPassword(message, 'a$&<b')).to.equal(
      '<a:OrgPassword xmlns="">a$&amp;&lt;b</a:OrgPassword><Notes>****</Notes><Password>a$&amp;&lt;b</Password>',
    );
    expect(hasMask('<OrgPassword>given</OrgPassword>')).to.equal(false);
  });

  it('says what differs between two messages', () => {
    const found = differences(
      tree('<a><b>1</b><c>same</c><d><e>1</e><e>2</e></d></a>'),
      tree('<a><b>2</b><c>same</c><d><e>1</e><e>3</e><e>4</e></d></a>'),
    );
    expect(found).to.deep.equal([
      { path: '/a/b', before: '1', after: '2' },
      { path: '/a/d/e[2]', before: '2', after: '3' },
      { path: '/a/d/e[3]', after: '4' },
    ]);
  });

  it('says where a request stopped', () => {
    for (const [name, title] of [
      ['LearnerService/learnerByULN/found', undefined],
      ['LearnerService/learnerByULN/wrong-password', 'Access given'],
      ['LearnerService/learnerByULN/broken-off', 'Read against the schema'],
      ['LearnerService/registerSingleLearner/born-tomorrow', 'Carried out and answered'],
    ] as const) {
      const exchange = exchangeOfCase(name);
      const problems = explainProblems(exchange);
      const code =
        exchange.code === 'WSEC0001' && name.includes('born') ? { operation: 'registerSingleLearner' } : {};
      const steps = wayOf({
        exchange: { ...exchange, ...code },
        problems,
        response: tree(exchange.response),
      });
      expect(steps.find(({ state }) => state === 'stopped')?.title, name).to.equal(title);
    }
  });

  it('says nothing about the password of a request that was refused for something else', () => {
    const exchange = exchangeOfCase('LearnerService/learnerByULN/found');
    const blank = Buffer.from(exchange.request.toString().replace('<FindType>FUL', '<FindType>ABC'));
    const problems = explainProblems({ ...exchange, code: 'WSEC0001', request: blank });
    expect(problems.map(({ path }) => path)).to.deep.equal(['/Envelope/Body/FindLearnerByULN/FindType']);
  });
});
