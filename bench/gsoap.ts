/** gSOAP's C++ server, generated from the register's own WSDL and compiled here. */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { programServer, type Contestant, type RunningServer } from './contestants.js';
import { folder } from './dataset.js';
import { repository } from './paths.js';
import { staticMessage } from './servers/static-answer.js';

const header = '/usr/include/stdsoap2.h';

export const gsoap: Contestant = {
  name: 'gSOAP (C++)',
  does: 'static answer, no schema check',
  requests: 30_000,
  missing() {
    const absent = ['wsdl2h', 'soapcpp2', 'g++'].find((program) => spawnSync(program, ['--version']).error);
    if (absent !== undefined) return `${absent} is not installed`;
    return existsSync(header) ? undefined : `${header} is not there`;
  },
  start,
};

async function start(): Promise<RunningServer> {
  const made = folder('gsoap');
  build(made);
  writeFileSync(join(made, 'answer.xml'), staticMessage());
  const child = spawn(join(made, 'server'), [join(made, 'answer.xml')], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const lines: unknown[] = await once(createInterface({ input: child.stdout }), 'line');
  return programServer(child, Number(lines[0]));
}

/** Some seconds' work: done once for each measurement, so that it is of the WSDL as it is. */
function build(made: string): void {
  mkdirSync(made, { recursive: true });
  const inRepository = (path: string): string => fileURLToPath(new URL(path, repository));
  cpSync(inRepository('bench/servers/gsoap.cpp'), join(made, 'gsoap.cpp'));
  const steps: [string, ...string[]][] = [
    ['wsdl2h', '-o', 'LearnerService.h', inRepository('wsdl/LearnerService.wsdl')],
    ['soapcpp2', '-S', '-x', '-L', 'LearnerService.h'],
    ['g++', '-O2', '-o', 'server', 'gsoap.cpp', 'soapC.cpp', 'soapServer.cpp', '-lgsoap++', '-lpthread'],
  ];
  for (const [program, ...args] of steps) {
    const { status, stderr } = spawnSync(program, args, { cwd: made, encoding: 'utf8' });
    if (status !== 0) throw new Error(`${program} failed: ${stderr}`);
  }
}
