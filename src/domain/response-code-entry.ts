/** What is told of a code, and the makers that keep the table short. */

/** `public`: described by public documents or clients of the service. `register`: this register's own choice. */
export type CodeSource = 'public' | 'register';

/** How a code travels: in a message, as the refusal of a request, or beside one record of a batch. */
export type CodeForm = 'response' | 'answer' | 'fault' | 'return' | 'achievement';

export interface CodeEntry {
  readonly form: CodeForm;
  /** One sentence without names or values; also the fault's Description. */
  readonly meaning: string;
  /** Operations as the WSDL names them, or `any`. */
  readonly usedBy: readonly string[];
  /** More operations; that they use the code is this register's own choice. */
  readonly ownUse: readonly string[];
  /** What a client should do. */
  readonly action: string;
  readonly source: CodeSource;
}

type Rest = Omit<CodeEntry, 'form'>;

function rest(
  meaning: string,
  action: string,
  usedBy: readonly string[],
  ownUse: readonly string[],
  source: CodeSource,
): Rest {
  return { meaning, action, usedBy, ownUse, source };
}

/** WSRC: the ResponseCode of a message. */
export function response(
  meaning: string,
  action: string,
  usedBy: readonly string[],
  ownUse: readonly string[] = [],
): Rest & { readonly form: 'response' } {
  return { ...rest(meaning, action, usedBy, ownUse, 'public'), form: 'response' };
}

/** WSEC that is the ResponseCode of an ordinary message. */
export function answer(
  meaning: string,
  action: string,
  usedBy: readonly string[],
): Rest & { readonly form: 'answer' } {
  return { ...rest(meaning, action, usedBy, [], 'public'), form: 'answer' };
}

/** WSEC that is the ErrorCode of a fault, of any operation. */
export function fault(meaning: string, action: string): Rest & { readonly form: 'fault' } {
  return { ...rest(meaning, action, ['any'], [], 'public'), form: 'fault' };
}

/** RC: the ReturnCode of one learner of a batch. */
export function returned(
  meaning: string,
  action: string,
  usedBy: readonly string[],
  source: CodeSource,
): Rest & { readonly form: 'return' } {
  return { ...rest(meaning, action, usedBy, [], source), form: 'return' };
}

/** The result of one record of an achievement job. */
export function achieved(meaning: string, action: string): Rest & { readonly form: 'achievement' } {
  return {
    ...rest(meaning, action, ['GetAchievementBatchJob', 'batch files'], [], 'register'),
    form: 'achievement',
  };
}
