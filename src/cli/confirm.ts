import { createInterface } from 'node:readline/promises';

export type Confirmation = 'yes' | 'no' | 'cannotAsk';

/** Asks a person on the terminal, on stderr; `--yes` answers beforehand. */
export async function confirm(question: string, yes: boolean): Promise<Confirmation> {
  if (yes) return 'yes';
  if (!process.stdin.isTTY || !process.stderr.isTTY) return 'cannotAsk';
  const prompt = createInterface({ input: process.stdin, output: process.stderr });
  try {
    const answer = await prompt.question(`${question} Type "yes" to go on: `);
    return answer.trim().toLowerCase() === 'yes' ? 'yes' : 'no';
  } finally {
    prompt.close();
  }
}
