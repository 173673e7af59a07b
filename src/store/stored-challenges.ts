import type { ChallengeStatus, DataChallenge } from '../domain/data-challenge.js';
import type { Uln } from '../domain/uln.js';
import type { AuditEntry } from '../register/ports.js';
import type { ChallengeResolution, DataChallenges } from '../register/plr-ports.js';
import { auditRows } from './audit-row.js';
import { challengeColumns, challengeNoOf, challengeOf, referenceOf } from './challenge-row.js';
import type { Database } from './database.js';

export class StoredChallenges implements DataChallenges {
  constructor(private readonly database: Database) {}

  async open(challenge: Omit<DataChallenge, 'referenceNo' | 'status'>, audit: AuditEntry) {
    const opened = { ...challenge, status: 'New' } as const;
    const answer = await this.database.perform('openChallenge', opened, auditRows(audit));
    return typeof answer === 'number' ? { ...opened, referenceNo: referenceOf(answer) } : answer;
  }

  async find(referenceNo: string): Promise<DataChallenge | undefined> {
    const challengeNo = challengeNoOf(referenceNo);
    if (challengeNo === undefined) return undefined;
    const [row] = await this.database.query(
      this.database.builder('data_challenge').select(challengeColumns).where('challenge_no', challengeNo),
    );
    return row === undefined ? undefined : challengeOf(row);
  }

  async list(filter: {
    uln?: Uln;
    status?: ChallengeStatus;
    organisationRef?: string;
    limit: number;
  }): Promise<readonly DataChallenge[]> {
    const challenges = this.database
      .builder('data_challenge')
      .select(challengeColumns)
      .orderBy('challenge_no', 'desc')
      .limit(filter.limit);
    if (filter.uln !== undefined) void challenges.where('uln', filter.uln);
    if (filter.status !== undefined) void challenges.where('status', filter.status);
    if (filter.organisationRef !== undefined)
      void challenges.where('organisation_ref', filter.organisationRef);
    return (await this.database.query(challenges)).map(challengeOf);
  }

  async resolve(
    referenceNo: string,
    expected: ChallengeStatus,
    outcome: ChallengeResolution,
    audit: AuditEntry,
  ) {
    const challengeNo = challengeNoOf(referenceNo);
    if (challengeNo === undefined) return 'notFound';
    const decision = { ...outcome, at: audit.at.getTime(), organisationRef: audit.organisationRef };
    const answer = await this.database.perform(
      'resolveChallenge',
      challengeNo,
      expected,
      decision,
      auditRows(audit),
    );
    return typeof answer === 'string' ? answer : challengeOf(answer);
  }
}
