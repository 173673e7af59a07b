import { setTimeout as sleep } from 'node:timers/promises';
import type { Organisation, Right } from '../domain/organisation.js';
import type { Clock, OrganisationStore } from '../register/ports.js';
import type {
  CertificateCheck,
  CertificateRefusal,
  ClientCertificate,
  CertificateVerdict,
} from './certificate-check.js';
import type { OperatingHours } from './operating-hours.js';
import { OrganisationDirectory, type KnownOrganisation } from './organisation-directory.js';
import { PasswordCheck, type PasswordCheckParts, type Verdict } from './password-check.js';
import { RecentlyUsed } from './recently-used.js';
import { answerDelay, longestDelay, UnknownAttempts } from './slowdown.js';
import { VerifiedPasswords } from './verified-passwords.js';

/** As the request gave them; an empty text is the same as an absent one. */
export interface Credentials {
  readonly organisationRef?: string | undefined;
  readonly ukprn?: string | undefined;
  readonly orgPassword: string;
}

/** `busy`: too many passwords are waiting to be checked; nothing is known about this one. */
export type RefusalCode = 'WSEC0003' | 'WSEC0004' | 'WSEC0005' | 'WSEC0006' | 'busy';

export type AccessResult =
  | { readonly ok: true; readonly organisation: Organisation }
  | {
      readonly ok: false;
      readonly code: RefusalCode;
      /** For the log. */
      readonly reason: string;
      /** As the register knows it, for the audit; absent when nobody of that name is known. */
      readonly organisationRef?: string;
    };

/** For the log and the metrics. Holds nothing that a caller typed. */
export type AccessEvent =
  | { readonly kind: 'unknownOrganisation' }
  | {
      readonly kind: 'wrongPassword' | 'locked' | 'refusedLocked';
      readonly organisationRef: string;
      readonly failures: number;
    }
  | { readonly kind: 'busy'; readonly organisationRef?: string }
  | {
      readonly kind: 'certificateRefused';
      readonly reason: CertificateRefusal;
      readonly fingerprint?: string;
      /** With `otherOrganisation`: whose name was used. */
      readonly organisationRef?: string;
    };

export interface AccessSettings {
  readonly slowdownAfter: number;
  /** 0 never locks. */
  readonly lockoutAfter: number;
  readonly lockoutSeconds: number;
  readonly passwordCacheSize: number;
  readonly passwordCacheMinutes: number;
  readonly passwordChecksAtOnce: number;
}

export interface AccessParts extends Pick<PasswordCheckParts, 'publishedPasswords' | 'hashCost' | 'verify'> {
  readonly organisations: OrganisationStore;
  readonly clock: Clock;
  readonly settings: AccessSettings;
  /** Absent: certificates do not count. */
  readonly certificates?: Pick<CertificateCheck, 'judge'> | undefined;
  /** Absent: always open. */
  readonly hours?: OperatingHours | undefined;
  readonly onEvent?: (event: AccessEvent) => void;
  /** Holds an answer back; replaced in tests. */
  readonly wait?: (milliseconds: number) => Promise<unknown>;
}

export interface Recognised {
  readonly organisationRef: string;
  readonly proved: boolean;
}

export interface AccessCounts {
  readonly passwordCache: VerifiedPasswords['counts'];
  readonly passwordChecks: PasswordCheck['counts'];
}

export interface Access {
  /**
   * Who calls, and whether they may do what `right` names; `none` asks for no right. Throws only when the store does.
   * @param certificate what the caller's connection proved; absent when it proved nothing
   */
  authenticate(
    credentials: Credentials,
    right: Right | 'none',
    certificate?: ClientCertificate,
  ): Promise<AccessResult>;
  /**
   * Whom credentials name and whether the password is right, for what is kept of requests that were refused before
   * anybody asked: without certificate, hours and rights, and at once. A wrong password counts towards the lock; one
   * that is known to be wrong is not checked again.
   * @param isWrong this password was found wrong just now
   * @returns undefined when they name no organisation that may call
   */
  recognise(credentials: Credentials, isWrong?: boolean): Promise<Recognised | undefined>;
  /** Must be called when this process changed an organisation: the next request reads it anew. */
  forget(organisationRef: string): void;
  readonly counts: AccessCounts;
}

/**
 * No refused password is answered sooner, in milliseconds. A check takes a third of it; the rest hides what else
 * differs between a wrong password (a record of the failure) and an unknown organisation (none).
 */
