import type { Request, RequestHandler } from 'express';
import { z } from 'zod';
import type { FormGuard } from './forms.js';
import type { NavigationEntry, PageKit, Section, Viewer } from './section.js';
import { nonceOf } from './security-headers.js';
import type { Viewers } from './session/viewers.js';
import type { Templates } from './templates.js';

export interface PageKitParts {
  readonly viewers: Viewers;
  readonly asProgram: RequestHandler;
  readonly forms: FormGuard;
  readonly templates: Templates;
  readonly sections: readonly Section[];
}

export function createPageKit({ viewers, asProgram, forms, templates, sections }: PageKitParts): PageKit {
  const entries = sections.flatMap(({ navigation }) => navigation);

  const letThrough =
    (fits: (viewer: Viewer) => boolean): RequestHandler =>
    (request, response, next) => {
      const viewer = viewers.of(request);
      if (viewer === undefined) response.redirect(303, signInAddress(request));
      else if (fits(viewer)) next();
      else kit.render(request, response, 'errors/not-for-you', { viewer }, 403);
    };

  const kit: PageKit = {
    asOrganisation: letThrough(({ kind }) => kind === 'organisation'),
    asAdministrator: letThrough(({ kind }) => kind === 'administrator'),
    signedIn: letThrough(() => true),
    asProgram,
    viewer: (request) => viewers.of(request),
    organisation(request) {
      const viewer = viewers.of(request);
      if (viewer?.kind !== 'organisation') throw new Error('No organisation asks: the route lacks its guard');
      return viewer.organisation;
    },
    render(request, response, view, data = {}, status = 200) {
      const viewer = viewers.of(request);
      const page = templates.render(view, {
        ...data,
        data,
        fieldErrors: fieldErrorsOf(data),
        viewer,
        navigation: navigationFor(entries, viewer, request.path),
        csrfToken: { toString: () => forms.tokenOf(request) },
        cspNonce: nonceOf(response),
        path: request.path,
        flash: takeFlash(request),
      });
      response.status(status).type('html').send(page);
    },
    notFound(request, response) {
      kit.render(request, response, 'errors/not-found', {}, 404);
    },
    flash(request, message) {
      request.session.flash = [...(request.session.flash ?? []), message];
    },
  };
  return kit;
}

interface ShownEntry {
  readonly text: string;
  readonly href: string;
  readonly current: boolean;
  readonly active: boolean;
}

/** What this viewer may go to; on a page below an entry, that entry is active. */
function navigationFor(
  entries: readonly NavigationEntry[],
  viewer: Viewer | undefined,
  path: string,
): readonly ShownEntry[] {
  return entries
    .filter(({ shownTo }) => shownTo === 'everybody' || shownTo === (viewer?.kind ?? 'signedOut'))
    .map(({ text, href }) => ({
      text,
      href,
      current: path === href,
      active: href !== '/' && path.startsWith(`${href}/`),
    }));
}

/** The sign-in page that leads back here. What was posted is lost: it leads to the page's own address. */
function signInAddress(request: Request): string {
  const back = request.method === 'GET' ? request.originalUrl : request.path;
  return `/sign-in?return=${encodeURIComponent(back)}`;
}

/** By the id of its field, what is wrong with each: `{ organisation: 'Enter …' }`. */
function fieldErrorsOf(data: object): Readonly<Record<string, string>> {
  const errors = 'errors' in data && Array.isArray(data.errors) ? (data.errors as readonly unknown[]) : [];
  const found: Record<string, string> = {};
  for (const error of errors) {
    const { text, href } = errorSchema.parse(error);
    found[href.replace(/^#/, '')] ??= text;
  }
  return found;
}

const errorSchema = z.object({ text: z.string(), href: z.string() });

function takeFlash(request: Request): readonly string[] {
  // Errors before the session was read are shown on a page, too.
  const { session } = request as { session?: Request['session'] };
  const messages = session?.flash ?? [];
  if (session?.flash !== undefined) delete session.flash;
  return messages;
}
