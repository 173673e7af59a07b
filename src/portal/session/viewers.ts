/** Who is signed in: found once a request, from the session or from what a program sent. */
import { createHash } from 'node:crypto';
import type { Request, RequestHandler } from 'express';
import type { AdministratorAccess } from '../../access/administrator.js';
import type { Clock, OrganisationStore } from '../../register/ports.js';
import type { Viewer } from '../section.js';
import { renewSession } from './session-handler.js';
import type { SignedIn } from './session-data.js';

export interface ViewersParts {
  readonly organisations: Pick<OrganisationStore, 'byRef'>;
  readonly administrator: Pick<AdministratorAccess, 'passwordHash'>;
  readonly clock: Clock;
  readonly sessionHours: number;
}

export interface Viewers {
  /** Looks who is signed in. A session ends when its password counts no more, or its organisation is disabled. */
  readonly identify: RequestHandler;
  of(request: Request): Viewer | undefined;
  /** For a request that said by itself who it is from. */
  set(request: Request, viewer: Viewer): void;
  /** Signs in, in a new session. */
  signIn(request: Request, viewer: Viewer): Promise<void>;
}

const HOUR_MS = 3_600_000;

export function createViewers(parts: ViewersParts): Viewers {
  const viewers = new WeakMap<Request, Viewer>();

  async function currentMarks(
    who: SignedIn,
  ): Promise<{ marks: readonly string[]; viewer: Viewer } | undefined> {
    if (who.kind === 'administrator') {
      const hash = await parts.administrator.passwordHash();
      return hash === undefined ? undefined : { marks: [markOf(hash)], viewer: { kind: 'administrator' } };
    }
    const access = await parts.organisations.byRef(who.organisationRef);
    if (access?.status !== 'active') return undefined;
    const { passwordHashes, revision: _revision, ...organisation } = access;
    return { marks: passwordHashes.map(markOf), viewer: { kind: 'organisation', organisation } };
  }

  async function viewerOf(request: Request): Promise<Viewer | undefined> {
    const { signedIn, endsAt } = request.session;
    if (signedIn === undefined || endsAt === undefined) return undefined;
    if (endsAt <= parts.clock.now().getTime()) return undefined;
    const current = await currentMarks(signedIn);
    return current?.marks.some((mark) => signedIn.passwordMarks.includes(mark)) === true
      ? current.viewer
      : undefined;
  }

  return {
    async identify(request, _response, next) {
      const viewer = await viewerOf(request);
      if (viewer !== undefined) viewers.set(request, viewer);
      else if (request.session.signedIn !== undefined) await renewSession(request);
      next();
    },
    of: (request) => viewers.get(request),
    set(request, viewer) {
      viewers.set(request, viewer);
    },
    async signIn(request, viewer) {
      const passwordMarks = await marksOf(viewer, parts);
      await renewSession(request);
      request.session.signedIn =
        viewer.kind === 'administrator'
          ? { kind: 'administrator', passwordMarks }
          : { kind: 'organisation', organisationRef: viewer.organisation.organisationRef, passwordMarks };
      request.session.endsAt = parts.clock.now().getTime() + parts.sessionHours * HOUR_MS;
      viewers.set(request, viewer);
    },
  };
}

async function marksOf(viewer: Viewer, parts: ViewersParts): Promise<string[]> {
  if (viewer.kind === 'administrator') {
    const hash = await parts.administrator.passwordHash();
    return hash === undefined ? [] : [markOf(hash)];
  }
  const access = await parts.organisations.byRef(viewer.organisation.organisationRef);
  return (access?.passwordHashes ?? []).map(markOf);
}

/** Tells two hashes apart, and nothing about them. */
function markOf(passwordHash: string): string {
  return createHash('sha256').update(passwordHash).digest('base64url').slice(0, 22);
}
