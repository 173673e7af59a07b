import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import { responseCodePage } from '../../src/domain/response-code-page.js';
import { isCode, listCodes, responseCodes } from '../../src/domain/response-code.js';

describe('the table of codes', () => {
  const forms = {
    response: /^WSRC\d{4}$/,
    answer: /^WSEC\d{4}$/,
    fault: /^WSEC\d{4}$/,
    return: /^RC\d{3}$/,
    achievement: /^[AFLB]\d{3}$/,
  };

  it('names each code as its kind does', () => {
    for (const { code, form } of listCodes()) expect(code).to.match(forms[form]);
  });

  it('is in order within each kind', () => {
    for (const form of ['response', 'answer', 'fault', 'return']) {
      const codes = listCodes()
        .filter((entry) => entry.form === form)
        .map((entry) => entry.code);
      expect(codes).to.deep.equal(codes.toSorted());
    }
  });

  it('has the faults, and the errors that are ordinary answers', () => {
    const of = (form: string): readonly string[] =>
      listCodes()
        .filter((entry) => entry.form === form)
        .map((entry) => entry.code.slice(-4));
    expect(of('fault')).to.deep.equal(['0001', '0002', '0003', '0004', '0005', '0006', '0999']);
    expect(of('answer')).to.include.members(['0136', '0206', '0208']);
  });

  it('tells of each code what it means, where it is used and what to do, in sentences', () => {
    for (const { code, meaning, action, usedBy, ownUse } of listCodes()) {
      expect(meaning, code).to.match(/^[A-Z].+\.$/);
      expect(action, code).to.match(/^[A-Z].+\.$/);
      expect(usedBy.length + ownUse.length, code).to.be.above(0);
      expect(
        usedBy.filter((operation) => ownUse.includes(operation)),
        code,
      ).to.deep.equal([]);
      expect(`${meaning}${action}`, code).to.not.include('|');
    }
  });

  it('knows its codes and no others', () => {
    expect(isCode('WSRC0004')).to.equal(true);
    expect(responseCodes.WSRC0004.form).to.equal('response');
    for (const text of ['WSRC0011', 'WSRC004', 'toString', '']) expect(isCode(text)).to.equal(false);
  });
});

describe('docs/response-codes.md', () => {
  it('is what the table makes of it: node dist/scripts/response-codes.js writes it anew', () => {
    const page = readFileSync(new URL('../../../docs/response-codes.md', import.meta.url), 'utf8');
    expect(page).to.equal(responseCodePage());
  });

  it('has a row for each code', () => {
    const rows = responseCodePage()
      .split('\n')
      .filter((line) => line.startsWith('| `'));
    expect(rows).to.have.length(listCodes().length);
  });
});
