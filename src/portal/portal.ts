/** The web pages of the test environment: an express app that the server's own pages hand requests to. */
import express, { type Express } from 'express';
import { readAssets } from './assets.js';
import { errorPage, notFoundPage } from './error-pages.js';
import { createFormGuard, readForms } from './forms.js';
import { createPageKit } from './page-kit.js';
import type { PortalParts } from './portal-parts.js';
import { createSections } from './sections.js';
import { securityHeaders } from './security-headers.js';
import { createBasicAccess } from './session/basic.js';
import { createSessionHandler, redirectAfterSave } from './session/session-handler.js';
import { createViewers } from './session/viewers.js';
import { createTemplates } from './templates.js';

/** Sizes of what programs send under `/test/`. */
const PROGRAMS_BYTES = '1mb';

/** Makes the pages ready: reads templates' folders and assets, and the secret of the sessions. */
export async function createPortal(parts: PortalParts): Promise<Express> {
  const { config, version } = parts;
  const assets = await readAssets();
  const viewers = createViewers({ ...parts, sessionHours: config.portalSessionHours });
  const forms = createFormGuard();
  const sections = createSections(parts, viewers);
  const kit = createPageKit({
    viewers,
    asProgram: createBasicAccess(parts.access, viewers),
    forms,
    templates: createTemplates({ timeZone: config.timeZone, version, assets: assets.urls }),
    sections,
  });

  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  app.set('query parser', 'simple');
  app.use(securityHeaders());
  assets.mount(app);

  app.use('/test/', express.json({ limit: PROGRAMS_BYTES }));
  const forPeople = express.Router();
  forPeople.use(await createSessionHandler(parts), redirectAfterSave, viewers.identify);
  forPeople.use(readForms(config.maxRequestBytes, (request) => viewers.of(request)));
  forPeople.use(forms.protect);
  app.use((request, response, next) => {
    // Programs say with each request who they are: no session, and no form of ours that could be forged.
    if (request.path.startsWith('/test/')) next();
    else forPeople(request, response, next);
  });
  for (const section of sections) section.mount(app, kit);
  app.use(notFoundPage(kit));
  app.use(errorPage(kit, parts.log));
  return app;
}
