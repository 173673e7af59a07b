// npm start [-- --port N --data DIR --environment test|live …]: sets up what is missing, then serves.
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { orExplain, prepare, root, stopWithNpm } from './prepare.mjs';

stopWithNpm();
await orExplain(prepare);

// In this process, so that signals and the exit code are the register's own.
const main = join(root, 'dist', 'src', 'cli', 'main.js');
process.argv = [process.argv[0], main, 'serve', ...process.argv.slice(2)];
await import(pathToFileURL(main).href);
