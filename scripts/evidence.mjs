// npm run killer|soak|fuzz|drill [-- flags]: sets up what is missing, then runs dist/bench/<name>-command.js.
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { orExplain, prepare, root, stopWithNpm } from './prepare.mjs';

stopWithNpm();
await orExplain(prepare);

const [node, , name, ...flags] = process.argv;
const main = join(root, 'dist', 'bench', `${name}-command.js`);
process.argv = [node, main, ...flags];
await import(pathToFileURL(main).href);
