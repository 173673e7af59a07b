/** The certificates of a signed-in organisation: list, make, bind, revoke. */
import type { Router } from 'express';
import { openTestAuthority } from '../../access/test-authority.js';
import {
  daysLeft,
  readFingerprint,
  stateOf,
  type BoundCertificate,
  type CertificateFingerprint,
} from '../../domain/certificate.js';
import { entryOf } from '../../register/onboarding/onboarding-parts.js';
import { callerOf, type OnboardingSectionParts } from '../onboarding/section-parts.js';
import type { PageKit, Section } from '../section.js';
import { mountBind } from './bind.js';
import { mountIssue } from './issue.js';
import { stateTags } from './state-words.js';

export function certificatesSection(parts: OnboardingSectionParts): Section {
  return {
    navigation: [
      {
        text: 'Certificates',
        href: '/certificates',
        shownTo: 'organisation',
        description: 'Get certificates to call with, revoke them, and get wrong ones to test with.',
      },
    ],
    mount(router, kit) {
      mountList(router, kit, parts);
      mountIssue(router, kit, parts);
      mountBind(router, kit, parts);
      mountRevoke(router, kit, parts);
    },
    async card(viewer) {
      if (viewer.kind !== 'organisation') return undefined;
      const { organisationRef } = viewer.organisation;
      const shown = await certificatesOf(parts, organisationRef);
      const count = (...states: readonly string[]): string =>
        String(shown.filter(({ state }) => states.includes(state)).length);
      return {
        title: 'Certificates',
        rows: [
          { name: 'In use', value: count('valid', 'expiring') },
          { name: 'Ending soon', value: count('expiring') },
        ],
        link: { text: 'Certificates of your organisation', href: '/certificates' },
      };
    },
  };
}

async function certificatesOf(
  { certificates, clock, config }: OnboardingSectionParts,
  organisationRef: string,
) {
  const now = clock.now();
  return (await certificates.list({ organisationRef })).map((certificate) => ({
    ...certificate,
    state: stateOf(certificate, now, config.certificateWarningDays),
    daysLeft: daysLeft(certificate, now),
  }));
}

function mountList(router: Router, kit: PageKit, parts: OnboardingSectionParts): void {
  router.get('/certificates', kit.asOrganisation, async (request, response) => {
    const { organisationRef } = kit.organisation(request);
    const shown = await certificatesOf(parts, organisationRef);
    kit.render(request, response, 'certificates/list', {
      shown,
      expiring: shown.filter(({ state }) => state === 'expiring'),
      stateTags,
      required: parts.config.clientCertificates,
    });
  });

  router.get('/certificates/authority', kit.signedIn, async (_request, response) => {
    const authority = await openTestAuthority(parts.config.dataDir, parts.clock.now());
    if ('problem' in authority) throw new Error(authority.problem);
    response.attachment('test-ca.pem').type('application/x-pem-file').send(authority.certificatePem);
  });
}

function mountRevoke(router: Router, kit: PageKit, parts: OnboardingSectionParts): void {
  const { certificates, clock } = parts;
  /** What this organisation has: of others' certificates a page says nothing. */
  const ownCertificate = async (
    organisationRef: string,
    text: string,
  ): Promise<BoundCertificate | undefined> => {
    const fingerprint: CertificateFingerprint | undefined = readFingerprint(text);
    if (fingerprint === undefined) return undefined;
    return (await certificates.byFingerprint(fingerprint)).find(
      (each) => each.organisationRef === organisationRef,
    );
  };

  router.get('/certificates/:fingerprint/revoke', kit.asOrganisation, async (request, response) => {
    const { organisationRef } = kit.organisation(request);
    const certificate = await ownCertificate(organisationRef, String(request.params['fingerprint']));
    if (certificate === undefined) kit.notFound(request, response);
    else kit.render(request, response, 'certificates/revoke', { certificate });
  });

  router.post('/certificates/:fingerprint/revoke', kit.asOrganisation, async (request, response) => {
    const { organisationRef } = kit.organisation(request);
    const certificate = await ownCertificate(organisationRef, String(request.params['fingerprint']));
    if (certificate === undefined) {
      kit.notFound(request, response);
      return;
    }
    const caller = callerOf(kit, request, response, 'certificate revoke');
    const { fingerprint, subject } = certificate;
    const revoked = await certificates.revoke(fingerprint, clock.now(), caller.userName, organisationRef);
    await parts.audit.record(entryOf(caller, clock, revoked.length > 0 ? 'revoked' : 'revokedBefore'));
    kit.flash(request, `${subject} is revoked. Requests with it are refused from now on.`);
    response.redirect(303, '/certificates');
  });
}
