/** Child processes of a measurement that answer one message with one message. */
import { fork, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { z } from 'zod';

export class Child {
  readonly #process: ChildProcess;

  /** @param script a file of dist/bench/, without `.js` */
  constructor(
    private readonly script: string,
    args: readonly string[] = [],
    env: Readonly<Record<string, string>> = {},
  ) {
    const file = fileURLToPath(new URL(`${script}.js`, import.meta.url));
    this.#process = fork(file, args, {
      // What a server logs is no part of the table.
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
      env: { ...process.env, ...env },
    });
  }

  /** The next message, in the form that it is expected to have. */
  receive<Message>(form: z.ZodType<Message>): Promise<Message> {
    return new Promise((resolve, reject) => {
      const onMessage = (message: unknown) => {
        this.#process.off('exit', onExit);
        resolve(form.parse(message));
      };
      const onExit = (code: number | null) => {
        this.#process.off('message', onMessage);
        reject(new Error(`${this.script} ended with ${code ?? 'a signal'}`));
      };
      this.#process.once('message', onMessage);
      this.#process.once('exit', onExit);
    });
  }

  ask<Message>(question: object, form: z.ZodType<Message>): Promise<Message> {
    const answer = this.receive(form);
    this.#process.send(question);
    return answer;
  }

  async stop(): Promise<void> {
    if (this.#process.exitCode !== null || this.#process.signalCode !== null) return;
    await new Promise((resolve) => {
      this.#process.once('exit', resolve);
      this.#process.disconnect();
      const deadline = setTimeout(() => this.#process.kill('SIGKILL'), 5000);
      deadline.unref();
    });
  }
}
