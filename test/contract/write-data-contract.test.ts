import { expect } from 'chai';
import fc from 'fast-check';
import { externalServiceSpecs } from '../../src/contract/generated/external-service-specs.js';
import { learnerServiceR9Specs } from '../../src/contract/generated/learner-service-r9-specs.js';
import type { LearnerServiceR9Responses } from '../../src/contract/generated/learner-service-r9.js';
import type { OperationSpec, TypeSpec } from '../../src/contract/spec.js';
import {
  dataContractWriter,
  writeExternalServiceResponse,
  writeLearnerServiceR9Response,
} from '../../src/contract/write-data-contract.js';
import { responseOf } from './random-responses.js';
import { compileSchema, complaintsAbout } from './schema-files.js';

const BODY_CHILD = '/*/*[local-name()="Body"]/*';
const services: readonly ['LearnerServiceR9' | 'ExternalService', readonly OperationSpec[]][] = [
  ['LearnerServiceR9', Object.values(learnerServiceR9Specs)],
  ['ExternalService', Object.values(externalServiceSpecs)],
];

for (const [service, specs] of services) {
  describe(`Writing a response of ${service}`, () => {
    const published = compileSchema(service, 'messages.xsd');
    after(() => {
      published.dispose();
    });
    const write = dataContractWriter<Record<string, object>>(
      Object.fromEntries(specs.map((spec) => [spec.name, spec])),
    );

    for (const { name, response } of specs) {
      it(`gives for ${name} what the published schema takes, whatever is in it`, () => {
        fc.assert(
          fc.property(responseOf(response.type), (values) => {
            expect(complaintsAbout(published, write(name, values), BODY_CHILD)).to.deep.equal([]);
          }),
          { numRuns: 200 },
        );
      });
    }
  });
}

const ENVELOPE = '<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body>';
const MODEL = 'xmlns:a="http://api.lrs.qcf.gov.uk/model" xmlns:i="http://www.w3.org/2001/XMLSchema-instance"';

function events(
  getLearnerLearningEventsResult: LearnerServiceR9Responses['GetLearnerLearningEvents']['getLearnerLearningEventsResult'],
): string {
  const xml = writeLearnerServiceR9Response('GetLearnerLearningEvents', {
    ...(getLearnerLearningEventsResult && { getLearnerLearningEventsResult }),
  });
  const start = `${ENVELOPE}<GetLearnerLearningEventsResponse xmlns="http://tempuri.org/"><GetLearnerLearningEventsResult ${MODEL}>`;
  const end = '</GetLearnerLearningEventsResult></GetLearnerLearningEventsResponse></s:Body></s:Envelope>';
  expect(xml.slice(0, start.length)).to.equal(start);
  expect(xml.slice(-end.length)).to.equal(end);
  return xml.slice(start.length, -end.length);
}

describe('The published schema', () => {
  it('does notice a code that comes too late', () => {
    const published = compileSchema('LearnerServiceR9', 'messages.xsd');
    const xml = writeLearnerServiceR9Response('GetOrganisation', {
      getOrganisationResult: { responseCode: 'WSRC0004', displayName: 'A' },
    });
    const late = xml.replace(
      /(<a:ResponseCode>.*<\/a:ResponseCode>)(<a:DisplayName>.*<\/a:DisplayName>)/,
      '$2$1',
    );
    expect(complaintsAbout(published, xml, BODY_CHILD)).to.deep.equal([]);
    expect(complaintsAbout(published, late, BODY_CHILD)).not.to.deep.equal([]);
    published.dispose();
  });
});

