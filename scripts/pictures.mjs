// npm run pictures: sets up what is missing, then makes the pictures of the README anew, in docs/pictures.
import { join } from 'node:path';
import { orExplain, prepare, root, stopWithNpm } from './prepare.mjs';
import { runNode } from './run-node.mjs';

stopWithNpm();
await orExplain(prepare);

process.env.PICTURES = 'docs';
const mocha = join(root, 'node_modules', 'mocha', 'bin', 'mocha.js');
const spec = join(root, 'dist', 'test', 'browser', 'document-pictures.test.js');
const { code } = await runNode([mocha, '--no-config', '--exit', '--timeout', '60000', spec], 'inherit');
process.exit(code === 0 ? 0 : 1);
