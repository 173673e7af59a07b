/** What a product does that passes: for each scenario, the requests that its text asks for. */
import { published, valueOf, type Fields, type ScriptedClient, type Told } from './scripted-client.js';

export type Script = (client: ScriptedClient) => Promise<unknown>;
/** By the id of the scenario, in an order in which none spoils another. */
export type Scripts = Readonly<Record<string, Script>>;

type LearnerKey = keyof typeof published.learners;

const five = (key: LearnerKey): Fields => {
  const { familyName, givenName, dateOfBirth, gender, lastKnownPostCode } = published.learners[key];
  return {
    FamilyName: familyName,
    GivenName: givenName,
    DateOfBirth: dateOfBirth,
    Gender: gender,
    LastKnownPostCode: lastKnownPostCode,
  };
};
/** In the order in which records are written. */
const record = (details: Fields): Fields => {
  const { FamilyName = '', GivenName = '', DateOfBirth = '', Gender = '', LastKnownPostCode = '' } = details;
  return { GivenName, FamilyName, LastKnownPostCode, DateOfBirth, Gender };
};
const names = (key: LearnerKey): Fields => ({
  ULN: published.learners[key].uln,
  FamilyName: published.learners[key].familyName,
  GivenName: published.learners[key].givenName,
});
const r9Names = (key: LearnerKey) => ({
  uln: published.learners[key].uln,
  givenName: published.learners[key].givenName,
  familyName: published.learners[key].familyName,
});

let people = 0;
/** Somebody whom nobody else has. */
function newPerson(): Fields {
  people += 1;
  const letters = [...String(people)].map((digit) => 'abcdefghij'.charAt(Number(digit))).join('');
  return {
    FamilyName: `Scripton${letters}`,
    GivenName: `Perdita${letters}`,
    DateOfBirth: `2006-${String(1 + (people % 12)).padStart(2, '0')}-${String(1 + (people % 28)).padStart(2, '0')}`,
    Gender: '2',
    LastKnownPostCode: 'ZT43 1AA',
  };
}

const amelia: Fields = {
  FamilyName: 'Samplesworth',
  GivenName: 'Amelia',
  DateOfBirth: '2003-04-13',
  Gender: '2',
  LastKnownPostCode: 'ZT31 7BT',
  VerificationType: '2',
};
const versiona: Fields = {
  FamilyName: 'Oftenchanged',
  GivenName: 'Versiona',
  DateOfBirth: '1998-11-05',
  Gender: '2',
  LastKnownPostCode: 'ZT18 2AA',
};
const seen: Fields = {
  FamilyName: 'Noticeham',
  GivenName: 'Seen',
  DateOfBirth: '2005-02-28',
  Gender: '1',
  LastKnownPostCode: 'ZT17 2AA',
};
const jordan: Fields = {
  FamilyName: 'Doubleton',
  GivenName: 'Jordan',
  DateOfBirth: '2003-03-03',
  Gender: '1',
  LastKnownPostCode: 'ZT8 8DD',
};
const twin = (name: string): Fields => ({
  FamilyName: 'Twinsworth',
  GivenName: name,
  DateOfBirth: '2005-10-10',
  Gender: '2',
  LastKnownPostCode: 'ZT9 3TW',
});

async function versionOf(
  client: ScriptedClient,
  uln: string,
  { FamilyName = '', GivenName = '' }: Fields,
): Promise<string> {
  return valueOf(await client.findByUln({ ULN: uln, FamilyName, GivenName }), 'VersionNumber');
}

