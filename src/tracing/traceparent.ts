/** The `traceparent` header: W3C Trace Context, section 3.2. */

/** Whose part this request is of. */
export interface Traceparent {
  /** 32 hexadecimal digits. */
  readonly traceId: string;
  /** 16 hexadecimal digits: the caller's own span. */
  readonly spanId: string;
  /** Whether the caller records. */
  readonly isRecorded: boolean;
}

const form = /^([0-9a-f]{2})-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})(-.*)?$/;
const nothing = /^0+$/;
const LONGEST = 512;

/** @returns undefined for anything that is no valid header: such a one is ignored, as the standard wants */
export function readTraceparent(header: string | readonly string[] | undefined): Traceparent | undefined {
  if (typeof header !== 'string' || header.length > LONGEST) return undefined;
  const [, version = '', traceId = '', spanId = '', flags = '', more] = form.exec(header) ?? [];
  if (version === '' || version === 'ff' || (version === '00' && more !== undefined)) return undefined;
  if (nothing.test(traceId) || nothing.test(spanId)) return undefined;
  return { traceId, spanId, isRecorded: (Number.parseInt(flags, 16) & 1) === 1 };
}
