import { expect } from 'chai';
import { readTree } from '../../../src/contract/read-tree.js';
import { bodyText } from '../../../src/exchanges/explain/body-text.js';
import { codeWords } from '../../../src/exchanges/explain/code-words.js';
import { explainDecision } from '../../../src/exchanges/explain/decision.js';
import { indented } from '../../../src/exchanges/explain/indented.js';
import { headerOf } from '../../../src/exchanges/explain/kept-headers.js';
import { explainProblems } from '../../../src/exchanges/explain/problems.js';
import { readable, type ReadableGroup } from '../../../src/exchanges/explain/readable.js';
import { wayOf } from '../../../src/exchanges/explain/way.js';
import { allCases, exchangeOf } from './messages.js';

const noWords = 'This register has no words for this code.';
const usualAdvice = 'Compare the message with the schema of the operation.';

describe('what is said of every exchange in fixtures/messages', () => {
  const exchanges = allCases().map((each) => ({ name: each.name, exchange: exchangeOf(each) }));

  it('has all of them to look at', () => {
    expect(exchanges.length).to.be.greaterThan(300);
  });

  it('every code has words', () => {
    for (const { name, exchange } of exchanges) {
      const { meaning, action } = codeWords(exchange.code);
      expect(meaning, `${name}: ${exchange.code}`).to.match(/\.$/).and.not.equal(noWords);
      expect(action, `${name}: ${exchange.code}`).to.match(/\.$/);
    }
  });

  it('every answer is read, and shown with all of its values', () => {
    for (const { name, exchange } of exchanges) {
      const { response, responseHeaders } = exchange;
      const read = readTree(response, headerOf(responseHeaders, 'content-type'));
      if (!read.ok) throw new Error(`${name}: ${read.problem}`);
      const { content } = readable(read.root);
      expect(content, name).to.not.equal(undefined);
      expect(valuesOf(content), name).to.have.members(
        Array.from(response.toString().matchAll(/>([^<]+)<\//g), ([, text = '']) => plain(text)),
      );
      expect(indented(read.root).lines.length, name).to.be.greaterThan(3);
    }
  });

  it('every request that could be read is shown in words and has no problems, its mask among them', () => {
    for (const { name, exchange } of exchanges) {
      if (['WSEC0001', 'WSEC0002', 'VersionMismatch', 'MustUnderstand'].includes(exchange.code)) continue;
      const { request, requestHeaders } = exchange;
      expect(explainProblems(exchange), name).to.deep.equal([]);
      const read = readTree(request, headerOf(requestHeaders, 'content-type'));
      if (!read.ok) throw new Error(`${name}: ${read.problem}`);
      expect(readable(read.root).content?.name, name).to.match(/^[A-Z]/);
      expect(bodyText(request, headerOf(requestHeaders, 'content-type')).kind, name).to.equal('text');
    }
  });

  it('every request that could not be read says why, where, and what to do', () => {
    let looked = 0;
    for (const { name, exchange } of exchanges) {
      if (exchange.code !== 'WSEC0001' || exchange.operation !== undefined) continue;
      for (const { text, advice, line } of explainProblems(exchange)) {
        looked += 1;
        expect(text, name).to.have.length.greaterThan(10);
        expect(advice, `${name}: ${text}`).to.match(/\.$/).and.not.equal(usualAdvice);
        if (text.startsWith('cvc-')) expect(line, `${name}: ${text}`).to.be.greaterThan(0);
      }
    }
    expect(looked).to.be.greaterThan(40);
  });

  it('every exchange has its way, which stops at most once', () => {
    for (const { name, exchange } of exchanges) {
      const read = readTree(exchange.response, 'text/xml; charset=utf-8');
      const steps = wayOf({
        exchange,
        problems: explainProblems(exchange),
        response: read.ok ? read.root : undefined,
      });
      const stopped = steps.filter(({ state }) => state === 'stopped');
      expect(stopped.length, name).to.equal(isRefusal(exchange.code) ? 1 : 0);
      for (const { words } of steps) expect(words, name).to.have.length.greaterThan(5);
    }
  });

  it('every find, verification and registration with an answer has its decision', () => {
    let compared = 0;
    for (const { name, exchange } of exchanges) {
      const { operation = '', code } = exchange;
      const decides = /^(?:learnerBy\w+|verifyLearner|registerSingleLearner)$/.test(operation);
      const request = readTree(exchange.request, headerOf(exchange.requestHeaders, 'content-type'));
      const response = readTree(exchange.response, 'text/xml; charset=utf-8');
      if (!request.ok || !response.ok) continue;
      const decision = explainDecision({ operation, code, request: request.root, response: response.root });
      expect(decision !== undefined, name).to.equal(
        decides && code.startsWith('WSRC') && exchange.service === 'LearnerService',
      );
      if (decision === undefined) continue;
      expect(decision.rule, name).to.have.length.greaterThan(0);
      for (const learner of decision.learners) {
        compared += 1;
        expect(learner.details.length, name).to.be.greaterThan(2);
        if (operation === 'learnerByDemographics' && !learner.substituted)
          expect(learner.because, name).to.have.length.greaterThan(0);
      }
    }
    expect(compared).to.be.greaterThan(40);
  });
});

function valuesOf(group: ReadableGroup | undefined): readonly string[] {
  const values: string[] = [];
  const visit = ({ fields, groups }: ReadableGroup): void => {
    for (const { value } of fields) if (value !== '') values.push(value);
    groups.forEach(visit);
  };
  if (group !== undefined) visit(group);
  return values;
}

function plain(text: string): string {
  return text
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#13;', '\r')
    .replaceAll('&amp;', '&');
}

/** Codes of faults; the others are answers of the operation. */
function isRefusal(code: string): boolean {
  return /^(?:WSEC000\d|WSEC0999|VersionMismatch|MustUnderstand)$/.test(code);
}
