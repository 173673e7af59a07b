import { qualificationKey, type Qualification, type QualificationKey } from '../domain/qualification.js';
import type { QualificationCatalogue } from '../register/plr-ports.js';
import type { Database } from './database.js';
import { qualificationColumns, qualificationOf, qualificationRow } from './qualification-row.js';

export class StoredQualifications implements QualificationCatalogue {
  constructor(private readonly database: Database) {}

  async find(keys: readonly QualificationKey[]): Promise<ReadonlyMap<QualificationKey, Qualification>> {
    if (keys.length === 0) return new Map();
    const rows = await this.database.read('qualificationsByKey', JSON.stringify(keys));
    return new Map(rows.map(qualificationOf).map((entry) => [qualificationKey(entry.reference), entry]));
  }

  async list(filter: {
    awardingOrganisationRef?: string;
    limit: number;
    offset?: number;
  }): Promise<readonly Qualification[]> {
    const entries = this.database
      .builder('qualification')
      .select([...qualificationColumns])
      .orderBy('qualification_key')
      .limit(filter.limit)
      .offset(filter.offset ?? 0);
    const { awardingOrganisationRef: ref } = filter;
    if (ref !== undefined) void entries.where('awarding_organisation_ref', ref);
    return (await this.database.query(entries)).map(qualificationOf);
  }

  store(chunk: readonly Qualification[]): Promise<{ readonly added: number; readonly replaced: number }> {
    return this.database.perform('storeQualifications', chunk.map(qualificationRow));
  }

  async awardsAnything(awardingOrganisationRef: string): Promise<boolean> {
    return (await this.database.read('awardedBy', awardingOrganisationRef)).length > 0;
  }
}
