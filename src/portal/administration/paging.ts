import type { Request } from 'express';
import { z } from 'zod';

const pageSchema = z.coerce.number().int().min(1).max(10_000).catch(1);

/** `?page=2`; 1 for anything that is no page. */
export function readPage(request: Request): number {
  return pageSchema.parse(request.query['page'] ?? 1);
}

export interface ShownPage<T> {
  readonly shown: readonly T[];
  readonly page: number;
  readonly previous?: string;
  readonly next?: string;
}

/** @param found one more than a page holds where there are more */
export function pageOf<T>(found: readonly T[], aPage: number, page: number, address: string): ShownPage<T> {
  return {
    shown: found.slice(0, aPage),
    page,
    ...(page > 1 ? { previous: `${address}page=${page - 1}` } : {}),
    ...(found.length > aPage ? { next: `${address}page=${page + 1}` } : {}),
  };
}
