import type { TestCopies, TestCopy } from '../register/test-copy-ports.js';
import type { Database } from './database.js';
import { dateOf, text } from './values.js';

export class StoredTestCopies implements TestCopies {
  constructor(private readonly database: Database) {}

  async list(): Promise<readonly TestCopy[]> {
    const copies = new Map<string, TestCopy & { readonly organisationRefs: string[] }>();
    for (const [name, createdAt, resetAt, organisationRef] of await this.database.read('testCopies')) {
      const key = text(name);
      const copy = copies.get(key) ?? {
        name: key,
        createdAt: dateOf(createdAt),
        ...(resetAt === null || resetAt === undefined ? {} : { resetAt: dateOf(resetAt) }),
        organisationRefs: [],
      };
      if (typeof organisationRef === 'string') copy.organisationRefs.push(organisationRef);
      copies.set(key, copy);
    }
    return [...copies.values()];
  }

  add(name: string, organisationRef: string, at: Date): Promise<'added' | 'exists'> {
    return this.database.perform('addTestCopy', name, organisationRef, at.getTime());
  }

  join(name: string, organisationRef: string): Promise<'joined' | 'exists' | 'notFound'> {
    return this.database.perform('joinTestCopy', name, organisationRef);
  }

  leave(organisationRef: string): Promise<{ readonly name: string; readonly last: boolean } | undefined> {
    return this.database.perform('leaveTestCopy', organisationRef);
  }

  noteReset(name: string, at: Date): Promise<void> {
    return this.database.perform('noteTestCopyReset', name, at.getTime());
  }
}