const soonestRefusal = 100;
const wrongKept = 1000;

/**
 * Checks in this order: certificate right (WSEC0003), organisation known and the certificate its own (WSEC0003), hours
 * (WSEC0004), password (WSEC0005), right (WSEC0006).
 * A caller whose certificate is not right learns neither that nor whether there is such an organisation.
 * Hours come before the password, so that nobody can try passwords while the services are closed. The right comes
 * last, so that only the organisation itself learns what it may do. A locked organisation gets WSEC0006, except
 * with a password that was found right before: see docs/adr/0004-lockout.md.
 */
export function createAccess(parts: AccessParts): Access {
  const { organisations, clock, settings, hours, certificates, wait = sleep } = parts;
  const onEvent = parts.onEvent ?? (() => undefined);
  const directory = new OrganisationDirectory(organisations);
  const verified = new VerifiedPasswords(settings.passwordCacheSize, settings.passwordCacheMinutes * 60);
  const check = new PasswordCheck({ ...parts, ...settings, checksAtOnce: settings.passwordChecksAtOnce });
  const unknownAttempts = new UnknownAttempts(10_000);
  /** Of passwords that were wrong, in `recognise` alone: nobody waits for it, so nothing slows a flood of them down. */
  const wrong = new RecentlyUsed<true>(wrongKept);

  /** Holds a refusal back, so that all kinds of it take the same time from `since` on, and more with each failure. */
  const holdBack = (since: number, failures: number): Promise<unknown> => {
    const taken = Math.max(0, clock.now().getTime() - since);
    return wait(Math.max(0, soonestRefusal - taken) + answerDelay(failures, settings.slowdownAfter));
  };

  async function refuseBusy(event: AccessEvent): Promise<AccessResult> {
    onEvent(event);
    // An instant answer would let a flood of guesses run past the slowdown.
    await wait(longestDelay);
    const organisationRef = 'organisationRef' in event ? event.organisationRef : undefined;
    return refusal('busy', 'too many passwords are waiting to be checked', organisationRef);
  }

  async function refuseUnknown(
    credentials: Credentials,
    reason: string,
    since: number,
    organisationRef: string | undefined,
  ): Promise<AccessResult> {
    const name = `${credentials.organisationRef ?? ''}/${credentials.ukprn ?? ''}`.toUpperCase();
    const digest = verified.digest({ organisationRef: name, revision: -1 }, credentials.orgPassword);
    const verdict = await check.ofNobody(credentials.orgPassword, digest);
    if (verdict.kind === 'busy') {
      return refuseBusy({ kind: 'busy' });
    }
    onEvent({ kind: 'unknownOrganisation' });
    await holdBack(since, unknownAttempts.add(name));
    return refusal('WSEC0003', reason, organisationRef);
  }

  async function refuse(
    organisationRef: string,
    verdict: Exclude<Verdict, { kind: 'right' }>,
    since: number,
  ): Promise<AccessResult> {
    if (verdict.kind === 'busy') {
      return refuseBusy({ kind: 'busy', organisationRef });
    }
    const { failures } = verdict;
    if (verdict.kind === 'locked') {
      onEvent({ kind: 'refusedLocked', organisationRef, failures });
      await holdBack(since, failures);
      return refusal('WSEC0006', 'locked after too many wrong passwords', organisationRef);
    }
    onEvent({ kind: verdict.locks ? 'locked' : 'wrongPassword', organisationRef, failures });
    await holdBack(since, failures);
    const reason = verdict.locks ? 'wrong password; now locked' : 'wrong password';
    return refusal('WSEC0005', reason, organisationRef);
  }

  /** Tells what is wrong with a certificate to whoever watches, and gives it in words for the log. */
  function reportCertificate(
    reason: CertificateRefusal,
    certificate: ClientCertificate | undefined,
    organisation: { readonly organisationRef?: string } = {},
  ): string {
    const fingerprint = certificate === undefined ? {} : { fingerprint: certificate.fingerprint };
    const { organisationRef } = organisation;
    const ref = organisationRef === undefined ? {} : { organisationRef };
    onEvent({ kind: 'certificateRefused', reason, ...fingerprint, ...ref });
    return `certificate: ${reason}`;
  }

  return {
    async authenticate(credentials, right, certificate) {
      const at = clock.now();
      const now = at.getTime();
      let verdict: CertificateVerdict | undefined;
      if (certificates !== undefined) {
        const judged = certificates.judge(certificate, now);
        verdict = judged instanceof Promise ? await judged : judged;
        // Without a look at the organisation: the answer, and its time, cannot tell whether there is one.
        if (verdict.kind === 'refused')
          return refusal('WSEC0003', reportCertificate(verdict.reason, certificate));
      }
      const found = identify(directory, credentials, now);
      const known = found instanceof Promise ? await found : found;
      const nobody = whyNobody(known, credentials);
      if (known === undefined || nobody !== undefined) {
        const ref = known?.organisation.organisationRef;
        return refuseUnknown(credentials, nobody ?? 'unknown organisation', now, ref);
      }
      const { access, organisation } = known;
      if (verdict?.kind === 'bound' && !verdict.organisationRefs.has(organisation.organisationRef)) {
        const reason = reportCertificate('otherOrganisation', certificate, organisation);
        return refuseUnknown(credentials, reason, now, organisation.organisationRef);
      }
      const { organisationRef } = organisation;
      if (hours !== undefined && !hours.isOpen(at)) {
        return refusal('WSEC0004', 'outside operating hours', organisationRef);
      }

      const digest = verified.digest(access, credentials.orgPassword);
      const recollection = verified.recall(digest, now);
      if (recollection !== 'fresh') {
        const rightBefore = recollection === 'stale';
        const judgement = await check.ofOrganisation(access, credentials.orgPassword, digest, rightBefore);
        if (judgement.kind === 'right') verified.remember(digest, now);
        else {
          if (judgement.kind === 'wrong') verified.forget(digest);
          return refuse(organisation.organisationRef, judgement, now);
        }
      }
      if (right !== 'none' && !organisation.rights.has(right))
        return refusal('WSEC0006', `has no right to ${right}`, organisationRef);
      return { ok: true, organisation };
    },
    async recognise(credentials, isWrong = false) {
      const now = clock.now().getTime();
      const known = await identify(directory, credentials, now);
      if (known === undefined || whyNobody(known, credentials) !== undefined) return undefined;
      const { access, organisation } = known;
      const { organisationRef } = organisation;
      if (isWrong || credentials.orgPassword === '') return { organisationRef, proved: false };
      const digest = verified.digest(access, credentials.orgPassword);
      const recollection = verified.recall(digest, now);
      if (recollection === 'fresh') return { organisationRef, proved: true };
      if (wrong.get(digest) !== undefined) return { organisationRef, proved: false };
      const rightBefore = recollection === 'stale';
      const { kind } = await check.ofOrganisation(access, credentials.orgPassword, digest, rightBefore);
      if (kind === 'right') verified.remember(digest, now);
      else if (kind === 'wrong') wrong.set(digest, true);
      return { organisationRef, proved: kind === 'right' };
    },
    forget(organisationRef) {
      directory.forget(organisationRef);
    },
    get counts() {
      return { passwordCache: verified.counts, passwordChecks: check.counts };
    },
  };
}

