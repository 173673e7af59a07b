import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect } from 'chai';
import { z } from 'zod';

const repository = fileURLToPath(new URL('../../../', import.meta.url));

/** What stands in a planted file: the importing file, what it imports, and the rule that must object. */
const violations: readonly (readonly [from: string, imports: string, rule: string])[] = [
  ['src/domain/a.ts', '../register/free.js', 'domain-imports'],
  ['src/domain/b.ts', 'node:fs', 'domain-is-pure'],
  ['src/domain/c.ts', 'luxon', 'domain-is-pure'],
  ['src/register/a.ts', '../store/free.js', 'register-imports'],
  ['src/contract/a.ts', '../domain/free.js', 'contract-imports'],
  ['src/operations/LearnerService/a.ts', '../../store/free.js', 'operations-imports'],
  ['src/operations/LearnerService/verifyLearner.ts', './learnerByULN.js', 'no-operation-imports-another'],
  ['src/operations/LearnerService/shared-piece.ts', './learnerByULN.js', 'no-operation-imports-another'],
  ['src/soap/a.ts', '../register/free.js', 'soap-imports'],
  ['src/access/a.ts', '../contract/free.js', 'access-imports'],
  ['src/store/a.ts', '../access/free.js', 'store-imports'],
  ['src/jobs/a.ts', '../store/free.js', 'jobs-imports'],
  ['src/http/a.ts', '../store/free.js', 'http-imports'],
  ['src/http/b.ts', '../bootstrap.js', 'bootstrap-is-on-top'],
  ['src/http/c.ts', 'pg', 'store-is-the-only-home-of-its-library'],
  ['src/cli/a.ts', 'knex', 'store-is-the-only-home-of-its-library'],
  ['src/batch-files/a.ts', '../store/free.js', 'batch-files-imports'],
  ['src/cli/b.ts', 'xml2js', 'batch-files-is-the-only-home-of-its-library'],
  ['src/jobs/b.ts', 'better-sqlite3', 'store-is-the-only-home-of-its-library'],
  ['src/soap/b.ts', 'libxml2-wasm', 'contract-is-the-only-home-of-its-library'],
  ['src/soap/c.ts', 'express', 'http-and-portal-is-the-only-home-of-its-library'],
  ['src/exchanges/a.ts', '../store/free.js', 'exchanges-imports'],
  ['src/scenarios/a.ts', '../store/free.js', 'scenarios-imports'],
  ['src/test-environment/a.ts', '../store/free.js', 'test-environment-imports'],
  ['src/samples/a.ts', '../store/free.js', 'samples-imports'],
  ['src/client/a.ts', '../store/free.js', 'client-imports'],
  ['src/portal/a.ts', '../store/free.js', 'portal-imports'],
  ['src/http/e.ts', 'nunjucks', 'portal-is-the-only-home-of-its-library'],
  ['src/http/f.ts', 'yazl', 'samples-is-the-only-home-of-its-library'],
  ['src/http/g.ts', 'soap', 'client-is-the-only-home-of-its-library'],
  ['src/http/d.ts', 'node-forge', 'access-is-the-only-home-of-its-library'],
  ['src/tracing/a.ts', '../register/free.js', 'tracing-imports'],
  ['src/http/h.ts', '@opentelemetry/api', 'tracing-is-the-only-home-of-its-library'],
  ['src/access/b.ts', './missing.js', 'no-unresolvable'],
  ['src/access/c.ts', 'chai', 'no-dev-packages'],
  ['src/access/d.ts', '../../test/free.js', 'no-tests-in-sources'],
  ['src/access/ring-one.ts', './ring-two.js', 'no-cycles'],
];

const allowed: readonly (readonly [from: string, imports: string])[] = [
  ['src/register/fine.ts', '../domain/free.js'],
  ['src/operations/LearnerService/learnerByULN.ts', '../../register/free.js'],
  ['src/operations/index.ts', './LearnerService/learnerByULN.js'],
  ['src/soap/fine.ts', '../operations/index.js'],
  ['src/store/fine.ts', 'pg'],
  ['src/contract/fine.ts', 'libxml2-wasm'],
  ['src/http/fine.ts', 'express'],
  ['src/portal/fine.ts', 'express'],
  ['src/tracing/fine.ts', '@opentelemetry/api'],
  ['src/bootstrap.ts', './store/fine.js'],
  ['src/cli/fine.ts', '../bootstrap.js'],
  // The other half of the cycle, which is reported once, at its first file.
  ['src/access/ring-two.ts', './ring-one.js'],
];

const dependencies = [
  'pg',
  'knex',
  'better-sqlite3',
  'libxml2-wasm',
  'express',
  'luxon',
  'xml2js',
  'node-forge',
  'nunjucks',
  'yazl',
  'soap',
  '@opentelemetry/api',
];
const devDependencies = ['chai'];

const Report = z.object({
  summary: z.object({
    violations: z.array(z.object({ from: z.string(), rule: z.object({ name: z.string() }) })),
  }),
});

describe('The rules on what may import what', function () {
  this.timeout(60_000);
  let reported: Set<string>;

  before(async () => {
    const tree = await mkdtemp(join(tmpdir(), 'dependency-rules-'));
    try {
      await plant(tree);
      reported = await cruise(tree);
    } finally {
      await rm(tree, { recursive: true });
    }
  });

  for (const [from, imports, rule] of violations) {
    it(`report ${from} importing ${imports}`, () => {
      expect([...reported]).to.include(`${rule}: ${from}`);
    });
  }

  it('report nothing else', () => {
    const planted = new Set(violations.map(([from]) => from));
    expect([...reported].filter((line) => !planted.has(line.split(': ')[1] ?? ''))).to.deep.equal([]);
  });
});

/** A tree like this project's, whose every module does nothing but import. */
async function plant(tree: string): Promise<void> {
  const versions = (names: readonly string[]) => Object.fromEntries(names.map((name) => [name, '1.0.0']));
  const write = async (file: string, text: string) => {
    await mkdir(dirname(join(tree, file)), { recursive: true });
    await writeFile(join(tree, file), text);
  };
  await write(
    'package.json',
    JSON.stringify({
      type: 'module',
      dependencies: versions(dependencies),
      devDependencies: versions(devDependencies),
    }),
  );
  await write('tsconfig.json', JSON.stringify({ compilerOptions: { module: 'NodeNext', target: 'ES2023' } }));
  for (const name of [...dependencies, ...devDependencies]) {
    await write(
      `node_modules/${name}/package.json`,
      JSON.stringify({ name, version: '1.0.0', main: 'index.js' }),
    );
    await write(`node_modules/${name}/index.js`, '');
  }
  for (const folder of ['domain', 'register', 'contract', 'access', 'store']) {
    await write(`src/${folder}/free.ts`, 'export {};\n');
  }
  await write('test/free.ts', 'export {};\n');
  for (const [from, imports] of [...violations, ...allowed]) await write(from, `import '${imports}';\n`);
}

/** Runs the project's own rules over a tree. Gives `rule: file` for each violation. */
async function cruise(tree: string): Promise<Set<string>> {
  const program = join(repository, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs');
  const rules = join(repository, '.dependency-cruiser.cjs');
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [program, '--config', rules, '--output-type', 'json', 'src'],
    { cwd: tree, maxBuffer: 1 << 26 },
  ).catch((error: unknown) => z.object({ stdout: z.string().min(1) }).parse(error));
  const { violations: found } = Report.parse(JSON.parse(stdout)).summary;
  return new Set(found.map(({ from, rule }) => `${rule.name}: ${from}`));
}