/** Asks until the job has ended, a few seconds apart. */
export async function collect(client: ScriptedClient, ask: () => Promise<Told>, seconds = 5): Promise<Told> {
  for (let tries = 0; tries < 60; tries += 1) {
    const answer = await ask();
    if (!answer.body.includes('WSRC0008')) return answer;
    client.wait(seconds);
    // The worker has a pace of its own.
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error('The job does not end');
}

const batch = async (
  client: ScriptedClient,
  type: 'FUL' | 'CHK',
  learners: readonly Fields[],
): Promise<Told> => {
  const job = valueOf(await client.submit(type, learners), 'JobID');
  return collect(client, () => client.output(job));
};
const verifyBatch = async (client: ScriptedClient, learners: readonly Fields[]): Promise<Told> => {
  const job = valueOf(await client.submitVerification(learners), 'JobID');
  return collect(client, () => client.verificationOutput(job));
};
const pending: Fields = { FamilyName: 'Faultersham', GivenName: 'Pending' };
const failing: Fields = { FamilyName: 'Faultersham', GivenName: 'Failing' };

/** A request that every kind of organisation may send. */
const harmless = (client: ScriptedClient) => client.verify(names('exact'));

const everybody: Scripts = {
  verify: (client) =>
    client.verify({
      ...names('exact'),
      DateOfBirth: published.learners.exact.dateOfBirth,
      Gender: published.learners.exact.gender,
    }),
  'verify-differs': (client) => client.verify(names('notVerified')),
  'verify-unknown': (client) => client.verify(names('noMatch')),
  'verify-linked': (client) => client.verify(names('linked')),
  organisation: (client) => client.r9('GetOrganisation', { orgRef: 'TSTLP1' }),
  'organisation-unknown': (client) => client.r9('GetOrganisation', { orgRef: 'NOBODY' }),
  malformed: async (client) => {
    await client.verify({ ...names('exact'), ULN: '990000100' });
    await harmless(client);
  },
  unsupported: async (client) => {
    await client.learnerService('reportmsg', 'ListEverybody', {});
    await harmless(client);
  },
  'unknown-organisation': (client) => refused(client, 'WSEC0003'),
  'right-missing': (client) => refused(client, 'WSEC0006'),
  'domain-fault': async (client) => {
    await client.r9('GetOrganisation', {});
    await client.r9('GetOrganisation', { orgRef: 'TSTLP1' });
  },
  'dropped-connection': async (client) => {
    await client.fault({ kind: 'drop', when: 'before' });
    await harmless(client);
    client.wait(2);
    await harmless(client);
  },
  outage: (client) => busy(client, 'outage'),
  'too-many-requests': (client) => busy(client, 'limited'),
  closed: async (client) => {
    await client.fault({ kind: 'closed' });
    await harmless(client);
    client.wait(6);
    await harmless(client);
  },
  unexpected: async (client) => {
    await refusedOnce(client, 'WSEC0999');
    client.wait(2);
    await harmless(client);
  },
  'wrong-password': async (client) => {
    client.password = 'Not-The-Password';
    await harmless(client);
    client.password = undefined;
    await harmless(client);
  },
};

/** The scenario `slow-answer`: resolves when the request waits for its answer, which comes while others go on. */
export async function beginSlowAnswer(client: ScriptedClient): Promise<{ readonly answered: Promise<Told> }> {
  await client.fault({ kind: 'slow', seconds: 5 });
  const answered = harmless(client);
  for (;;) {
    const { body } = await client.program('GET', '/test/faults');
    if (body.includes('null')) return { answered };
  }
}

async function refusedOnce(client: ScriptedClient, code: string): Promise<void> {
  await client.fault({ kind: 'fault', code });
  await harmless(client);
}

async function refused(client: ScriptedClient, code: string): Promise<void> {
  await refusedOnce(client, code);
  await client.verify(names('linked'));
}

async function busy(client: ScriptedClient, kind: 'outage' | 'limited'): Promise<void> {
  await client.fault({ kind, retryAfterSeconds: 3 });
  const { retryAfter } = await harmless(client);
  client.wait(retryAfter);
  await harmless(client);
}

const retrieving: Scripts = {
  retrieve: (client) =>
    client.retrieve([
      published.learners.exact.uln,
      published.learners.linked.uln,
      published.learners.noMatch.uln,
    ]),
};

const verifyBatches: Scripts = {
  'verify-batch': (client) =>
    verifyBatch(client, (['exact', 'notVerified', 'noMatch', 'linked'] as const).map(names)),
  'verify-batch-poll': (client) => verifyBatch(client, [{ ULN: '9900080156', ...pending }]),
  'verify-batch-failed': (client) => verifyBatch(client, [{ ULN: '9900080148', ...failing }]),
  'verify-batch-count': (client) => client.submitVerification([names('exact')], 2),
  'verify-batch-unknown-job': (client) => client.verificationOutput('999999999'),
};

export const learningProvider: Scripts = {
  'find-exact': (client) => client.find(five('exact')),
  'find-check': (client) => client.find({ ...five('exact'), FindType: 'CHK' }),
  'find-no-match': (client) => client.find(five('noMatch')),
  'find-possible': (client) => client.find(five('possible')),
  'find-several': async (client) => {
    await client.find(jordan);
    await client.find({ ...jordan, PlaceOfBirth: 'South Fiction' });
  },
  'find-too-many': (client) => client.find(five('tooMany')),
  'find-linked': (client) => client.find(five('linked')),
  'uln-exact': (client) => client.findByUln(names('exact')),
  'uln-unknown': (client) => client.findByUln(names('noMatch')),
  'uln-linked': async (client) => {
    const answer = await client.findByUln(names('linked'));
    const learner = answer.body.slice(answer.body.indexOf('<Learner>'));
    const master = { ...answer, body: learner };
    await client.findByUln({
      ULN: valueOf(master, 'ULN'),
      FamilyName: valueOf(master, 'FamilyName'),
      GivenName: valueOf(master, 'GivenName'),
    });
  },
  'register-new': async (client) => {
    const person = newPerson();
    await client.find(person);
    await client.registerLearner(record(person));
  },
  'register-existing': async (client) => {
    await client.registerLearner(record(five('exact')));
    await client.find(five('exact'));
  },
  'register-without-find': async (client) => {
    const person = newPerson();
    await client.registerLearner(record(person));
    await client.find(person);
    await client.registerLearner(record(person));
  },
  update: async (client) => {
    const version = await versionOf(client, '9900002694', amelia);
    await client.update(amelia, '9900002694', version, '1', `amelia.${version}@learners.example.test`);
    await versionOf(client, '9900002694', amelia);
  },
  'update-stale': async (client) => {
    await client.update(versiona, '9900002546', '1', '1', 'versiona@learners.example.test');
    const version = await versionOf(client, '9900002546', versiona);
    await client.update(versiona, '9900002546', version, '1', `versiona.${version}@learners.example.test`);
  },
  'update-nothing': async (client) => {
    const { body } = await client.findByUln(names('exact'));
    const verificationType = valueOf({ status: 200, body, retryAfter: 0 }, 'VerificationType');
    const version = valueOf({ status: 200, body, retryAfter: 0 }, 'VersionNumber');
    await client.update(
      { ...five('exact'), VerificationType: verificationType },
      published.learners.exact.uln,
      version,
    );
  },
  'update-unknown': (client) => client.update(five('noMatch'), published.learners.noMatch.uln, '1'),
  'update-linked': (client) => client.update(five('linked'), published.learners.linked.uln, '1'),
  'update-taken': async (client) =>
    client.update(twin('Ellie'), '9900001345', await versionOf(client, '9900001345', twin('Ella'))),
  'update-share': async (client) =>
    client.update(seen, '9900002503', await versionOf(client, '9900002503', seen), '0'),
  ...everybody,
  ...retrieving,
  'r9-uln': (client) => client.r9('LearnerByUln', { ...r9Names('exact'), findType: 'FUL' }),
  'r9-uln-linked': (client) => client.r9('LearnerByUln', { ...r9Names('linked'), findType: 'FUL' }),
  'r9-uln-unknown': (client) => client.r9('LearnerByUln', { ...r9Names('noMatch'), findType: 'FUL' }),
  subset: async (client) => {
    const version = await versionOf(client, '9900001442', { FamilyName: 'Testington', GivenName: 'Zoë' });
    await client.r9('UpdateLearnerSubsetFields', {
      uln: '9900001442',
      versionNumber: version,
      emailAddress: `zoe.${version}@learners.example.test`,
      abilityToShare: 'NotProvided',
    });
  },
  'subset-stale': (client) =>
    client.r9('UpdateLearnerSubsetFields', {
      uln: '9900002562',
      versionNumber: '99',
      emailAddress: 'linda@learners.example.test',
      abilityToShare: 'NotProvided',
    }),
  'subset-nothing': async (client) =>
    client.r9('UpdateLearnerSubsetFields', {
      uln: published.learners.exact.uln,
      versionNumber: await versionOf(client, published.learners.exact.uln, five('exact')),
      abilityToShare: 'NotProvided',
    }),
  'subset-unknown': (client) =>
    client.r9('UpdateLearnerSubsetFields', {
      uln: published.learners.noMatch.uln,
      versionNumber: '1',
      abilityToShare: 'NotProvided',
    }),
  'subset-linked': (client) =>
    client.r9('UpdateLearnerSubsetFields', {
      uln: published.learners.linked.uln,
      versionNumber: '1',
      abilityToShare: 'NotProvided',
    }),
  'subset-taken': async (client) =>
    client.r9('UpdateLearnerSubsetFields', {
      uln: '9900001310',
      versionNumber: await versionOf(client, '9900001310', jordan),
      emailAddress: 'jordan@learners.example.test',
      abilityToShare: 'NotProvided',
    }),
  'subset-share': async (client) =>
    client.r9('UpdateLearnerSubsetFields', {
      uln: '9900002503',
      versionNumber: await versionOf(client, '9900002503', seen),
      abilityToShare: 'FPNNotSeen',
    }),
  plr: (client) => client.r9('GetLearnerLearningEvents', { ...r9Names('exact'), getType: 'FULL' }),
  'plr-brief': (client) => client.r9('GetLearnerLearningEvents', { ...r9Names('exact'), getType: 'BRIEF' }),
  'plr-none': (client) =>
    client.r9('GetLearnerLearningEvents', {
      uln: '9900002767',
      givenName: 'Jack',
      familyName: 'Trialby',
      getType: 'FULL',
    }),
  'plr-linked': (client) => client.r9('GetLearnerLearningEvents', { ...r9Names('linked'), getType: 'FULL' }),
  'plr-not-shared': (client) =>
    client.r9('GetLearnerLearningEvents', { ...r9Names('notShared'), getType: 'FULL' }),
  'plr-differs': (client) =>
    client.r9('GetLearnerLearningEvents', { ...r9Names('notVerified'), getType: 'FULL' }),
  'plr-invalid-uln': (client) =>
    client.r9('GetLearnerLearningEvents', { ...r9Names('invalidUln'), getType: 'FULL' }),
  'plr-audit': (client) =>
    client.r9('ViewAudit', {
      learnerUln: published.learners.exact.uln,
      learnerGivenName: published.learners.exact.givenName,
      learnerFamilyName: published.learners.exact.familyName,
      page: '1',
    }),
  'lost-registration': async (client) => {
    const person = newPerson();
    await client.find(person);
    await client.fault({ kind: 'drop', when: 'after', operation: 'registerSingleLearner' });
    await client.registerLearner(record(person));
    await client.find(person);
  },
  'batch-register': (client) => batch(client, 'FUL', [inBatch(newPerson())]),
  'batch-known': (client) =>
    batch(client, 'FUL', [
      ...(['exact', 'linked', 'noMatch', 'notVerified'] as const)
        .map(names)
        .map(({ ULN = '', FamilyName = '', GivenName = '' }) => ({ ULN, GivenName, FamilyName })),
      inBatch(five('possible')),
      { GivenName: 'Only', FamilyName: 'Names' },
    ]),
  'batch-rare': (client) =>
    batch(client, 'FUL', [
      {
        ULN: '9900002694',
        GivenName: 'Amelia',
        FamilyName: 'Samplesworth',
        EmailAddress: 'amelia.batch@learners.example.test',
      },
      inBatch(five('tooMany')),
      inBatch({ ...newPerson(), DateOfBirth: '2015-01-01' }),
    ]),
  'batch-check': (client) =>
    batch(client, 'CHK', [
      { ULN: published.learners.exact.uln, GivenName: 'Eleanor', FamilyName: 'Testington' },
    ]),
  'batch-poll': (client) => batch(client, 'CHK', [{ GivenName: 'Pending', FamilyName: 'Faultersham' }]),
  'batch-failed': (client) => batch(client, 'CHK', [{ GivenName: 'Failing', FamilyName: 'Faultersham' }]),
  'batch-count': (client) => client.submit('CHK', [{ GivenName: 'Only', FamilyName: 'Names' }], 2),
  'batch-unknown-job': (client) => client.output('999999999'),
  ...verifyBatches,
};

/** In the order of batches. */
function inBatch({
  FamilyName = '',
  GivenName = '',
  DateOfBirth = '',
  Gender = '',
  LastKnownPostCode = '',
}: Fields): Fields {
  return { GivenName, FamilyName, LastKnownPostCode, DateOfBirth, Gender };
}

const { achievement } = published;
let awards = 0;

function award(more: Fields = {}): Fields {
  const { exact } = published.learners;
  const {
    AchievementAwardDate = `${achievement.awardDate}T00:00:00`,
    Action = '1',
    FamilyName = exact.familyName,
    GivenName = exact.givenName,
    Grade = achievement.grade,
    MisIdentifier = `SCRIPT-${String((awards += 1))}`,
    Uln = exact.uln,
    UnitOrQualificationReferenceNumber = achievement.qualification,
    DateofBirth,
    Gender,
    LanguageForAssessment,
    ProviderUkprn,
  } = more;
  return {
    AchievementAwardDate,
    Action,
    ActionDate: '2022-08-20T00:00:00',
    ...(DateofBirth === undefined ? {} : { DateofBirth }),
    ...(FamilyName === '' ? {} : { FamilyName }),
    ...(Gender === undefined ? {} : { Gender }),
    GivenName,
    Grade,
    ...(LanguageForAssessment === undefined ? {} : { LanguageForAssessment }),
    ...(MisIdentifier === '' ? {} : { MisIdentifier }),
    ...(ProviderUkprn === undefined ? {} : { ProviderUkprn }),
    Uln,
    UnitOrQualificationReferenceNumber,
  };
}

const achieve = async (
  client: ScriptedClient,
  type: string,
  achievements: readonly Fields[],
): Promise<Told> => {
  const job = valueOf(await client.achievements(type, achievements), 'JobId');
  return collect(client, () => client.achievementJob(job));
};

/** Achievements of a date of their own each. */
const on = (day: string, more: Fields = {}): Fields =>
  award({ AchievementAwardDate: `${day}T00:00:00`, MisIdentifier: '', ...more });

export const awardingOrganisation: Scripts = {
  ...everybody,
  ...retrieving,
  ...verifyBatches,
  'achievement-create': (client) => achieve(client, 'F', [award()]),
  'achievement-update': async (client) => {
    await achieve(client, 'F', [on('2021-08-18')]);
    await achieve(client, 'F', [on('2021-08-18', { Action: '2', Grade: 'B' })]);
  },
  'achievement-promote': async (client) => {
    await achieve(client, 'P', [on('2020-08-18')]);
    await achieve(client, 'F', [on('2020-08-18')]);
  },
  'achievement-withdraw': (client) => achieve(client, 'F', [on('2020-08-18', { Action: '3' })]),
  'achievement-reinstate': (client) => achieve(client, 'F', [on('2020-08-18', { Action: '4' })]),
  'achievement-errors': (client) => achieve(client, 'F', [award({ Grade: 'Excellent' })]),
  'achievement-field-errors': (client) =>
    achieve(client, 'F', [
      award({ FamilyName: '' }),
      award({ Action: '9' }),
      award({ Gender: '5' }),
      award({ GivenName: 'Eleanor'.repeat(6) }),
      award({ UnitOrQualificationReferenceNumber: 'NOREF' }),
      award({ ProviderUkprn: '123' }),
      award({ Grade: 'A\uFFFD' }),
    ]),
  'achievement-learner-errors': (client) =>
    achieve(client, 'F', [
      award({ Uln: '990000100' }),
      award({ Uln: published.learners.noMatch.uln }),
      award({ FamilyName: 'Otherperson' }),
      award({ DateofBirth: '2004-04-13T00:00:00' }),
      award({ Gender: '1' }),
    ]),
  'achievement-rule-errors': async (client) => {
    await achieve(client, 'F', [on('2019-08-18'), on('2018-08-18')]);
    await achieve(client, 'F', [on('2018-08-18', { Action: '3' })]);
    await achieve(client, 'P', [
      on('2090-01-01'),
      on('2003-01-01', { DateofBirth: '2004-04-12T00:00:00' }),
      on('2017-08-18', { UnitOrQualificationReferenceNumber: '999/9999/9' }),
      on('2017-08-18', { UnitOrQualificationReferenceNumber: '901/0001/2' }),
      on('2020-08-18', { UnitOrQualificationReferenceNumber: '900/0004/7', Grade: 'Pass' }),
      on('2017-08-18', { Grade: 'Excellent' }),
      on('2017-08-18', { LanguageForAssessment: 'Klingon' }),
      on('2019-08-18'),
      on('2016-08-18', { Action: '2' }),
      on('2018-08-18', { Action: '2' }),
      on('2019-08-18', { Action: '4' }),
      on('2019-08-18', { Action: '2', Grade: 'B' }),
    ]);
  },
  'achievement-poll': (client) =>
    achieve(client, 'F', [award({ FamilyName: 'Faultersham', GivenName: 'Pending' })]),
  'achievement-failed': (client) =>
    achieve(client, 'F', [award({ FamilyName: 'Faultersham', GivenName: 'Failing' })]),
  'achievement-unknown-job': (client) => client.achievementJob('999999999'),
  'achievement-email': (client) => client.achievements('F', [award()], 'nobody'),
  'achievement-type': (client) => client.achievements('X', [award()]),
  'achievement-too-many': (client) =>
    client.achievements(
      'F',
      Array.from({ length: 5001 }, () => ({})),
    ),
  'achievement-none': (client) => client.achievements('F', []),
};

export const otherOrganisation: Scripts = everybody;
