/** The home page: what this is, where the services are, and how to begin. */
import { callerAddress } from '../../http/caller-address.js';
import type { PortalParts } from '../portal-parts.js';
import type { HomeCard, NavigationEntry, Section, Viewer } from '../section.js';

/** @param others whose cards the page shows */
export function homeSection(
  { config, serviceNames }: Pick<PortalParts, 'config' | 'serviceNames'>,
  others: readonly Section[],
): Section {
  return {
    navigation: [],
    mount(router, kit) {
      router.get('/', async (request, response) => {
        const viewer = kit.viewer(request);
        const origin = callerAddress(request, config.publicUrl);
        kit.render(request, response, 'home/home', {
          services: serviceNames.map((name) => ({ name, address: `${origin ?? ''}/${name}.svc` })),
          found: others
            .flatMap(({ navigation }) => navigation)
            .filter(({ shownTo, description }) => description !== undefined && mayInterest(shownTo, viewer)),
          cards: viewer === undefined ? [] : await cardsOf(others, viewer),
        });
      });
    },
  };
}

/** Before somebody signs in, the page shows what organisations find. */
function mayInterest(shownTo: NavigationEntry['shownTo'], viewer: Viewer | undefined): boolean {
  if (shownTo === 'everybody') return true;
  return viewer === undefined ? shownTo !== 'administrator' : shownTo === viewer.kind;
}

async function cardsOf(sections: readonly Section[], viewer: Viewer): Promise<readonly HomeCard[]> {
  const cards = await Promise.all(sections.map(async (section) => section.card?.(viewer)));
  return cards.filter((card) => card !== undefined);
}
