/** What a part of the web pages gives the frame, and what the frame gives each part. */
import type { Request, RequestHandler, Response, Router } from 'express';
import type { Organisation } from '../domain/organisation.js';

/** Who is signed in. */
export type Viewer =
  { readonly kind: 'organisation'; readonly organisation: Organisation } | { readonly kind: 'administrator' };

/** An entry of the navigation at the top. */
export interface NavigationEntry {
  readonly text: string;
  /** `/exchanges`; the entry counts as current on this path and below it. */
  readonly href: string;
  /** `signedOut`: only as long as nobody is signed in. */
  readonly shownTo: 'everybody' | 'signedOut' | Viewer['kind'];
  /** One sentence for the home page: what somebody finds there. Absent: the home page does not list it. */
  readonly description?: string;
}

/** One part of the pages: its routes lie in `src/portal/<name>/`, its templates in `views/<name>/`. */
export interface Section {
  readonly navigation: readonly NavigationEntry[];
  /** Adds routes with absolute paths. Handlers may be async: what they throw becomes the error page. */
  mount(router: Router, kit: PageKit): void;
  /** A card for the home page of whoever is signed in; undefined when there is nothing to show. */
  card?(viewer: Viewer): Promise<HomeCard | undefined>;
}

/** What a part shows of itself on the home page. */
export interface HomeCard {
  readonly title: string;
  /** Rows of a summary list: `{ name: 'Latest', value: '14:02, learnerByULN' }`. */
  readonly rows: readonly { readonly name: string; readonly value: string }[];
  readonly link: { readonly text: string; readonly href: string };
}

/** What the frame does for each part. */
export interface PageKit {
  /** Lets the signed-in organisation through; others are sent to the sign-in page, and back here after it. */
  readonly asOrganisation: RequestHandler;
  readonly asAdministrator: RequestHandler;
  /** Lets either through. */
  readonly signedIn: RequestHandler;
  /**
   * For programs: HTTP Basic with the organisation's reference and password, 401 without. No session, no CSRF token.
   * Paths of such routes begin with `/test/`.
   */
  readonly asProgram: RequestHandler;
  /** Who is signed in, by session or as a program. */
  viewer(request: Request): Viewer | undefined;
  /** Behind `asOrganisation` or `asProgram`. Throws elsewhere: that is a bug. */
  organisation(request: Request): Organisation;
  /**
   * Sends `views/<view>.njk`. The template extends `layout.njk` and finds the members of `data` and beside them:
   * `viewer`, `navigation`, `csrfToken`, `cspNonce`, `version`, `path`, `flash`. Where `data.errors` is a list of
   * `{ text, href }`, the layout shows the error summary, and the title begins with "Error:".
   */
  render(request: Request, response: Response, view: string, data?: object, status?: number): void;
  /** A page that says that there is nothing here; also for what belongs to somebody else. */
  notFound(request: Request, response: Response): void;
  /** Shows a message in a notification banner on the next page of this session. */
  flash(request: Request, message: string): void;
}
