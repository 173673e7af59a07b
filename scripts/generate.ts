/**
 * Makes `src/contract/generated/` from the WSDL and XSD files of `wsdl/`.
 *
 * `node dist/scripts/generate.js` writes the files. With `--check` it writes nothing, names those that differ and then
 * exits with 1.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { generateService } from './generate/generate-service.js';

const SERVICES = ['LearnerService', 'LearnerServiceR9', 'ExternalService'];

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const target = join(root, 'src', 'contract', 'generated');
const check = process.argv.includes('--check');

const files = (await Promise.all(SERVICES.map((name) => generateService(name, join(root, 'wsdl'))))).flat();
const differing = files.filter(({ name, text }) => {
  const path = join(target, name);
  return !existsSync(path) || readFileSync(path, 'utf8') !== text;
});

for (const { name, text } of differing) {
  if (check)
    console.error(`src/contract/generated/${name} is not what the schemas say. Run: npm run generate`);
  else writeFileSync(join(target, name), text);
}
if (!check) console.log(`${String(differing.length)} of ${String(files.length)} generated files changed.`);
else if (differing.length > 0) process.exitCode = 1;
