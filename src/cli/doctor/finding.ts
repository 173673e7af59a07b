/** What one check found. */
export interface Finding {
  readonly check: string;
  readonly status: 'ok' | 'warning' | 'failed';
  readonly finding: string;
  /** '' when nothing is to be done. */
  readonly whatToDo: string;
}

export function fine(check: string, finding: string): Finding {
  return { check, status: 'ok', finding, whatToDo: '' };
}

export function wrong(check: string, finding: string, whatToDo: string): Finding {
  return { check, status: 'failed', finding, whatToDo };
}

export function doubtful(check: string, finding: string, whatToDo: string): Finding {
  return { check, status: 'warning', finding, whatToDo };
}
