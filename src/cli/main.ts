#!/usr/bin/env node
import { processVariables } from '../config.js';
import { exitCodes } from './exit-codes.js';
import { runCommandLine } from './program.js';

const interrupt = new AbortController();

process.on('SIGINT', () => {
  // The first Ctrl-C lets the command finish what it began; the second one does not.
  if (interrupt.signal.aborted) process.exit(exitCodes.interrupted);
  interrupt.abort();
});
process.on('SIGTERM', () => {
  interrupt.abort();
});
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  // The reader of a pipe has gone (`| head`): nothing is left to do.
  if (error.code === 'EPIPE') process.exit(exitCodes.ok);
  throw error;
});

process.exitCode = await runCommandLine(process.argv.slice(2), {
  env: processVariables(),
  stdin: process.stdin,
  stdout: process.stdout,
  stderr: process.stderr,
  signal: interrupt.signal,
});
