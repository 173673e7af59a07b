/** This register, started by its own command line and doing all of its work. Takes its data folder. */
import { freePort, isReady } from '../ready.js';
import { reportTo } from './measured.js';

const [, , dataFolder] = process.argv;
if (dataFolder === undefined) throw new Error('Which data folder?');
// The live environment keeps no messages; bench/inspector.ts measures what keeping them costs.
process.env['LR_INSPECTOR'] ??= 'off';
const port = await freePort();
process.argv.splice(
  2,
  1,
  'serve',
  '--port',
  String(port),
  '--data',
  dataFolder,
  '--environment',
  'test',
  '--quiet',
);
const served = import('../../src/cli/main.js');
served.catch((error: unknown) => {
  throw error;
});
const overTls = process.env['LR_TLS_CERTIFICATE_FILE'] !== undefined;
while (!(await isReady(port, overTls))) await new Promise((resolve) => setTimeout(resolve, 20));
reportTo(port);
