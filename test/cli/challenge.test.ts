import { writeFile } from 'node:fs/promises';
import { expect } from 'chai';
import { parseUln } from '../../src/domain/uln.js';
import { openStore } from '../../src/store/open-store.js';
import { commandLine, type Ended, type Given } from './command-line.js';
import { temporaryFolder } from './temporary-folder.js';

describe('commands about the personal learning record', function () {
  this.timeout(60_000);
  const folder = temporaryFolder();
  const run = (args: readonly string[], given?: Given): Promise<Ended> =>
    commandLine([...args, '--data', folder.path('data'), '--json'], given);
  const succeed = async (args: readonly string[], given?: Given): Promise<Record<string, unknown>> => {
    const { exitCode, stderr, json } = await run(args, given);
    expect(exitCode, stderr).to.equal(0);
    return json()[0] ?? {};
  };
  const eventsOf = async (uln: string) => {
    const file = folder.path('data', 'test.sqlite');
    const store = await openStore({ kind: 'sqlite', file, environment: 'test' });
    try {
      const parsed = parseUln(uln);
      return parsed === undefined ? [] : await store.events.liveEvents([parsed]);
    } finally {
      await store.close();
    }
  };

  it('import events, and say which rows they refused', async () => {
    const file = folder.path('events.csv');
    await writeFile(
      file,
      'Uln,Source,Reference,Grade,Subject\n' +
        '9900002767,NPD,cli-1,A,Invented Mathematics\n' +
        '9900002767,NPD,cli-2,(empty),"Supposed ""History"""\n' +
        '9900099000,NPD,cli-3,B,Nobody\n',
    );
    const trial = await run(['events', 'import', file, '--dry-run']);
    expect(trial.json()[0]).to.include({ dryRun: true, acceptable: 2, refused: 1 });
    const ended = await run(['events', 'import', file]);
    expect(ended.exitCode).to.equal(4);
    expect(ended.json()[0]).to.include({ rows: 3, created: 2, updated: 0, unchanged: 0, refused: 1 });
    const again = await run(['events', 'import', file]);
    expect([again.exitCode, again.json()[0]?.['rows']]).to.deep.equal([0, 0]);
    const anew = await run(['events', 'import', file, '--again']);
    expect(anew.json()[0]).to.include({ created: 0, unchanged: 2, refused: 1 });
    const found = await eventsOf('9900002767');
    expect(found.map(({ recorded }) => recorded)).to.deep.equal([
      { grade: 'A', subject: 'Invented Mathematics' },
      { grade: '', subject: 'Supposed "History"' },
    ]);
  });

  it('refuse a file of events without the columns that say whose they are', async () => {
    const file = folder.path('wrong.csv');
    await writeFile(file, 'Uln,Grade\n9900002767,A\n');
    const { exitCode, stderr } = await run(['events', 'import', file]);
    expect(exitCode).to.equal(2);
    expect(stderr)
      .to.match(/Source.{2} is missing/)
      .and.match(/Reference.{2} is missing/);
    expect((await run(['events', 'import', folder.path('none.csv')])).exitCode).to.equal(2);
  });

  it('open a challenge of an event, hand it on, accept it and keep what was before', async () => {
    const [event] = await eventsOf('9900002503');
    if (event === undefined) return expect.fail('no event');
    const opened = await succeed(
      [
        ...['challenge', 'open', '9900002503', '--event', String(event.eventId), '--should', 'grade=9'],
        ...['--details-file', '-', '--organisation', 'tstlp1', '--user', 'Terry Testuser'],
      ],
      { stdin: 'The certificate says nine.\n' },
    );
    expect(opened).to.deep.include({
      kind: 'event',
      status: 'New',
      organisationRef: 'TSTLP1',
      userName: 'Terry Testuser',
      details: 'The certificate says nine.',
      original: { Grade: '7' },
      supplied: { Grade: '9' },
    });
    expect((await eventsOf('9900002503'))[0]?.underDataChallenge).to.equal(true);
    const reference = String(opened['referenceNo']);
    const resolve = ['challenge', 'resolve', reference, '--status'];
    await succeed([...resolve, 'With AO', '--words', 'Asked for the certificate.']);
    const listed = await run(['challenge', 'list', '--status', 'With AO', '--organisation', 'TSTLP1']);
    expect(listed.json().map(({ referenceNo }) => referenceNo)).to.deep.equal([reference]);
    expect(listed.stdout).not.to.include('certificate');
    await succeed([...resolve, 'Accepted', '--words', 'It does.']);
    const shown = await succeed(['challenge', 'show', reference]);
    expect(shown).to.include({ status: 'Accepted', resolution: 'It does.' });
    expect((await eventsOf('9900002503'))[0]).to.deep.include({
      version: 2,
      underDataChallenge: false,
      recorded: { ...event.recorded, grade: '9' },
    });
    expect((await run([...resolve, 'Rejected', '--words', 'No.'])).exitCode).to.equal(1);
    const audit = await run(['audit', 'list', '--uln', '9900002503', '--limit', '20']);
    const entries = audit.json().map(({ operation, outcome }) => `${String(operation)} ${String(outcome)}`);
    expect(entries).to.include.members([
      'challenge open New',
      'challenge list listed',
      'challenge show shown',
      'challenge resolve With AO',
      'challenge resolve Accepted',
      'challenge resolve notOpen',
    ]);
    expect(audit.stdout).not.to.include('certificate').and.not.to.include('Terry');
  });

  it('end with what to do next when a challenge cannot be opened or decided', async () => {
    const words = ['--details', 'Wrong.'];
    const cases: readonly (readonly [readonly string[], number, RegExp])[] = [
      [['challenge', 'open', '12', ...words], 2, /is not a ULN/],
      [['challenge', 'open', '9900099000', ...words], 1, /No learner/],
      [['challenge', 'open', '9900002503', '--event', '999999', ...words], 1, /has no event/],
      [['challenge', 'open', '9900002503', '--event', 'x', ...words], 2, /number of an event/],
      [['challenge', 'open', '9900002503', '--should', 'Grade=A', ...words], 2, /no --event/],
      [['challenge', 'open', '9900002503', '--event', '1', '--should', 'Mark=A', ...words], 2, /Mark=A/],
      [['challenge', 'open', '9900002503'], 2, /Words are needed/],
      [['challenge', 'open', '9900002503', '--details', ' '], 2, /no words/],
      [['challenge', 'open', '9900002503', '--organisation', 'NOBODY', ...words], 1, /NOBODY/],
      [['challenge', 'show', 'DC-999'], 1, /no challenge DC-999/],
      [['challenge', 'resolve', 'DC-999', '--status', 'Closed', '--words', 'x'], 1, /no challenge/],
      [['challenge', 'resolve', 'DC-3', '--status', 'New', '--words', 'x'], 2, /must be one of/],
      [['challenge', 'resolve', 'DC-3', '--status', 'Accepted', '--words', 'x'], 1, /what was done/],
      [['challenge', 'resolve', 'DC-1', '--status', 'Closed', '--words', 'x', '--withdraw'], 1, /Only an/],
      [
        [
          'challenge',
          'resolve',
          'DC-1',
          '--status',
          'Accepted',
          '--words',
          'x',
          '--withdraw',
          '--set',
          'Grade=A',
        ],
        2,
        /withdrawn/,
      ],
    ];
    for (const [args, exitCode, problem] of cases) {
      const { exitCode: code, stderr } = await commandLine([...args, '--data', folder.path('data')]);
      expect([args.join(' '), code]).to.deep.equal([args.join(' '), exitCode]);
      expect(stderr).to.match(problem);
    }
  });

  it('put the published events, qualifications and challenges back', async () => {
    await succeed(['challenge', 'resolve', 'DC-1', '--status', 'Closed', '--words', 'Taken back.']);
    const reset = await succeed(['reset', '--yes']);
    expect(reset).to.include({ learningEvents: 52, dataChallenges: 3 });
    expect(Number(reset['qualifications'])).to.be.above(5);
    expect((await run(['challenge', 'list'])).json()).to.have.length(3);
    expect((await eventsOf('9900002503')).map(({ version }) => version)).to.deep.equal([1]);
    expect(await eventsOf('9900002767')).to.deep.equal([]);
  });
});