describe('The form of a response', () => {
  it('has the code first, and an empty element for a record without events', () => {
    const response = { learnerRecord: {}, incomingUln: '9900001000', foundUln: '', responseCode: 'WSEC0208' };
    expect(events(response)).to.equal(
      '<a:ResponseCode>WSEC0208</a:ResponseCode><a:FoundULN/><a:IncomingULN>9900001000</a:IncomingULN><a:LearnerRecord/>',
    );
  });

  it('has nil for an event\u2019s members that must be there, leaves out the others, and keeps what is empty', () => {
    const event = {
      subject: 'Maths <A>',
      participationEndDate: '',
      id: 7,
      credits: 0n,
      achievementAwardDate: '2058-07-01',
      underDataChallenge: 'N',
    };
    expect(events({ responseCode: 'WSRC0004', learnerRecord: { learningEvent: [event] } })).to.equal(
      '<a:ResponseCode>WSRC0004</a:ResponseCode><a:FoundULN i:nil="true"/><a:IncomingULN i:nil="true"/>' +
        '<a:LearnerRecord><a:LearningEvent>' +
        '<a:AchievementAwardDate>2058-07-01</a:AchievementAwardDate><a:AchievementProviderUkprn i:nil="true"/>' +
        '<a:Credits>0</a:Credits><a:Grade i:nil="true"/><a:ID>7</a:ID><a:Level i:nil="true"/><a:ParticipationEndDate/>' +
        '<a:Source i:nil="true"/><a:Subject>Maths &lt;A&gt;</a:Subject><a:SubjectCode i:nil="true"/>' +
        '<a:UnderDataChallenge>N</a:UnderDataChallenge>' +
        '</a:LearningEvent></a:LearnerRecord>',
    );
  });

  it('has a further prefix for each further namespace, declared where it is first needed', () => {
    const learner = { linkedUlns: { string: ['1000000001', '1000000002'] }, restrictedUse: false, uln: '1' };
    expect(writeLearnerServiceR9Response('LearnerByUln', { learnerByUlnResult: { learner } })).to.equal(
      `${ENVELOPE}<LearnerByUlnResponse xmlns="http://tempuri.org/"><LearnerByUlnResult ${MODEL}>` +
        '<a:FamilyName i:nil="true"/><a:GivenName i:nil="true"/>' +
        '<a:Learner xmlns:b="http://schemas.datacontract.org/2004/07/Amor.Qcf.MIAPModel">' +
        '<b:LinkedUlns xmlns:c="http://schemas.microsoft.com/2003/10/Serialization/Arrays">' +
        '<c:string>1000000001</c:string><c:string>1000000002</c:string></b:LinkedUlns>' +
        '<b:RestrictedUse>false</b:RestrictedUse><b:Uln>1</b:Uln></a:Learner><a:Uln i:nil="true"/>' +
        '</LearnerByUlnResult></LearnerByUlnResponse></s:Body></s:Envelope>',
    );
  });

  it('is a bare code where the description has a bare text', () => {
    const xml = writeLearnerServiceR9Response('UpdateLearnerSubsetFields', {
      updateLearnerSubsetFieldsResult: 'WSRC0006',
    });
    expect(xml).to.equal(
      `${ENVELOPE}<UpdateLearnerSubsetFieldsResponse xmlns="http://tempuri.org/">` +
        '<UpdateLearnerSubsetFieldsResult>WSRC0006</UpdateLearnerSubsetFieldsResult>' +
        '</UpdateLearnerSubsetFieldsResponse></s:Body></s:Envelope>',
    );
  });

  it('of an achievement job leaves out what is not known yet, but for its start', () => {
    const result = { responseCode: 'WSRC0008', jobId: 12, status: 'Waiting', numberOfRecords: 3 } as const;
    const xml = writeExternalServiceResponse('GetAchievementBatchJob', {
      getAchievementBatchJobResult: result,
    });
    expect(xml).to.include(
      `<GetAchievementBatchJobResult ${MODEL}><a:ResponseCode>WSRC0008</a:ResponseCode><a:JobID>12</a:JobID>` +
        '<a:NumberOfRecords>3</a:NumberOfRecords><a:StartDate i:nil="true"/><a:Status>Waiting</a:Status></GetAchievementBatchJobResult>',
    );
  });

  it('gives a share as a number of 32 bits can hold it', () => {
    for (const [share, text] of [
      [200 / 3, '66.66667'],
      [100, '100'],
      [0, '0'],
      [NaN, 'NaN'],
      [-Infinity, '-INF'],
    ] as const) {
      const getAchievementBatchJobResult = { percentageSuccessfulRecords: share };
      expect(
        writeExternalServiceResponse('GetAchievementBatchJob', { getAchievementBatchJobResult }),
      ).to.include(`<a:PercentageSuccessfulRecords>${text}</a:PercentageSuccessfulRecords>`);
    }
  });

  it('stops at a type that lies in more namespaces than there are prefixes', () => {
    const text = { min: 0, max: 1, nillable: true, value: { name: 'string', base: 'string' } } as const;
    const fields = Array.from({ length: 9 }, (_, index) => ({
      ...text,
      name: 'A',
      key: 'a',
      namespace: `urn:${index}`,
    }));
    const inner: TypeSpec = { name: 'Inner', fields };
    const result = {
      min: 0,
      max: 1,
      nillable: true,
      name: 'R',
      key: 'r',
      namespace: 'urn:s',
      type: inner,
    } as const;
    const message = { namespace: 'urn:s', element: 'X', type: { name: 'Outer', fields: [result] } };
    expect(() =>
      dataContractWriter<{ X: object }>({ X: { name: 'X', request: message, response: message } }),
    ).to.throw('more namespaces');
  });
});
