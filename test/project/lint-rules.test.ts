import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { ESLint } from 'eslint';

const repository = fileURLToPath(new URL('../../../', import.meta.url));
const eslint = new ESLint({ cwd: repository });

/** The rules that a text breaks when it stands in a file of the project. */
async function brokenRules(text: string, file: string): Promise<readonly (string | null)[]> {
  const results = await eslint.lintText(text, { filePath: join(repository, file) });
  return results.flatMap(({ messages }) => messages.map(({ ruleId }) => ruleId));
}

describe('The lint rules', function () {
  this.timeout(60_000);

  for (const text of [
    "export const home = process.env['HOME'];\n",
    "import { env } from 'node:process';\nexport const home = env['HOME'];\n",
  ]) {
    it(`keep the environment out of src, but for config.ts: ${text.split('\n')[0] ?? ''}`, async () => {
      expect(await brokenRules(text, 'src/register/ports.ts')).to.match(/no-restricted-(properties|imports)/);
    });
  }

  it('let config.ts read the environment', async () => {
    expect(await brokenRules("export const home = process.env['HOME'];\n", 'src/config.ts')).to.deep.equal(
      [],
    );
  });

  const mistakes = {
    '@typescript-eslint/no-explicit-any': 'export const anything: any = 1;\n',
    '@typescript-eslint/no-floating-promises': 'Promise.resolve(1);\n',
    '@typescript-eslint/no-unsafe-assignment': "export const parsed: string = JSON.parse('1');\n",
    '@typescript-eslint/ban-ts-comment': '// @ts-ignore\nexport const one = 1;\n',
    '@typescript-eslint/switch-exhaustiveness-check':
      "export function f(x: 'a' | 'b'): void {\n  switch (x) {\n    case 'a':\n      f('b');\n  }\n}\n",
  };
  for (const [rule, text] of Object.entries(mistakes)) {
    it(`object by ${rule}`, async () => {
      expect(await brokenRules(text, 'src/register/ports.ts')).to.include(rule);
    });
  }
});
