// npm run bench [-- flags]: sets up what is missing, then measures. Flags: npm run bench -- --help
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { orExplain, prepare, root, stopWithNpm } from './prepare.mjs';

stopWithNpm();
await orExplain(prepare);

const main = join(root, 'dist', 'bench', 'main.js');
process.argv = [process.argv[0], main, ...process.argv.slice(2)];
await import(pathToFileURL(main).href);
