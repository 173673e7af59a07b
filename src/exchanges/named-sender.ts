/** Who a message says that it is from, also where the message is not right. */
import type { Place } from './password-places.js';
import { plainText } from './secret.js';

export interface NamedSender {
  readonly organisationRef?: string;
  readonly ukprn?: string;
  /** Absent when none is there, or it is cut off. */
  readonly orgPassword?: string;
}

/** The three services call them differently. Values are short, and have no markup in them. */
const REFERENCE =
  /<(?:[\w.-]+:)?(?:OrganisationRef|OrgRef|Reference)(?:\s[^<>]*)?>\s{0,40}([^<>]{1,60}?)\s{0,40}<\//i;
const UKPRN = /<(?:[\w.-]+:)?Ukprn(?:\s[^<>]*)?>\s{0,40}([^<>]{1,60}?)\s{0,40}<\//i;
const BODY = /<(?:[\w.-]+:)?Body[\s>]/i;

/** @param places of the passwords in `text` */
export function namedSender(text: string, places: readonly Place[]): NamedSender | undefined {
  // What stands in headers of SOAP is for others.
  const body = Math.max(0, text.search(BODY));
  const inBody = text.slice(body);
  const organisationRef = REFERENCE.exec(inBody)?.[1];
  const ukprn = UKPRN.exec(inBody)?.[1];
  if (organisationRef === undefined && ukprn === undefined) return undefined;
  const place = places.find(({ start, isWhole }) => start >= body && isWhole);
  const password = place === undefined ? undefined : text.slice(place.start, place.end);
  return {
    ...(organisationRef !== undefined && { organisationRef: valueOf(organisationRef) }),
    ...(ukprn !== undefined && { ukprn: valueOf(ukprn) }),
    ...(password !== undefined && { orgPassword: valueOf(password) }),
  };
}

function valueOf(bytes: string): string {
  return plainText(Buffer.from(bytes, 'latin1').toString('utf8')).trim();
}
