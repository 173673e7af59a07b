import { expect } from 'chai';
import { correlationIdFrom, newCorrelationId } from '../src/correlation-id.js';
import { createLogger, describeError, withCorrelationId, type Logger } from '../src/log.js';

function logging(level: 'info' | 'debug' = 'info'): {
  log: Logger;
  lines: () => Record<string, unknown>[];
  text: () => string;
} {
  let written = '';
  const destination = { write: (line: string) => void (written += line) };
  return {
    log: createLogger({ level, environment: 'test', version: '1.2.3', destination }),
    lines: () =>
      written
        .split('\n')
        .filter((line) => line !== '')
        .map((line) => JSON.parse(line) as Record<string, unknown>),
    text: () => written,
  };
}

describe('the log', () => {
  it('writes JSON lines with time, level, environment, version and correlation id', () => {
    const { log, lines } = logging();
    withCorrelationId(log, 'abc-1').info({ operation: 'learnerByULN', milliseconds: 2 }, 'answered');
    const [{ time, ...line } = {}] = lines();
    expect(line).to.deep.equal({
      level: 'info',
      environment: 'test',
      version: '1.2.3',
      correlationId: 'abc-1',
      operation: 'learnerByULN',
      milliseconds: 2,
      msg: 'answered',
    });
    expect(time).to.match(/^\d{4}-\d\d-\d\dT.*Z$/);
  });

  it('leaves out what is below its level', () => {
    const { log, text } = logging();
    log.debug('nothing');
    expect(text()).to.equal('');
  });

  it('masks personal data and passwords at any depth', () => {
    const { log, text } = logging();
    const learner = { uln: '1234567899', givenName: 'Zoë', familyName: 'Quince', dateOfBirth: '2009-02-28' };
    log.info({
      learner,
      deeper: { request: [{ orgPassword: 'Correct-Horse-16', learner }] },
      uln: '1234567899',
    });
    for (const secret of ['1234567899', 'Zoë', 'Quince', '2009-02-28', 'Correct-Horse-16']) {
      expect(text()).not.to.contain(secret);
    }
    expect(text()).to.contain('"uln":"****"');
    expect(learner.givenName).to.equal('Zoë');
  });

  it('tells of an error without the values that a database puts into it', () => {
    const { log, lines, text } = logging();
    const error = Object.assign(
      new Error(
        `insert into learner values ('Quince', '1234567899') - duplicate key "Quince" violates learner_pk`,
      ),
      { code: '23505', detail: 'Key (family)=(Quince) already exists.' },
    );
    log.error(error);
    log.error({ err: error });
    log.error({ err: error }, 'could not store');
    expect(text()).not.to.contain('Quince').and.not.to.contain('1234567899');
    expect(lines().map(({ msg }) => msg)).to.deep.equal([
      'unexpected error',
      'unexpected error',
      'could not store',
    ]);
    expect(lines()[0]?.['err']).to.include({
      type: 'Error',
      code: '23505',
      message: 'duplicate key "…" violates learner_pk',
    });
  });

  it('keeps the places and the cause of an error, and no ULN or date of its message', () => {
    const cause = new TypeError('x is not a function');
    const described = describeError(new Error('learner 1234567899 born 2009-02-28', { cause }));
    expect(described.message).to.equal('learner [number] born [date]');
    expect(described.stack)
      .to.match(/^\s+at /)
      .and.not.to.contain('1234567899');
    expect(described.cause).to.include({ type: 'TypeError', message: 'x is not a function' });
    expect(describeError('1234567899')).to.deep.equal({ type: 'string', message: 'not an Error' });
  });
});

describe('correlation ids', () => {
  it('are never given twice', () => {
    const ids = new Set(Array.from({ length: 10_000 }, newCorrelationId));
    expect(ids.size).to.equal(10_000);
    for (const id of ids) expect(id).to.match(/^[0-9a-f]{16}-[0-9a-z]+$/);
  });

  it('of callers are taken when short and harmless', () => {
    for (const id of ['a', 'c0ffee00-1234-4abc-9def-0123456789ab', 'mis:42_7.1', 'x'.repeat(64)]) {
      expect(correlationIdFrom(id)).to.equal(id);
    }
  });

  it('of callers are replaced when long, strange, several, or like a ULN', () => {
    for (const id of [
      undefined,
      '',
      'x'.repeat(65),
      'a b',
      'a\nb',
      '<a>',
      '{"a":1}',
      '1234567899',
      ['a', 'b'],
    ]) {
      expect(correlationIdFrom(id)).to.match(/^[0-9a-f]{16}-/);
    }
  });
});
