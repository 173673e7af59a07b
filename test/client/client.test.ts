/** The typed clients, each operation over real HTTP. */
import { expect } from 'chai';
import { publishedTestData } from '../../src/cli/test-data.js';
import {
  ExternalServiceClient,
  LearnerServiceClient,
  LearnerServiceR9Client,
  RegisterFault,
  type ClientOptions,
} from '../../src/client/index.js';
import { workOffBatches } from '../messages/work-off-batches.js';
import { runRegister, type RunningRegister } from '../running-register.js';

const { organisations, learners, achievement } = publishedTestData();
const { exact, linked, noMatch, notShared } = learners;

describe('The typed client', () => {
  let register: RunningRegister;
  let learner: LearnerServiceClient;
  let record: LearnerServiceR9Client;
  let external: ExternalServiceClient;

  before(async () => {
    register = await runRegister({ settings: { batchWorker: 'off' } });
    const provider: ClientOptions = { address: register.origin, ...organisations.learningProvider };
    learner = new LearnerServiceClient(provider);
    record = new LearnerServiceR9Client(provider);
    external = new ExternalServiceClient({ address: register.origin, ...organisations.awardingOrganisation });
  });

  after(async () => {
    for (const client of [learner, record, external]) client.close();
    await register.stop();
  });

  describe('of LearnerService', () => {
    it('finds a learner by ULN, with every field as its type says', async () => {
      const { uln, familyName, givenName } = exact;
      const found = await learner.learnerByULN({ findType: 'FUL', uln, familyName, givenName });
      expect(found.responseCode).to.equal('WSRC0004');
      expect(found.learner).to.have.lengthOf(1);
      expect(found.learner?.[0]).to.deep.include({
        createdDate: '2018-09-03',
        uln,
        dateOfBirth: exact.dateOfBirth,
        lastKnownPostCode: exact.lastKnownPostCode,
        abilityToShare: '1',
        versionNumber: 1,
      });
    });

    it('gives the code alone for FindType CHK', async () => {
      const { uln, familyName, givenName } = exact;
      expect(await learner.learnerByULN({ findType: 'CHK', uln, familyName, givenName })).to.deep.equal({
        responseCode: 'WSRC0004',
        uln,
        familyName,
        givenName,
      });
    });

    it('reads lists of texts, blanks at both ends of a text, line ends and markup', async () => {
      const master = { uln: '9900001396', familyName: 'Mastersworth', givenName: 'Katarzyna' };
      const found = await learner.learnerByULN({ findType: 'FUL', ...master });
      expect(found.learner?.[0]?.linkedUlns).to.deep.equal({
        uln: ['9900001418', '9900001426', '9900001434'],
      });
      const linebreak = { uln: '9900002562', familyName: 'Linebreak', givenName: 'Linda' };
      const { learner: lines } = await learner.learnerByULN({ findType: 'FUL', ...linebreak });
      expect(lines?.[0]?.notes).to.equal(
        'First line.\nSecond line with <angle brackets>, an ampersand & "quotes".\n\tThird, after a tab, with an astral sign: 𝄞.',
      );
      const blank = { uln: '9900002589', familyName: 'Blanksample', givenName: 'Trail' };
      const { learner: blanks } = await learner.learnerByULN({ findType: 'FUL', ...blank });
      expect(blanks?.[0]).to.include({ schoolAtAge16: 'Samplean ', placeOfBirth: 'Fictionham ' });
    });

    it('finds by demographics, registers who was not found, and updates', async () => {
      const { uln: _, ...person } = noMatch;
      const wanted = { ...person, familyName: 'Typedson', gender: '1' } as const;
      const searched = await learner.learnerByDemographics({ findType: 'FUL', ...wanted });
      expect(searched.responseCode).to.equal('WSRC0001');
      const details = {
        ...wanted,
        verificationType: '2',
        abilityToShare: '1',
        notes: 'Fish & <chips>',
      } as const;
      const registered = await learner.registerSingleLearner({ learner: details });
      expect(registered.responseCode).to.equal('WSRC0005');
      const { uln = '' } = registered;
      expect(uln).to.match(/^\d{10}$/);
      const changed = { ...details, title: 'Mr', uln, versionNumber: 1 };
      expect(await learner.updateSingleLearner({ learner: changed })).to.deep.equal({
        responseCode: 'WSRC0006',
      });
      const { givenName, familyName } = wanted;
      const found = await learner.learnerByULN({ findType: 'FUL', uln, familyName, givenName });
      expect(found.learner?.[0]).to.include({ title: 'Mr', notes: 'Fish & <chips>', versionNumber: 2 });
    });

    it('verifies, and tells which details differ', async () => {
      const { uln, familyName, givenName } = learners.notVerified;
      const { verifiedLearner } = await learner.verifyLearner({
        learnerToVerify: { uln, familyName, givenName },
      });
      expect(verifiedLearner?.responseCode).to.equal('WSRC0003');
      expect(verifiedLearner?.failureFlag).to.have.members(['FAMILY_NAME', 'GIVEN_NAME']);
    });

    it('retrieves ULNs', async () => {
      const asked = [exact.uln, linked.uln, noMatch.uln];
      const { retrievedUlns } = await learner.retrieveULNs({ ulnsToRetrieve: { uln: asked } });
      expect(retrievedUlns?.verifiedUln?.map(({ responseCode }) => responseCode)).to.deep.equal([
        'WSRC0004',
        'WSRC0022',
        'WSRC0001',
      ]);
      expect(retrievedUlns?.verifiedUln?.[1]?.masterUln).to.equal(linked.masterUln);
    });

    it('hands in a batch of learners and collects it, the number of the job being a bigint', async () => {
      const person = {
        givenName: 'Bertram',
        familyName: 'Batchson',
        dateOfBirth: '2006-01-31',
        gender: '1',
      } as const;
      const one = { ...person, lastKnownPostCode: 'ZT42 7QQ', verificationType: '2' } as const;
      const { jobId, responseCode } = await learner.submitBatchRegistration({
        jobType: 'FUL',
        learnerRecordCount: 1,
        learner: [{ ...one, misIdentifier: 'A-1', abilityToShare: '1' }],
      });
      expect(responseCode).to.match(/^WSRC/);
      expect(jobId).to.be.a('bigint');
      expect((await learner.getBatchRegistrationOutput({ jobId })).jobStatus).to.not.equal(undefined);
      await workOffBatches(register);
      const done = await learner.getBatchRegistrationOutput({ jobId });
      expect(done).to.include({ newLearnersCount: 1, rejectedLearnersCount: 0 });
      expect(done.learner?.[0]).to.include({ misIdentifier: 'A-1', returnCode: 'RC001' });
    });

    it('hands in a batch to verify and collects it', async () => {
      const { uln, familyName, givenName } = exact;
      const { jobId } = await learner.submitVerifyBatch({
        learnerRecordCount: 1,
        learner: [{ misIdentifier: 'B-1', uln, familyName, givenName }],
      });
      await workOffBatches(register);
      const { verifiedLearner } = await learner.getVerifyBatchOutput({ jobId });
      expect(verifiedLearner).to.have.lengthOf(1);
      expect(verifiedLearner?.[0]).to.include({
        misIdentifier: 'B-1',
        responseCode: 'WSRC0004',
        searchedUln: uln,
      });
    });
  });

  describe('of LearnerServiceR9', () => {
    const { uln, familyName, givenName } = exact;

    it('finds a learner with numbers, truths and times as their types say', async () => {
      const found = await record.learnerByUln({ findType: 'FUL', uln, familyName, givenName });
      expect(found).to.include({ responseCode: 'WSRC0004', uln });
      expect(found.learner).to.include({ abilityToShare: 1, versionNumber: 1, gender: 2 });
      expect(found.learner?.dateOfBirth)
        .to.be.a('string')
        .and.match(/^2004-04-12/);
    });

    it('reads learning events', async () => {
      const answer = await record.getLearnerLearningEvents({ uln, familyName, givenName, getType: 'FULL' });
      expect(answer).to.include({ responseCode: 'WSRC0004', foundUln: uln, incomingUln: uln });
      const events = answer.learnerRecord?.learningEvent ?? [];
      expect(events).to.have.lengthOf(8);
      expect(events.every(({ id }) => typeof id === 'number')).to.equal(true);
      expect(events.some(({ credits }) => typeof credits === 'bigint')).to.equal(true);
      // An empty element is a text, a nil one is absent.
      expect(events.find(({ source }) => source === 'NPD')?.participationStartDate).to.equal('');
    });

    it('changes what a learner may change, and tells who looked', async () => {
      const asked = { learnerUln: uln, learnerGivenName: givenName, learnerFamilyName: familyName, page: 1 };
      const audit = await record.viewAudit(asked);
      expect(audit.totalItems).to.be.greaterThan(0);
      expect(audit.list?.plrAccessEntryResponse?.[0]).to.have.keys(
        'action',
        'dateTime',
        'organisation',
        'user',
      );
      const fields = { abilityToShare: 'FPNSeenShareData', emailAddress: 'typed@client.test' } as const;
      expect(await record.updateLearnerSubsetFields({ uln, versionNumber: 1, ...fields })).to.equal(
        'WSRC0006',
      );
    });

    it('tells about an organisation', async () => {
      const answer = await record.getOrganisation({ orgRef: 'TSTAO1' });
      expect(answer).to.include({ orgRef: 'TSTAO1', ukprn: '90000002', displayName: 'Imaginary Awards' });
    });

    it('says what a fault of this service says', async () => {
      const { uln: number, familyName: family, givenName: given } = notShared;
      const asked = { uln: number, familyName: family, givenName: given, getType: 'FULL' } as const;
      expect((await record.getLearnerLearningEvents(asked)).responseCode).to.equal('WSEC0206');
      const fault = await faultOf(record.getOrganisation({ orgRef: 'too long for a reference' }));
      expect(fault).to.include({ code: 'WSEC0001', operation: 'GetOrganisation', httpStatus: 500 });
      expect(fault.description).to.not.match(/WSEC/);
      expect(fault.furtherDetails).to.match(/orgRef/);
    });
  });

  describe('of ExternalService', () => {
    it('submits achievements and collects what became of them', async () => {
      const { uln, familyName, givenName, dateOfBirth, gender, lastKnownPostCode } = exact;
      const { jobId = 0, responseCode } = await external.submitAchievementBatchJob({
        submissionType: achievement.submissionType,
        emailAddress: achievement.emailAddress,
        achievements: {
          achievement: [
            {
              action: achievement.action,
              actionDate: '2022-08-20T00:00:00',
              achievementAwardDate: `${achievement.awardDate}T00:00:00`,
              dateofBirth: `${dateOfBirth}T00:00:00`,
              familyName,
              givenName,
              gender: Number(gender),
              grade: achievement.grade,
              languageForAssessment: achievement.languageForAssessment,
              learnerPostcode: lastKnownPostCode,
              providerUkprn: achievement.providerUkprn,
              uln,
              unitOrQualificationReferenceNumber: achievement.qualification,
            },
          ],
        },
      });
      expect(responseCode).to.match(/^WSRC/);
      await workOffBatches(register);
      const done = await external.getAchievementBatchJob({ jobId });
      expect(done).to.include({
        jobId,
        numberOfRecords: 1,
        achievementsCreated: 1,
        percentageSuccessfulRecords: 100,
      });
      expect(done.status).to.equal('Successful');
    });
  });
});

async function faultOf(call: Promise<unknown>): Promise<RegisterFault> {
  const error = await call.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  expect(error).to.be.instanceOf(RegisterFault);
  return error as RegisterFault;
}
