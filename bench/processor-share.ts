/** Gives a process a part of a processor, by a Linux control group of its own: wants root. */
import { existsSync, mkdirSync, rmdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Short, so that requests wait little for the next one. */
const periodMicroseconds = 10_000;

interface Controller {
  readonly folder: string;
  /** File by file, for so many microseconds of each period. */
  readonly limits: (quota: number) => Readonly<Record<string, string>>;
}

const controllers: readonly Controller[] = [
  {
    folder: '/sys/fs/cgroup/cpu',
    limits: (quota) => ({ 'cpu.cfs_period_us': `${periodMicroseconds}`, 'cpu.cfs_quota_us': `${quota}` }),
  },
  { folder: '/sys/fs/cgroup', limits: (quota) => ({ 'cpu.max': `${quota} ${periodMicroseconds}` }) },
];

export class ProcessorShare {
  readonly #folder: string;
  readonly #pid: number;

  /** With all its threads, and what it starts from now on. Throws where this is not allowed. */
  constructor(pid: number, share: number) {
    const controller = controllers.find(({ folder }) => existsSync(folder));
    if (controller === undefined) throw new Error('A part of a processor needs control groups of Linux');
    this.#pid = pid;
    this.#folder = join(controller.folder, `learner-register-${pid}`);
    mkdirSync(this.#folder);
    const limits = controller.limits(Math.round(share * periodMicroseconds));
    for (const [file, value] of Object.entries(limits)) writeFileSync(join(this.#folder, file), value);
    writeFileSync(join(this.#folder, 'cgroup.procs'), String(pid));
  }

  /** After the process has ended: a group that has members stays. */
  remove(): void {
    if (!existsSync(`/proc/${this.#pid}`)) rmdirSync(this.#folder);
  }
}
