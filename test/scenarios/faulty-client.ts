/** A product that does what it must not, and all the rest as it should. */
import { learningProvider, type Scripts } from './passing-client.js';
import { published, valueOf, type Fields, type ScriptedClient } from './scripted-client.js';

const eleanor = (): Fields => ({
  ULN: published.learners.exact.uln,
  FamilyName: 'Testington',
  GivenName: 'Eleanor',
});

async function repeat(times: number, work: () => Promise<unknown>): Promise<void> {
  for (let done = 0; done < times; done += 1) await work();
}

const person: Fields = {
  FamilyName: 'Faultley',
  GivenName: 'Fay',
  DateOfBirth: '2006-05-05',
  Gender: '2',
  LastKnownPostCode: 'ZT43 2AA',
};
const personInOrder: Fields = {
  GivenName: 'Fay',
  FamilyName: 'Faultley',
  LastKnownPostCode: 'ZT43 2AA',
  DateOfBirth: '2006-05-05',
  Gender: '2',
};
const versiona: Fields = {
  FamilyName: 'Oftenchanged',
  GivenName: 'Versiona',
  DateOfBirth: '1998-11-05',
  Gender: '2',
  LastKnownPostCode: 'ZT18 2AA',
};
const jordan: Fields = {
  FamilyName: 'Doubleton',
  GivenName: 'Jordan',
  DateOfBirth: '2003-03-03',
  Gender: '1',
  LastKnownPostCode: 'ZT8 8DD',
};

const faults: Scripts = {
  'find-possible': (client) =>
    client.find({
      FamilyName: 'Mockingham',
      GivenName: 'Marcus',
      DateOfBirth: '2005-07-23',
      Gender: '1',
      LastKnownPostCode: 'ZT3 9QX',
    }),
  'find-several': async (client) => {
    const uln = valueOf({ ...(await client.find(jordan)) }, 'ULN');
    await client.update(jordan, uln, '1', '1', 'jordan@learners.example.test');
  },
  'update-stale': (client) =>
    repeat(2, () => client.update(versiona, '9900002546', '1', '1', 'versiona@learners.example.test')),
  malformed: (client) => repeat(4, () => client.verify({ ...eleanor(), ULN: '990000100' })),
  outage: async (client: ScriptedClient) => {
    await client.fault({ kind: 'outage', retryAfterSeconds: 30, requests: 3 });
    await repeat(4, () => client.verify(eleanor()));
  },
  'wrong-password': async (client) => {
    client.password = 'Not-The-Password';
    await repeat(4, () => client.verify(eleanor()));
    client.password = undefined;
    await client.verify(eleanor());
  },
  'lost-registration': async (client) => {
    await client.find(person);
    await client.fault({ kind: 'drop', when: 'after', operation: 'registerSingleLearner' });
    await repeat(2, () => client.registerLearner(personInOrder));
  },
  'batch-poll': async (client) => {
    const job = valueOf(
      await client.submit('CHK', [{ GivenName: 'Pending', FamilyName: 'Faultersham' }]),
      'JobID',
    );
    await repeat(5, () => client.output(job));
  },
};

export const faultyLearningProvider: {
  readonly scripts: Scripts;
  /** The scenarios that must fail, and why. */
  readonly failing: Readonly<Record<string, RegExp>>;
} = {
  scripts: { ...learningProvider, ...faults },
  failing: {
    'find-possible': /LastKnownPostCode is ZT3 9QX, and should be ZT3 9QR/,
    'find-several': /was updated before more details were asked for/,
    'update-stale': /sent again with the version number that had been refused/,
    malformed: /sent again, unchanged, more than once/,
    outage: /before the time that Retry-After said/,
    'wrong-password': /wrong password was sent again more than twice/,
    'lost-registration': /sent again without a find/,
    'batch-poll': /^Asked again after 0.\d seconds/,
  },
};
