/** What the administrator of a test environment does: let applicants in, look after organisations, pass on live requests. */
import { applicationStatuses } from '../../domain/application.js';
import type { OnboardingSectionParts } from '../onboarding/section-parts.js';
import type { Section } from '../section.js';
import { mountApplications } from './applications.js';
import { mountLiveRequests } from './live-requests.js';
import { mountOrganisations } from './organisations.js';

const mostCounted = 1000;

export function administrationSection(parts: OnboardingSectionParts): Section {
  const { applications, liveRequests, organisations } = parts;
  const waitingRequests = async (): Promise<number> =>
    (await liveRequests.list({ status: 'waiting', limit: mostCounted })).length;
  return {
    navigation: [
      {
        text: 'Administration',
        href: '/administration',
        shownTo: 'administrator',
        description: 'Applications, organisations and requests to go live.',
      },
    ],
    mount(router, kit) {
      router.get('/administration', kit.asAdministrator, async (request, response) => {
        kit.render(request, response, 'administration/start', {
          counts: await applications.counts(),
          statuses: applicationStatuses,
          waitingRequests: await waitingRequests(),
          organisationCount: (await organisations.list()).length,
        });
      });
      mountApplications(router, kit, parts);
      mountOrganisations(router, kit, parts);
      mountLiveRequests(router, kit, parts);
    },
    async card(viewer) {
      if (viewer.kind !== 'administrator') return undefined;
      const { waiting } = await applications.counts();
      return {
        title: 'Administration',
        rows: [
          { name: 'Applications that wait', value: String(waiting) },
          { name: 'Live requests that wait', value: String(await waitingRequests()) },
        ],
        link: { text: 'Look after this environment', href: '/administration' },
      };
    },
  };
}
