/** Every part of the pages, in the order of the navigation. */
import { exchangeSection } from './exchanges/exchange-section.js';
import { homeSection } from './home/home.js';
import { learnersSection } from './learners/learners-section.js';
import type { PortalParts } from './portal-parts.js';
import type { Section } from './section.js';
import type { Viewers } from './session/viewers.js';
import { signInSection } from './sign-in/sign-in.js';
import { administrationSection } from './administration/administration.js';
import { certificatesSection } from './certificates/certificates.js';
import { onboardingSection } from './onboarding/onboarding.js';
import { samplesSection } from './samples/samples-section.js';
import { scenariosSection } from './scenarios/scenarios-section.js';
import { faultsSection } from './test-data/faults-section.js';
import { testDataSection } from './test-data/test-data-section.js';

export function createSections(parts: PortalParts, viewers: Viewers): readonly Section[] {
  /** Each owner adds a line here. */
  const { exchanges } = parts;
  const sections: readonly Section[] = [
    ...(exchanges === undefined ? [] : [exchangeSection({ ...parts, exchanges })]),
    scenariosSection(parts),
    learnersSection(parts),
    testDataSection(parts),
    faultsSection(parts),
    certificatesSection(parts),
    onboardingSection(parts),
    samplesSection(parts),
    administrationSection(parts),
  ];
  return [homeSection(parts, sections), ...sections, signInSection({ ...parts, viewers })];
}
