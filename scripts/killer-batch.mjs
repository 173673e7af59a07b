// npm run killer:batch [-- --kind learners|achievements --rounds 50 --database sqlite|postgres|both]: sets up what is missing, then kills batches.
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { orExplain, prepare, root, stopWithNpm } from './prepare.mjs';

stopWithNpm();
await orExplain(prepare);

const main = join(root, 'dist', 'bench', 'batch-killer-command.js');
process.argv = [process.argv[0], main, ...process.argv.slice(2)];
await import(pathToFileURL(main).href);
