/** Every sample, sent as it is handed out; the answer is the one that it announces. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { expect } from 'chai';
import { createClientAsync } from 'soap';
import { publishedTestData } from '../../src/cli/test-data.js';
import { compileSchema, withDocument } from '../../src/contract/libxml.js';
import {
  createExternalServiceOperations,
  createLearnerServiceOperations,
  createLearnerServiceR9Operations,
} from '../../src/operations/index.js';
import { sampleRequests, sampleServices } from '../../src/samples/sample-requests.js';
import type { SampleRequest } from '../../src/samples/sample.js';
import { temporaryFolder } from '../cli/temporary-folder.js';
import { workOffBatches } from '../messages/work-off-batches.js';
import { post } from '../post.js';
import { runRegister, type RunningRegister } from '../running-register.js';
import {
  download,
  parseHttpFile,
  parsePowerShell,
  parseSoapUiProject,
  sentBySoapUi,
  unzip,
  type Sent,
} from './downloads.js';

const data = publishedTestData();
const callers = {
  provider: data.organisations.learningProvider,
  awarder: data.organisations.awardingOrganisation,
};
const samples = sampleRequests(data, callers);

describe('The ready samples', function () {
  this.timeout(30_000);
  let register: RunningRegister;
  const folder = temporaryFolder();

  before(async () => {
    register = await runRegister({ settings: { batchWorker: 'off' } });
  });

  after(() => register.stop());

  const sampleOf = (name: string, url: string): SampleRequest => {
    const service = /\/(\w+)\.svc$/.exec(url)?.[1];
    const sample = samples.find(
      (each) => each.service === service && [each.name, `${each.name} of ${each.service}`].includes(name),
    );
    if (sample === undefined) throw new Error(`No sample ${name} of ${url}`);
    return sample;
  };

  /** Sends each in turn. Announced answers may come; those of jobs are of no job that is there. */
  const expectAnswers = async (all: readonly Sent[]): Promise<void> => {
    expect(all).to.have.lengthOf(samples.length);
    for (const { name, url, headers, body } of all) {
      expect(url).to.match(new RegExp(`^${register.origin}/`));
      const { answers } = sampleOf(name, url);
      const answer = await post(url, body, { headers });
      expect(answer.status, `${name}: ${answer.body}`).to.equal(200);
      if (answers.length > 0) expect(codesIn(answer.body)[0], name).to.be.oneOf([...answers]);
    }
  };

  it('cover every operation, and know what each needs', () => {
    const nothing = {} as never;
    const operations = {
      LearnerService: createLearnerServiceOperations(nothing, nothing, 'UTC'),
      LearnerServiceR9: createLearnerServiceR9Operations(nothing, 'UTC'),
      ExternalService: createExternalServiceOperations(nothing, 'UTC'),
    };
    for (const service of sampleServices) {
      const all: Readonly<Record<string, 'notSupported' | { readonly right: string }>> = operations[service];
      for (const [name, operation] of Object.entries(all)) {
        const [sample] = samples.filter((each) => each.service === service && each.operation === name);
        const needed =
          operation === 'notSupported' || operation.right === 'none' ? undefined : operation.right;
        expect(sample?.rights[0], name).to.equal(needed);
      }
    }
    expect(new Set(samples.map(({ service, fileName }) => `${service}/${fileName}`)).size).to.equal(
      samples.length,
    );
  });

  it('as scripts for curl: run one after the other, each gets the answer that it announces', async function () {
    if (spawnSync('curl', ['--version']).status !== 0) {
      console.warn('\n  NOT TESTED: the samples for curl. There is no curl here.\n');
      this.skip();
    }
    const files = await unzip(await download(register.origin, '/samples/requests.zip'));
    const scripts = [...files].filter(([path]) => path.endsWith('.sh'));
    expect(scripts).to.have.lengthOf(samples.length);
    let jobId = '';
    for (const [path, script] of scripts) {
      const sample = samples.find(({ service, fileName }) => path === `${service}/${fileName}.sh`);
      if (/^get.*(?:Output|Job)$/i.test(sample?.operation ?? '')) await workOffBatches(register);
      const file = folder.path(path.replaceAll('/', '-'));
      // What the note of the sample tells a person to do.
      writeFileSync(file, script.replace(/(<(?:\w+:)?jobid>)1</i, `$1${jobId}<`));
      // Not spawnSync: the register answers from this process.
      const answer = await run('sh', [file]);
      expect(answer.stderr, path).to.equal('');
      [, jobId = jobId] = /<(?:\w+:)?jobid>(\d+)</i.exec(answer.stdout) ?? [];
      if (sample?.answers.length === 0) expect(answer.stdout, path).to.contain('ViewAuditResult');
      else expect(codesIn(answer.stdout)[0], `${path}: ${answer.stdout}`).to.equal(sample?.answers[0]);
    }
  });

  it('as scripts for PowerShell: read as PowerShell reads them, and sent', async () => {
    const files = await unzip(await download(register.origin, '/samples/requests.zip'));
    const scripts = [...files].filter(([path]) => path.endsWith('.ps1'));
    await expectAnswers(
      scripts.map(([path, script]) => {
        const sample = samples.find(({ service, fileName }) => path === `${service}/${fileName}.ps1`);
        return parsePowerShell(sample?.name ?? '', script);
      }),
    );
  });

  it('as a .http file: variables filled in, and sent', async () => {
    const file = await download(register.origin, '/samples/requests.http');
    await expectAnswers(parseHttpFile(file.toString()));
  });

  it('as a SoapUI project: its structure is that of SoapUI, and its requests are sent', async () => {
    const text = (await download(register.origin, '/samples/soapui-project.xml')).toString();
    const project = await parseSoapUiProject(text);
    expect(project.interface.map(({ $: { bindingName } }) => bindingName)).to.deep.equal([
      '{http://tempuri.org/}BasicHttpBinding_LearnerPortType',
      '{http://tempuri.org/}BasicHttpBinding_ILearnerServiceR9',
      '{http://api.lrs.qcf.gov.uk/services}BasicHttpBinding_IExternalService',
    ]);
    for (const { $: own, definitionCache, endpoints, operation } of project.interface) {
      const served = (
        await download(own.definition.replace(/\/\w+\.svc.*/, ''), new URL(own.definition).pathname + '?wsdl')
      ).toString();
      expect(definitionCache.part.content === served, own.name).to.equal(true);
      expect(definitionCache.$.rootPart).to.equal(own.definition);
      expect(`${endpoints.endpoint}?wsdl`).to.equal(own.definition);
      for (const { call } of operation) expect(call.length).to.be.greaterThan(0);
    }
    await expectAnswers(sentBySoapUi(project));
  });

  it('keep what XML would not carry out of a message, wherever a value stands', async () => {
    const { soapUiProject } = await import('../../src/samples/soapui-project.js');
    const { httpFile } = await import('../../src/samples/http-file.js');
    const odd = { ...callers.provider, userName: "O'Brien & <Sons> ]]>" };
    const same = { provider: odd, awarder: odd };
    const [fromSoapUi] = sentBySoapUi(await parseSoapUiProject(soapUiProject(data, register.origin, same)));
    const [fromHttpFile] = parseHttpFile(httpFile(data, register.origin, same));
    for (const sent of [fromSoapUi, fromHttpFile]) {
      const answer = await post(sent?.url ?? '', sent?.body ?? '');
      expect(codesIn(answer.body)[0], answer.body).to.equal('WSRC0004');
    }
    const entries = await register.store.audit.list({ operation: 'learnerByULN', limit: 100 });
    expect(entries.filter(({ userName }) => userName === odd.userName)).to.have.lengthOf(2);
  });

  describe('as WSDL and schemas', () => {
    before(async () => {
      for (const [path, text] of await unzip(await download(register.origin, '/samples/wsdl.zip'))) {
        mkdirSync(dirname(folder.path(path)), { recursive: true });
        writeFileSync(folder.path(path), text);
      }
    });

    for (const service of sampleServices) {
      it(`are read by a client generator: ${service}`, async () => {
        const client = await createClientAsync(folder.path(`${service}.wsdl`));
        const [ports] = Object.values(client.describe() as Record<string, Record<string, object>>);
        const [operations = {}] = Object.values(ports ?? {});
        const wanted = new Set(
          samples.filter((each) => each.service === service).map(({ operation }) => operation),
        );
        expect(new Set(Object.keys(operations))).to.deep.equal(wanted);
      });

      it(`accept every sample by the strict schemas: ${service}`, () => {
        const schema = compileSchema(folder.path('requests', `envelope-${service}.xsd`));
        for (const { name, message } of samples.filter((each) => each.service === service)) {
          const judged = withDocument(Buffer.from(message), (document) => schema.validate(document));
          expect(judged, name).to.deep.equal({ parsed: true, value: [] });
        }
      });
    }

    it('call the register at the address that the download came from', async () => {
      const client = await createClientAsync(folder.path('LearnerServiceR9.wsdl'));
      const methods = client as unknown as Record<string, (request: object) => Promise<readonly unknown[]>>;
      const { organisationRef, orgPassword, userName } = callers.provider;
      const invokingOrganisation = { Password: orgPassword, Reference: organisationRef, Username: userName };
      const [answer] =
        (await methods['GetOrganisationAsync']?.({ invokingOrganisation, orgRef: 'TSTAO1' })) ?? [];
      expect(answer).to.have.nested.property('GetOrganisationResult.OrgRef', 'TSTAO1');
    });
  });
});

function codesIn(message: string): readonly string[] {
  return Array.from(message.matchAll(/\b(?:WSRC|WSEC)\d{4}\b/g), ([code]) => code);
}

async function run(program: string, args: readonly string[]): Promise<{ stdout: string; stderr: string }> {
  const { execFile } = await import('node:child_process');
  const { promisify } = await import('node:util');
  return promisify(execFile)(program, args);
}
