// Which folder of src/ may import which. The table in docs/architecture.md says the same in words;
// test/project/dependency-rules.test.ts plants a violation of each rule to see that it is reported.

/** Folder of src/ -> the folders it may import beside itself. `*` is all of them. */
const mayImport = {
  domain: [],
  register: ['domain'],
  contract: [],
  operations: ['domain', 'register', 'contract'],
  tracing: [],
  soap: ['contract', 'domain', 'operations', 'access', 'tracing'],
  access: ['domain', 'register'],
  store: ['domain', 'register'],
  jobs: ['domain', 'register', 'tracing'],
  'batch-files': ['domain', 'register', 'contract', 'config'],
  http: [
    ...['domain', 'register', 'contract', 'operations', 'soap', 'access', 'jobs', 'exchanges'],
    'tracing',
  ],
  exchanges: ['domain', 'register', 'contract'],
  scenarios: ['domain', 'register', 'contract', 'exchanges'],
  'test-environment': ['domain', 'register', 'contract', 'operations', 'soap', 'access', 'jobs'],
  samples: ['domain', 'register', 'contract', 'soap'],
  client: ['contract'],
  portal: [
    ...['domain', 'register', 'contract', 'operations', 'soap', 'access', 'jobs', 'http'],
    ...['exchanges', 'scenarios', 'test-environment', 'samples', 'config'],
  ],
  cli: ['*'],
};

/** Package -> the only folder that may import it, or the only ones. */
const homes = {
  '(?:knex|better-sqlite3|pg)': 'store',
  'libxml2-wasm': 'contract',
  express: ['http', 'portal'],
  '(?:nunjucks|express-session|csrf-sync|helmet|govuk-frontend)': 'portal',
  yazl: 'samples',
  soap: 'client',
  xml2js: 'batch-files',
  'node-forge': 'access',
  '@opentelemetry/[^/]+': 'tracing',
};

const error = (rule) => ({ severity: 'error', ...rule });

const folderRules = Object.entries(mayImport)
  .filter(([, allowed]) => !allowed.includes('*'))
  .map(([folder, allowed]) =>
    error({
      name: `${folder}-imports`,
      comment: `src/${folder} may import ${allowed.length === 0 ? 'no other folder' : allowed.join(', ')}.`,
      from: { path: `^src/${folder}/` },
      to: { path: '^src/', pathNot: `^src/(?:${[folder, ...allowed].join('|')})/` },
    }),
  );

const packageRules = Object.entries(homes).map(([name, home]) => {
  const folders = [home].flat();
  return error({
    name: `${folders.join('-and-')}-is-the-only-home-of-its-library`,
    comment: `Only src/${folders.join(' and src/')} imports ${name}.`,
    from: { path: '^src/', pathNot: `^src/(?:${folders.join('|')})/` },
    to: { path: `^node_modules/(?:@types/)?${name}/` },
  });
});

module.exports = {
  forbidden: [
    error({ name: 'no-cycles', from: {}, to: { circular: true } }),
    error({
      name: 'no-operation-imports-another',
      comment:
        'Operations are named as in the WSDL, without a hyphen; what two share has a hyphen in its name.',
      from: { path: '^src/operations/', pathNot: '/index\\.ts$' },
      to: { path: '^src/operations/[^/]+/[^/-]+\\.ts$', pathNot: '/index\\.ts$' },
    }),
    error({
      name: 'domain-is-pure',
      comment: 'No input or output, no clock, no chance, no package in src/domain.',
      from: { path: '^src/domain/' },
      to: { dependencyTypes: ['core', 'npm', 'npm-dev'] },
    }),
    ...folderRules,
    ...packageRules,
    error({
      name: 'bootstrap-is-on-top',
      comment: 'Only the command line starts the parts; nothing below reaches up to bootstrap.',
      from: { path: '^src/', pathNot: '^src/(?:cli/|bootstrap\\.ts$)' },
      to: { path: '^src/bootstrap\\.ts$' },
    }),
    error({ name: 'no-unresolvable', from: {}, to: { couldNotResolve: true } }),
    error({
      name: 'no-dev-packages',
      comment: 'What src/ needs belongs in dependencies.',
      from: { path: '^src/' },
      to: {
        dependencyTypes: ['npm-dev'],
        dependencyTypesNot: ['type-only'],
        pathNot: '^node_modules/@types/',
      },
    }),
    error({
      name: 'no-tests-in-sources',
      from: { path: '^src/' },
      to: { path: '^(?:test|bench|scripts)/' },
    }),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
};
