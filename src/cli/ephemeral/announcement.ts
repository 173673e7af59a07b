/** What an ephemeral register says of itself: one line of JSON, which programs and shells can read. */
import type { DescribedService } from '../../contract/description.js';
import { publishedTestData } from '../test-data.js';
import type { ShownRecord } from '../output.js';

const serviceNames: readonly DescribedService[] = ['LearnerService', 'LearnerServiceR9', 'ExternalService'];

export interface Announced {
  readonly url: string;
  /** Absent where there are no web pages. */
  readonly administratorPassword?: string | undefined;
  readonly dataFolder: string;
}

/** `url` comes first, so that a shell needs no JSON reader: docs/ci.md has the line. */
export function announcementOf({ url, administratorPassword, dataFolder }: Announced): ShownRecord {
  const organisations = Object.entries(publishedTestData().organisations);
  return {
    url,
    services: Object.fromEntries(serviceNames.map((name) => [name, `${url}/${name}.svc`])),
    organisations: Object.fromEntries(
      organisations.map(([key, { organisationRef, ukprn, orgPassword, userName, kind, status }]) => [
        key,
        { organisationRef, ukprn, orgPassword, userName, kind, status },
      ]),
    ),
    ...(administratorPassword !== undefined && { administratorPassword }),
    pid: process.pid,
    dataFolder,
  };
}