/** By reference, else by UKPRN. Some clients put their UKPRN, which is longer, where the reference belongs. */
function identify(
  directory: OrganisationDirectory,
  { organisationRef, ukprn }: Credentials,
  now: number,
): KnownOrganisation | undefined | Promise<KnownOrganisation | undefined> {
  if (organisationRef) {
    return organisationRef.length === ukprnLength
      ? directory.byUkprn(organisationRef, now)
      : directory.byRef(organisationRef, now);
  }
  return ukprn ? directory.byUkprn(ukprn, now) : undefined;
}

const ukprnLength = 8;

/** Why these credentials name no organisation that may call; undefined when they do. */
function whyNobody(
  known: KnownOrganisation | undefined,
  { organisationRef, ukprn }: Credentials,
): string | undefined {
  if (!organisationRef && !ukprn) return 'neither organisationRef nor UKPRN given';
  if (known === undefined) return 'unknown organisation';
  const { organisation } = known;
  if (ukprn && ukprn !== organisation.ukprn && ukprn.toUpperCase() !== organisation.ukprn.toUpperCase()) {
    return 'organisationRef and UKPRN are of different organisations';
  }
  return organisation.status === 'active' ? undefined : 'organisation disabled';
}

function refusal(code: RefusalCode, reason: string, organisationRef?: string): AccessResult {
  return { ok: false, code, reason, ...(organisationRef === undefined ? {} : { organisationRef }) };
}
