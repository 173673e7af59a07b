/** The message inspector: every exchange of an organisation, as it was sent and answered. */
import type { Request } from 'express';
import { durationInWords } from '../../exchanges/explain/way.js';
import type { ExchangeOwner } from '../../register/exchange-ports.js';
import type { HomeCard, PageKit, Section, Viewer } from '../section.js';
import { eventsRoute, type EventsTiming } from './events.js';
import { exchangePage } from './exchange-page.js';
import type { InspectorParts } from './exchange-parts.js';
import { fileRoute } from './files.js';
import { listPage } from './list-page.js';
import { exchangeForPrograms, listForPrograms } from './programs.js';
import { replayRoutes } from './replay.js';

const OWN = '/exchanges';
const OF_NOBODY = '/exchanges/nobody';

/** @param timing of live updates; the usual one unless given */
export function exchangeSection(parts: InspectorParts, timing?: EventsTiming): Section {
  return {
    navigation: [
      {
        text: 'Messages',
        href: OWN,
        shownTo: 'organisation',
        description:
          'Each request as it came and its answer as it went: what was wrong, where, and how the match was decided.',
      },
      {
        text: 'Messages of nobody',
        href: OF_NOBODY,
        shownTo: 'administrator',
        description: 'Requests that no organisation has proved to be its own.',
      },
    ],
    mount(router, kit) {
      const nobody = (): ExchangeOwner => 'nobody';
      const own = ownOf(kit);

      router.get(OF_NOBODY, kit.asAdministrator, listPage(parts, kit, OF_NOBODY, nobody));
      router.get(`${OF_NOBODY}/events`, kit.asAdministrator, eventsRoute(parts, nobody, timing));
      router.get(`${OF_NOBODY}/:id`, kit.asAdministrator, exchangePage(parts, kit, OF_NOBODY, nobody));
      router.get(`${OF_NOBODY}/:id/:file`, kit.asAdministrator, fileRoute(parts, kit, nobody));

      const replay = replayRoutes(parts, kit);
      router.get(OWN, kit.asOrganisation, listPage(parts, kit, OWN, own));
      router.get(`${OWN}/events`, kit.asOrganisation, eventsRoute(parts, own, timing));
      router.get(`${OWN}/:id`, kit.asOrganisation, exchangePage(parts, kit, OWN, own));
      router.get(`${OWN}/:id/replay`, kit.asOrganisation, replay.show);
      router.post(`${OWN}/:id/replay`, kit.asOrganisation, replay.send);
      router.get(`${OWN}/:id/:file`, kit.asOrganisation, fileRoute(parts, kit, own));

      router.get('/test/exchanges', kit.asProgram, listForPrograms(parts, kit));
      router.get('/test/exchanges/:id', kit.asProgram, exchangeForPrograms(parts, kit));
    },
    card: (viewer) => cardOf(parts, viewer),
  };
}

function ownOf(kit: PageKit): (request: Request) => ExchangeOwner {
  return (request) => ({ organisationRef: kit.organisation(request).organisationRef });
}

async function cardOf({ exchanges, config }: InspectorParts, viewer: Viewer): Promise<HomeCard> {
  const isAdministrator = viewer.kind === 'administrator';
  const owner = isAdministrator ? 'nobody' : { organisationRef: viewer.organisation.organisationRef };
  const latest = (await exchanges.list(owner, {}, { limit: 1 })).heads[0];
  const rows =
    latest === undefined
      ? [{ name: 'Latest', value: 'None yet' }]
      : [
          { name: 'Latest', value: timeIn(config.timeZone, latest.at) },
          { name: 'Operation', value: latest.operation ?? 'Not recognised' },
          { name: 'Answer', value: `${latest.code} after ${durationInWords(latest.milliseconds)}` },
        ];
  return {
    title: isAdministrator ? 'Messages of nobody' : 'Messages',
    rows,
    link: { text: 'See every message', href: isAdministrator ? OF_NOBODY : OWN },
  };
}

function timeIn(timeZone: string, at: Date): string {
  return new Intl.DateTimeFormat('en-GB', { timeZone, dateStyle: 'medium', timeStyle: 'medium' }).format(at);
}
