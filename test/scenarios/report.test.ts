import { expect } from 'chai';
import fc from 'fast-check';
import { canonicalJson } from '../../src/scenarios/canonical-json.js';
import { scenariosFor } from '../../src/scenarios/load-scenarios.js';
import { makeReport, verifyReport } from '../../src/scenarios/report.js';
import { reportText } from '../../src/scenarios/reports.js';
import type { Organisation } from '../../src/domain/organisation.js';

const secret = Buffer.from('of this environment');
const organisation: Organisation = {
  organisationRef: 'TSTLP1',
  ukprn: '90000001',
  name: 'Fictional Park College',
  kind: 'learningProvider',
  rights: new Set(['find']),
  status: 'active',
};

const report = makeReport({
  organisation,
  state: {
    results: scenariosFor('learningProvider').map((scenario, index) => ({
      scenario,
      state: index === 0 ? 'failed' : index < 3 ? 'done' : 'open',
      evidence: [],
      stepsDone: 0,
      ...(index === 0 ? { reason: 'the answer was WSRC0001' } : {}),
    })),
    isComplete: true,
    product: { name: 'Imaginary MIS', version: '4.2' },
  },
  madeAt: new Date('2026-09-01T09:00:00Z'),
  version: '0.1.0',
  secret,
});

describe('A scenario report', () => {
  it('is known again by the environment that made it, however it is indented', () => {
    expect(verifyReport(reportText(report), secret).kind).to.equal('genuine');
    expect(verifyReport(JSON.stringify(report), secret).kind).to.equal('genuine');
  });

  it('counts what is required and what is optional', () => {
    expect(report.required).to.include({ done: 1, failed: 1 });
    expect(report.optional).to.include({ done: 1, failed: 0 });
  });

  it('shows that somebody changed it, wherever', () => {
    const places = leaves(report).filter((path) => !['checksum', 'seal'].includes(String(path[0])));
    fc.assert(
      fc.property(fc.constantFrom(...places), (path) => {
        expect(verifyReport(changedAt(report, path), secret).kind).to.be.oneOf(['changed', 'noReport']);
      }),
    );
  });

  it('shows that something was added or taken away', () => {
    const [, ...fewer] = report.scenarios;
    expect(verifyReport(JSON.stringify({ ...report, scenarios: fewer }), secret).kind).to.equal('changed');
    expect(verifyReport(JSON.stringify({ ...report, note: 'all passed' }), secret).kind).to.equal('changed');
    const [first, ...rest] = report.scenarios;
    const scenarios = [{ ...first, note: 'passed by telephone' }, ...rest];
    expect(verifyReport(JSON.stringify({ ...report, scenarios }), secret).kind).to.equal('changed');
  });

  it('of another environment is not this one’s, even with a right checksum', () => {
    expect(verifyReport(reportText(report), Buffer.from('another')).kind).to.equal('notOurs');
  });

  it('is not anything else', () => {
    for (const text of [
      '',
      '{}',
      'null',
      '[]',
      '<report/>',
      '{"format":"learner-register scenario report 1"}',
    ]) {
      expect(verifyReport(text, secret).kind, text).to.equal('noReport');
    }
  });

  it('has one canonical form, whatever the order of its members', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.integer()), (members) => {
        const turned = Object.fromEntries(Object.entries(members).reverse());
        expect(canonicalJson(turned)).to.equal(canonicalJson(members));
        expect(JSON.parse(canonicalJson(members))).to.deep.equal(members);
      }),
    );
    expect(canonicalJson({ b: [1, { d: null, c: 'é' }], a: true })).to.equal(
      '{"a":true,"b":[1,{"c":"é","d":null}]}',
    );
  });
});

type Path = readonly (string | number)[];

/** Paths of all values that are no lists and no objects. */
function leaves(value: unknown, path: Path = []): Path[] {
  if (typeof value !== 'object' || value === null) return [path];
  return Object.entries(value).flatMap(([name, member]) => leaves(member, [...path, name]));
}

function changedAt(value: unknown, path: Path): string {
  const copy: unknown = structuredClone(value);
  let at = copy as Record<string, unknown>;
  for (const name of path.slice(0, -1)) at = at[name] as Record<string, unknown>;
  const last = String(path.at(-1));
  const before = at[last];
  at[last] =
    typeof before === 'string'
      ? `${before}x`
      : typeof before === 'number'
        ? before + 1
        : before === null
          ? 'x'
          : !before;
  return JSON.stringify(copy);
}
