import { expect } from 'chai';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { settingFacts } from '../../src/config/schema.js';

const unit = fileURLToPath(new URL('../../../deploy/learner-register.service', import.meta.url));
const text = readFileSync(unit, 'utf8');
const hasSystemd = spawnSync('systemd-analyze', ['--version']).error === undefined;

/** Of 10, which is everything open; systemd itself calls this "OK" or better. */
const MOST_EXPOSED = 2;

describe('The systemd unit', () => {
  const lines = text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  const values = (name: string) =>
    lines.filter((line) => line.startsWith(`${name}=`)).map((line) => line.slice(name.length + 1));

  it('has sections, and in them names with values', () => {
    for (const line of lines) expect(line).to.match(/^(?:\[(?:Unit|Service|Install)\]|[A-Z]\w+=.*)$/);
    expect(values('ExecStart')).to.deep.equal(['/usr/local/bin/learner-register serve']);
    const settings =
      values('Environment')
        .join(' ')
        .match(/LR_\w+/g) ?? [];
    expect(settingFacts.map(({ name }) => name)).to.include.members(settings);
  });

  it('stops the register as it wants to be stopped, later than it needs, and starts it again', () => {
    expect(values('KillSignal')).to.deep.equal(['SIGTERM']);
    expect(Number(values('TimeoutStopSec')[0])).to.be.greaterThan(15);
    expect(values('Restart')).to.deep.equal(['always']);
  });

  it('leaves it no rights that it does not need', () => {
    expect(values('DynamicUser')).to.deep.equal(['yes']);
    expect(values('CapabilityBoundingSet')).to.deep.equal(['']);
    expect(values('ProtectSystem')).to.deep.equal(['strict']);
    // Node would not start.
    expect(values('MemoryDenyWriteExecute')).to.deep.equal([]);
  });

  it(`is in order, and little exposed, as systemd sees it${hasSystemd ? '' : ' (skipped: no systemd)'}`, function () {
    if (!hasSystemd) this.skip();
    const folder = mkdtempSync(join(tmpdir(), 'learner-register-unit-'));
    try {
      const own = join(folder, 'learner-register.service');
      // What it starts is not installed here.
      writeFileSync(own, text.replace(/^ExecStart=\S+/m, `ExecStart=${process.execPath}`));
      const verified = spawnSync('systemd-analyze', ['verify', '--man=no', own], { encoding: 'utf8' });
      const ours = `${verified.stderr}${verified.stdout}`
        .split('\n')
        .filter((line) => line.includes('learner-register'));
      expect(ours).to.deep.equal([]);
      const judged = spawnSync(
        'systemd-analyze',
        ['security', '--offline=true', `--threshold=${String(MOST_EXPOSED * 10)}`, '--no-pager', own],
        { encoding: 'utf8' },
      );
      expect(judged.status, judged.stdout.split('\n').slice(-3).join(' ')).to.equal(0);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
