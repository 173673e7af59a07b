import { writeFileSync } from 'node:fs';
import { expect } from 'chai';
import { verifyPassword } from '../../src/access/password-hash.js';
import { openStore } from '../../src/store/open-store.js';
import { commandLine, commandLineProcess } from './command-line.js';
import { temporaryFolder } from './temporary-folder.js';

const shown = /administrator's password for the web pages is (\S+), shown this once/;

describe('The administrator of the web pages, from the command line', () => {
  const folder = temporaryFolder();
  const at = (environment = 'test'): string[] => ['--data', folder.path(), '--environment', environment];

  const rightPassword = async (password: string): Promise<boolean> => {
    const store = await openStore({ kind: 'sqlite', file: folder.path('test.sqlite'), environment: 'test' });
    const hash = await store.portalSettings.passwordHash();
    await store.close();
    return hash !== undefined && verifyPassword(hash, password);
  };

  const serveOnce = () =>
    commandLineProcess(['serve', '--port', '0', ...at()], {
      stopAt: { text: 'answers on', signal: 'SIGTERM' },
    });

  it('gets a password at the first start, which is shown this once', async () => {
    const { stderr } = await serveOnce();
    const [, password = ''] = shown.exec(stderr) ?? [];
    expect(password).to.match(/^[A-Za-z0-9]{16}$/);
    expect(await rightPassword(password)).to.equal(true);
    expect((await serveOnce()).stderr).not.to.match(shown);
    expect(await rightPassword(password)).to.equal(true);
  });

  it('gets another one, given or made', async () => {
    const given = await commandLine(['administrator', 'password', '--password-stdin', '--json', ...at()], {
      stdin: 'a password of my own\n',
    });
    expect(given.exitCode).to.equal(0);
    expect(given.json()).to.deep.equal([{ administrator: 'set' }]);
    expect(await rightPassword('a password of my own')).to.equal(true);
    const [made] = (await commandLine(['administrator', 'password', '--json', ...at()])).json();
    expect(await rightPassword(String(made?.['password']))).to.equal(true);
  });

  it('gets none that is too short, and none in the live environment', async () => {
    const file = folder.path('short.txt');
    writeFileSync(file, 'short\n');
    const short = await commandLine(['administrator', 'password', '--password-file', file, ...at()]);
    expect([short.exitCode, short.stderr]).to.deep.include(2);
    expect(short.stderr).to.include('at least 12');
    const live = await commandLine(['administrator', 'password', ...at('live')]);
    expect(live.exitCode).to.equal(2);
    expect(live.stderr).to.include('no web pages');
  });
});
