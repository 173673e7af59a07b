/** The way into the test environment and out of it: applying for access, and asking for a live connection. */
import { createProxyAddresses } from '../../access/proxy-addresses.js';
import { remoteAddressOf } from '../../http/remote-address.js';
import type { Section } from '../section.js';
import { mountApply } from './apply.js';
import { mountLiveRequest } from './live-request.js';
import type { OnboardingSectionParts } from './section-parts.js';
import { mountStatus } from './status.js';
import { createSubmissionLimit } from './submission-limit.js';

export function onboardingSection(parts: OnboardingSectionParts): Section {
  const { proxyAddresses } = parts.config;
  const proxies = proxyAddresses === undefined ? undefined : createProxyAddresses(proxyAddresses);
  const limit = createSubmissionLimit((request) => remoteAddressOf(request, proxies));
  return {
    navigation: [
      {
        text: 'Apply for access',
        href: '/apply',
        shownTo: 'signedOut',
        description: 'Get an organisation of your own, whose messages and test data nobody else sees.',
      },
      {
        text: 'Go live',
        href: '/live-request',
        shownTo: 'organisation',
        description: 'Ask for a connection to the live register, with the report of your scenarios.',
      },
    ],
    mount(router, kit) {
      mountApply(router, kit, parts, limit);
      mountStatus(router, kit, parts);
      mountLiveRequest(router, kit, parts);
    },
  };
}
