/** What README.md and docs/getting-started.md tell a reader to run works, in the order of the page. */
import { expect } from 'chai';
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { publishedTestData, type PublishedLearner } from '../../src/cli/test-data.js';
import { learnerServiceSpecs } from '../../src/contract/generated/learner-service-specs.js';
import { workOffBatches } from '../messages/work-off-batches.js';
import { runRegister, type RunningRegister } from '../running-register.js';
import { readPage, sectionOf, tableOf } from './page.js';

const address = 'http://127.0.0.1:8080/LearnerService.svc';
const readme = readPage('README.md');
const page = readPage('docs/getting-started.md');

describe('README.md and docs/getting-started.md', () => {
  let register: RunningRegister;

  before(async () => {
    register = await runRegister();
  });

  after(() => register.stop());

  it('finds the learner of the first request', async () => {
    for (const { text } of [readme, page]) {
      const [envelope = ''] = envelopesOf(text);
      const { status, body } = await register.send(envelope, { 'Content-Type': 'text/xml' });
      expect(status).to.equal(200);
      expect(body).to.include('<ResponseCode>WSRC0004</ResponseCode>').and.include('<ULN>9900001000</ULN>');
    }
  });

  it('finds nobody, registers, and is refused the second time', async () => {
    const [, find = '', registration = ''] = envelopesOf(page.text);
    expect(codeOf((await register.send(find)).body)).to.equal('WSRC0001');
    expect(codeOf((await register.send(registration)).body)).to.equal('WSRC0005');
    expect(codeOf((await register.send(registration)).body)).to.equal('WSRC0021');
  });

  it('submits a batch, which finds the one learner and registers the other', async () => {
    const batch = envelopesOf(page.text)[3] ?? '';
    const answer = await register.send(batch);
    expect(codeOf(answer.body)).to.equal('WSRC0007');
    const jobId = BigInt(/<JobID>(\d+)<\/JobID>/.exec(answer.body)?.[1] ?? '0');
    await workOffBatches(register);
    const results = await register.store.batches.results(jobId, -1, 10);
    expect(results.map(({ result }) => result.code)).to.deep.equal(['RC002', 'RC001']);
  });

  it('lists the published organisations as they are', () => {
    const rows = tableOf(sectionOf(page, 'Test data'), 'Organisation').map(([, ...cells]) =>
      cells.slice(0, 3),
    );
    const published = Object.values(publishedTestData().organisations);
    expect(rows).to.deep.equal(
      published.map(({ organisationRef, ukprn, orgPassword }) => [organisationRef, ukprn, orgPassword]),
    );
  });

  for (const [name = '', uln = '', ask = '', answer = ''] of tableOf(
    sectionOf(page, 'Test data'),
    'Learner',
  )) {
    it(`says rightly what is answered about the learner "${name}"`, async () => {
      const learners: Readonly<Record<string, PublishedLearner>> = publishedTestData().learners;
      const learner = learners[name];
      expect(learner?.uln).to.equal(uln);
      if (learner === undefined) return;
      const code = /^WSRC\d{4}/.exec(answer)?.[0];
      const asked = [
        ...(/by ULN|by either/.test(ask) ? [byUln(learner)] : []),
        ...(/demographics|by either/.test(ask) ? [byDemographics(learner)] : []),
        ...(ask === 'verifyLearner' ? [verification(learner)] : []),
      ];
      expect(asked).not.to.have.length(0);
      for (const envelope of asked) expect(codeOf((await register.send(envelope)).body)).to.equal(code);
    });
  }

  for (const client of ['node-soap', 'strong-soap']) {
    it(`has a snippet for ${client} that runs as it stands`, async function () {
      this.timeout(30_000);
      const snippet = page.fences.find(({ info }) => info === `js ${client}`)?.text ?? '';
      expect(snippet).to.include(address);
      expect(await run(snippet.replaceAll(address, register.url))).to.equal('WSRC0004 1\n');
    });
  }
});

/** The bodies of the curl commands. */
function envelopesOf(text: string): readonly string[] {
  return [...text.matchAll(/^curl [^\n]*<<'XML'\n(.*?)^XML$/gms)].map(([, envelope = '']) => envelope);
}

function codeOf(body: string): string | undefined {
  return /<ResponseCode>(\w+)<\/ResponseCode>/.exec(body)?.[1];
}

/** Runs a module beside this file, so that it finds the packages, and gives what it prints. */
async function run(module: string): Promise<string> {
  const folder = mkdtempSync(fileURLToPath(new URL('./snippet-', import.meta.url)));
  try {
    const file = join(folder, 'snippet.mjs');
    writeFileSync(file, module);
    return (await promisify(execFile)(process.execPath, [file])).stdout;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function byUln(learner: PublishedLearner): string {
  const { uln, familyName, givenName } = learner;
  return envelope('learnerByULN', { ULN: uln, FamilyName: familyName, GivenName: givenName }, 'FUL');
}

function byDemographics(learner: PublishedLearner): string {
  const { familyName, givenName, dateOfBirth, gender, lastKnownPostCode } = learner;
  const fields = { FamilyName: familyName, GivenName: givenName, DateOfBirth: dateOfBirth, Gender: gender };
  return envelope('learnerByDemographics', { ...fields, LastKnownPostCode: lastKnownPostCode }, 'FUL');
}

function verification(learner: PublishedLearner): string {
  const { uln, familyName, givenName } = learner;
  const fields = { ULN: uln, FamilyName: familyName, GivenName: givenName };
  return envelope('verifyLearner', { LearnerToVerify: elements(fields) });
}

type BuiltOperation = 'learnerByULN' | 'learnerByDemographics' | 'verifyLearner';

function envelope(
  operation: BuiltOperation,
  fields: Readonly<Record<string, string>>,
  findType?: 'FUL',
): string {
  const { namespace, element } = learnerServiceSpecs[operation].request;
  const { ukprn, orgPassword, userName } = publishedTestData().organisations.learningProvider;
  const head = elements({ UKPRN: ukprn, OrgPassword: orgPassword, UserName: userName });
  const first = findType === undefined ? '' : elements({ FindType: findType });
  const body = `<q:${element} xmlns:q="${namespace}">${first}${head}${elements(fields)}</q:${element}>`;
  return `<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body>${body}</s:Body></s:Envelope>`;
}

/** Values of the published data need no escaping. */
function elements(fields: Readonly<Record<string, string>>): string {
  return Object.entries(fields)
    .map(([name, value]) => `<${name}>${value}</${name}>`)
    .join('');
}
