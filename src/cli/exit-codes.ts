/** What the process says when it ends. Listed in docs/operations.md, "Exit codes". */
export const exitCodes = {
  ok: 0,
  failed: 1,
  usage: 2,
  configuration: 3,
  /** Some records were refused. */
  partlyDone: 4,
  /** The database could not be reached. */
  notReachable: 5,
  interrupted: 130,
} as const;

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

/** Why a command did not do what it was told, for the person at the keyboard. */
export interface Refusal {
  readonly exitCode: ExitCode;
  /** What is the matter. One sentence. */
  readonly problem: string;
  /** What to do next. One sentence. */
  readonly whatToDo: string;
}
