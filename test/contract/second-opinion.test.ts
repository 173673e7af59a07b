import { spawnSync } from 'node:child_process';
import { expect } from 'chai';
import { validateXML } from 'xsd-schema-validator';
import {
  writeExternalServiceResponse,
  writeLearnerServiceR9Response,
} from '../../src/contract/write-data-contract.js';
import { envelope, sampleBodies } from './requests.js';
import { repositoryPath } from './schema-files.js';

const java = spawnSync('java', ['-version']).status === 0;
const compiler = spawnSync('javac', ['-version']).status === 0;

describe('A second validator (Xerces, by xsd-schema-validator)', function () {
  this.timeout(60_000);
  if (!java) {
    console.warn('    NOT RUN: there is no Java here, so only libxml2 has judged the schemas.');
    it.skip('needs Java');
    return;
  }

  before(() => {
    // The package brings its helper compiled for a newer Java than many machines have.
    if (!compiler) return;
    const made = spawnSync(process.execPath, [
      repositoryPath('node_modules/xsd-schema-validator/lib/post-install.js'),
    ]);
    expect(made.status, String(made.stderr)).to.equal(0);
  });

  const schema = repositoryPath('wsdl/requests/envelope-LearnerService.xsd');

  it('compiles the request schemas and takes a request of each operation', async () => {
    const messages = Object.values(sampleBodies).map((body) => envelope(body));
    for (const message of messages) expect(await validateXML(message, schema)).to.include({ valid: true });
  });

  it('refuses an empty given name in the words that faults use', async () => {
    const body = sampleBodies.learnerByULN.replace(/<GivenName>.*?<\/GivenName>/, '<GivenName/>');
    const outcome = await validateXML(envelope(body), schema).catch((error: unknown) => error);
    expect(outcome).to.be.instanceOf(Error);
    expect(String(outcome)).to.include("for type 'MIAPNameNonEmpty'");
  });

  it('compiles the request schemas of the other two services, and refuses a day that is no dateTime', async () => {
    const submitted = (date: string): string =>
      envelope(
        '<SubmitAchievementBatchJob xmlns="http://api.lrs.qcf.gov.uk/services"><achievements>' +
          `<Achievement><ActionDate>${date}</ActionDate></Achievement></achievements></SubmitAchievementBatchJob>`,
      );
    const external = repositoryPath('wsdl/requests/envelope-ExternalService.xsd');
    expect(await validateXML(submitted('2024-02-29T00:00:00'), external)).to.include({ valid: true });
    const outcome = await validateXML(submitted('2024-08-15'), external).catch((error: unknown) => error);
    expect(String(outcome))
      .to.include("Value '2024-08-15' is not facet-valid")
      .and.include('AchievementDateTime');

    const asked = '<GetOrganisation xmlns="http://tempuri.org/"><userType>ORG</userType></GetOrganisation>';
    const r9 = repositoryPath('wsdl/requests/envelope-LearnerServiceR9.xsd');
    expect(await validateXML(envelope(asked), r9)).to.include({ valid: true });
  });

  it('takes what the other two services publish as schemas', async () => {
    const written = [
      [
        'LearnerServiceR9',
        writeLearnerServiceR9Response('LearnerByUln', {
          learnerByUlnResult: { learner: { linkedUlns: { string: ['1'] } } },
        }),
      ],
      [
        'ExternalService',
        writeExternalServiceResponse('GetAchievementBatchJob', {
          getAchievementBatchJobResult: { status: 'Waiting' },
        }),
      ],
    ] as const;
    for (const [service, message] of written) {
      const body = message.replace(/^.*<s:Body>|<\/s:Body>.*$/g, '');
      const schema = repositoryPath(`wsdl/${service}/messages.xsd`);
      expect(await validateXML(body, schema), body).to.include({ valid: true });
    }
  });

  it('takes what was published as schemas, too', async () => {
    const response =
      '<m:UpdateLearnerResponse xmlns:m="http://api.lrs.miap.gov.uk/regmsg"><ResponseCode>WSRC0008</ResponseCode></m:UpdateLearnerResponse>';
    expect(await validateXML(response, repositoryPath('wsdl/LearnerService/regmsg.xsd'))).to.include({
      valid: true,
    });
  });
});
