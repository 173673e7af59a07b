/** What Linux says about processes of this machine. */
import { readFileSync } from 'node:fs';
import type { Usage } from './servers/measured.js';

/** Linux counts processor time a hundred times a second. */
export const microsecondsATick = 10_000;

const bytesAPage = 4096;

/** The process' `stat` from its state on (proc_pid_stat(5), the third field). Throws when the process has ended. */
export function statOf(pid: number): readonly string[] {
  return readFileSync(`/proc/${pid}/stat`, 'utf8')
    .replace(/^.*\) /s, '')
    .split(' ');
}

export function usageOf(pid: number): Usage {
  const fields = statOf(pid);
  const ticks = Number(fields[11]) + Number(fields[12]);
  return { cpu: ticks * microsecondsATick, rss: Number(fields[21]) * bytesAPage };
}
