import { expect } from 'chai';
import type { Uln } from '../../../src/domain/uln.js';
import {
  achievement,
  achievementsOnStore,
  awarder,
  college,
  diploma,
  gone,
  linked,
  master,
  of,
  others,
  tess,
  unit,
  vague,
  type AchievementsOnStore,
} from './achievements-on-store.js';

for (const kind of ['sqlite', 'postgres'] as const) {
  describe(`Achievements of a job (${kind})`, function () {
    this.timeout(60_000);
    let on: AchievementsOnStore;

    beforeEach(async () => {
      on = await achievementsOnStore(kind);
    });

    const live = (...ulns: Uln[]) => on.store.events.liveEvents(ulns);
    const codes = async (...given: Parameters<AchievementsOnStore['done']>): Promise<readonly string[]> =>
      (await on.done(...given)).map(({ code }) => code);

    it('become events of the learner, with what the catalogue and the register know', async () => {
      expect(await on.done([achievement({ misIdentifier: 'M-1' })])).to.deep.equal([
        { code: 'A001', uln: tess.uln },
      ]);
      const [event, more] = await live(tess.uln);
      expect(more).to.equal(undefined);
      expect(event).to.deep.include({
        source: 'AO',
        reference: 'TSTAO1:90000011:2022-08-18',
        ownerRef: 'TSTAO1',
        misIdentifier: 'M-1',
        credits: 0,
        version: 1,
        recorded: {
          achievementAwardDate: '2022-08-18',
          achievementProviderName: 'Fictional Park College',
          achievementProviderUkprn: '90000001',
          awardingOrganisationName: 'Imaginary Awards',
          awardingOrganisationUkprn: '90000002',
          grade: 'A',
          languageForAssessment: 'English',
          level: 'Level 3',
          qualificationType: 'GCE A Level',
          status: 'F',
          subject: 'Imaginary Diploma',
          subjectCode: '900/0001/1',
        },
      });
    });

    it('of units are of the source QCFU, and may say little', async () => {
      const little = achievement({
        unitOrQualificationReferenceNumber: 't9001001',
        grade: '',
        languageForAssessment: '',
        providerUkprn: '',
      });
      expect(await codes([little], 'P')).to.deep.equal(['A001']);
      const [event] = await live(tess.uln);
      expect(event).to.deep.include({ source: 'QCFU', credits: 2 });
      expect(event?.recorded).to.deep.equal({
        achievementAwardDate: '2022-08-18',
        achievementProviderName: '',
        achievementProviderUkprn: '',
        awardingOrganisationName: 'Imaginary Awards',
        awardingOrganisationUkprn: '90000002',
        level: 'Entry Level',
        qualificationType: '',
        status: 'P',
        subject: 'Unit 1',
        subjectCode: 'T/900/1001',
      });
    });

    it('are created, updated, withdrawn, reinstated and made final, one after another within a job', async () => {
      const one = achievement({ misIdentifier: 'M-1' });
      const steps = [
        one,
        { ...one, action: '2', grade: 'B' },
        { ...one, action: '3' },
        { ...one, action: '2', grade: 'C' },
        { ...one, action: '4' },
        { ...one, action: '2', achievementAwardDate: '2022-08-19T00:00:00' },
      ];
      expect(await codes(steps, 'P')).to.deep.equal(['A001', 'A002', 'A004', 'B010', 'A005', 'A002']);
      expect(
        await codes([{ ...one, achievementAwardDate: '2022-08-19T00:00:00', grade: 'B' }]),
      ).to.deep.equal(['A003']);
      const [event] = await live(tess.uln);
      expect(event).to.deep.include({ version: 6, reference: 'TSTAO1:90000011:2022-08-18' });
      expect(event?.recorded).to.deep.include({
        status: 'F',
        grade: 'B',
        achievementAwardDate: '2022-08-19',
      });
      const history = await on.store.events.history(tess.uln, event?.eventId ?? 0);
      expect(history.map(({ change }) => change)).to.deep.equal([
        'updated',
        'withdrawn',
        'reinstated',
        'updated',
        'promoted',
      ]);
    });

    it('that are withdrawn are shown to nobody, and are there again once reinstated', async () => {
      await on.done([achievement()]);
      expect(await codes([achievement({ action: '3' })])).to.deep.equal(['A004']);
      expect(await live(tess.uln)).to.deep.equal([]);
      expect(await codes([achievement({ action: '4' })])).to.deep.equal(['A005']);
      expect(await live(tess.uln)).to.have.length(1);
    });

    it('of a linked learner count as the master’s, and stay with the record they came for', async () => {
      expect(await codes([achievement(of(linked))])).to.deep.equal(['A001']);
      expect(await codes([achievement(of(master))])).to.deep.equal(['B008']);
      expect(
        await codes([achievement({ ...of(master), uln: linked.uln, action: '2', grade: 'C' })]),
      ).to.deep.equal(['A002']);
      const [event, more] = await live(master.uln, linked.uln);
      expect(more).to.equal(undefined);
      expect(event).to.deep.include({ uln: linked.uln });
    });

    it('of both records of a learner in one job are handled one after another', async () => {
      const both = [
        achievement(of(linked)),
        achievement(of(master)),
        achievement({ ...of(master), action: '3' }),
      ];
      expect(await codes(both)).to.deep.equal(['A001', 'B008', 'A004']);
    });

    it('are refused with the code of what is wrong with the learner', async () => {
      const records = [
        achievement({ uln: '0000000000' }),
        achievement({ uln: '1000000012' }),
        achievement({ uln: '9000000008' }),
        achievement(of(gone)),
        achievement({ familyName: 'Somebody' }),
        achievement({ dateofBirth: '2004-02-28T00:00:00' }),
        achievement({ gender: '1' }),
        achievement({ ...of(vague), gender: '1' }),
        achievement({ dateofBirth: '2004-02-29T00:00:00+01:00', gender: '2' }),
      ];
      expect(await codes(records)).to.deep.equal([
        'L001',
        'L002',
        'L003',
        'L003',
        'L004',
        'L005',
        'L006',
        'A001',
        'A001',
      ]);
    });

    it('are refused with the code of the rule that they break', async () => {
      const records = [
        achievement({ achievementAwardDate: '2039-01-01' }),
        achievement({ achievementAwardDate: '2004-02-28', dateofBirth: '2004-02-29T00:00:00' }),
        achievement({ unitOrQualificationReferenceNumber: '999/9999/9' }),
        achievement({ unitOrQualificationReferenceNumber: others.reference }),
        achievement({ achievementAwardDate: '2015-08-31' }),
        achievement({ grade: 'a' }),
        achievement({ grade: '' }),
        achievement({ languageForAssessment: 'Irish' }),
        achievement({ action: '2' }),
        achievement({ action: '3' }),
        achievement({ action: '4' }),
        achievement(),
        achievement(),
        achievement({ action: '4' }),
      ];
      expect(await codes(records)).to.deep.equal([
        'B001',
        'B002',
        'B003',
        'B004',
        'B005',
        'B006',
        'B006',
        'B007',
        'B009',
        'B009',
        'B009',
        'A001',
        'B008',
        'B011',
      ]);
    });

    it('are changed by their owner alone', async () => {
      await on.done([achievement()]);
      const rival = { ...awarder, organisationRef: 'TSTAO2', ukprn: '90000003', name: 'Rival Awards' };
      await on.store.organisations.add(rival, 'no password');
      for (const action of ['2', '3', '4']) {
        expect(await codes([achievement({ action })], 'F', rival)).to.deep.equal(['B004']);
      }
      await on.store.qualifications.store([{ ...diploma, awardingOrganisationRef: 'TSTAO2' }]);
      for (const action of ['2', '3', '4']) {
        expect(await codes([achievement({ action })], 'F', rival)).to.deep.equal(['B009']);
      }
      expect((await live(tess.uln))[0]?.version).to.equal(1);
    });

    it('never become provisional once they are final', async () => {
      await on.done([achievement()]);
      const records = [achievement(), achievement({ action: '2', grade: 'B' })];
      expect(await codes(records, 'P')).to.deep.equal(['B008', 'B012']);
      expect((await live(tess.uln))[0]?.recorded).to.include({ status: 'F', grade: 'A' });
    });

    it('that say what is recorded already are counted, and write nothing', async () => {
      await on.done([achievement()]);
      expect(await codes([achievement({ action: '2' })])).to.deep.equal(['A002']);
      expect((await live(tess.uln))[0]?.version).to.equal(1);
    });

    it('with an identifier are found by it, so that the award date can be put right', async () => {
      const [first, second] = [
        achievement({ misIdentifier: 'M-1' }),
        achievement({ misIdentifier: 'M-2', achievementAwardDate: '2021-08-18' }),
      ];
      expect(await codes([first, second])).to.deep.equal(['A001', 'A001']);
      const corrected = { ...first, action: '2', achievementAwardDate: '2020-08-18' };
      const clashing = { ...first, action: '2', achievementAwardDate: '2021-08-18' };
      expect(await codes([corrected, clashing])).to.deep.equal(['A002', 'B008']);
      // The date of the first is free again, and so is a reference with it.
      expect(await codes([achievement({ misIdentifier: 'M-3' })])).to.deep.equal(['A001']);
      const references = (await live(tess.uln)).map(({ reference }) => reference);
      expect(references).to.deep.equal([
        'TSTAO1:90000011:2022-08-18',
        'TSTAO1:90000011:2021-08-18',
        'TSTAO1:90000011:2022-08-18:2',
      ]);
    });

    it('are handled once each, whatever the size of the chunks', async () => {
      const records = Array.from({ length: 60 }, (_, at) =>
        achievement({
          ...of(at % 2 === 0 ? tess : vague),
          achievementAwardDate: `20${String(16 + (at % 6))}-07-01`,
          unitOrQualificationReferenceNumber: at % 3 === 0 ? unit.reference : diploma.reference,
          action: at % 5 === 4 ? '3' : '1',
        }),
      );
      await on.submit(records);
      const results = await on.workOff(7);
      const other = await achievementsOnStore(kind);
      await other.submit(records);
      expect(results).to.deep.equal(await other.workOff(1000));
      expect(results).to.have.length(60);
    });

    it('are in the audit with the learner, the outcome and the submitter', async () => {
      await on.done([achievement(), achievement({ familyName: 'Somebody' }), achievement({ action: '9' })]);
      const entries = await on.store.audit.list({ uln: tess.uln, limit: 10 });
      expect(
        entries.map(({ operation, outcome, organisationRef }) => [operation, outcome, organisationRef]),
      ).to.have.deep.members([
        ['SubmitAchievementBatchJob', 'A001', 'TSTAO1'],
        ['SubmitAchievementBatchJob', 'L004', 'TSTAO1'],
      ]);
    });

    it('are created once when two jobs bring the same at the same time', async () => {
      const records = [achievement(), achievement(of(vague)), achievement({ ...of(master), grade: 'B' })];
      await on.submit(records);
      await on.submit(records);
      const results = (await Promise.all([on.workOff(), on.workOff()])).flat().map(({ code }) => code);
      expect(results.toSorted()).to.deep.equal(['A001', 'A001', 'A001', 'B008', 'B008', 'B008']);
      expect(await live(tess.uln, vague.uln, master.uln)).to.have.length(3);
    });

    it('are created once when two jobs bring the same for two records of one person', async () => {
      const dates = Array.from({ length: 12 }, (_, at) => `20${16 + (at % 8)}-0${1 + (at % 9)}-01`);
      const bring = (who: typeof linked) =>
        dates.map((date) => achievement({ ...of(who), achievementAwardDate: date }));
      await on.submit(bring(linked));
      await on.submit(bring(master));
      const results = (await Promise.all([on.workOff(3), on.workOff(3)])).flat().map(({ code }) => code);
      expect(results.toSorted()).to.deep.equal([...dates.map(() => 'A001'), ...dates.map(() => 'B008')]);
      expect(await live(master.uln, linked.uln)).to.have.length(dates.length);
    });

    it('name the provider as the register knows it, and not at all when it does not', async () => {
      const unknown = achievement({ ...of(vague), providerUkprn: '10000000' });
      await on.done([achievement(), unknown]);
      const names = (await live(tess.uln, vague.uln)).map(({ recorded }) => recorded.achievementProviderName);
      expect(names).to.deep.equal([college.name, '']);
    });
  });
}
