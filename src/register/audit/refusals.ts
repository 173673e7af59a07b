import type { AuditEntry, AuditTrail, Clock } from '../ports.js';

/** A request that was turned away before anything was done. Holds nothing that a caller typed. */
export interface Refusal {
  /** As the register knows it; absent when no organisation of the register was named. */
  readonly organisationRef?: string | undefined;
  readonly operation: string;
  readonly code: string;
}

/** What stands for an organisation that the register does not know. */
export const UNKNOWN_ORGANISATION = 'UNKNOWN';
/** Kinds that are told apart between two entries; the rest count as one. */
const MOST_KINDS = 2_000;
const OTHERS: Refusal = { operation: 'others', code: 'others' };

/**
 * Counts refusals, and writes one audit entry for each kind when told to: however many guesses come, the audit grows by
 * one entry a minute for each organisation, operation and code. `userName` of the entry says how many there were.
 */
export class RefusalCounts {
  #counts = new Map<string, { readonly refusal: Refusal; times: number }>();

  constructor(
    private readonly parts: { readonly audit: Pick<AuditTrail, 'record'>; readonly clock: Clock },
  ) {}

  add(refusal: Refusal): void {
    const kind = this.#counts.size < MOST_KINDS ? refusal : OTHERS;
    const key = `${kind.organisationRef ?? ''} ${kind.operation} ${kind.code}`;
    const count = this.#counts.get(key);
    if (count === undefined) this.#counts.set(key, { refusal: kind, times: 1 });
    else count.times += 1;
  }

  /** Writes what was counted since the last time; what could not be written is counted on. */
  async write(): Promise<void> {
    const counted = this.#counts;
    this.#counts = new Map();
    const at = this.parts.clock.now();
    await Promise.all(
      [...counted].map(async ([key, count]) => {
        try {
          await this.parts.audit.record(entryOf(count.refusal, count.times, at));
        } catch (error) {
          const since = this.#counts.get(key);
          if (since === undefined) this.#counts.set(key, count);
          else since.times += count.times;
          throw error;
        }
      }),
    );
  }
}

function entryOf({ organisationRef, operation, code }: Refusal, times: number, at: Date): AuditEntry {
  return {
    at,
    organisationRef: organisationRef ?? UNKNOWN_ORGANISATION,
    userName: `${String(times)} refused`,
    operation,
    correlationId: '',
    ulns: [],
    outcome: code,
  };
}
