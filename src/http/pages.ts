/** Everything that is not SOAP: health, metrics, the front page and the documentation. */
import { existsSync, readdirSync } from 'node:fs';
import express, { type ErrorRequestHandler, type Express } from 'express';
import { html, page, pageHeaders, type Environment } from '../soap/html.js';
import { readiness, type Readiness, type ReadinessCheck } from './health.js';
import { lazyPages, type LoadPages } from './lazy-pages.js';
import type { Metrics } from './metrics.js';
import type { Siblings } from './siblings.js';

export interface PagesParts {
  readonly environment: Environment;
  readonly version: string;
  /** The services' paths: `/LearnerService.svc`. */
  readonly servicePaths: readonly string[];
  readonly checks: readonly ReadinessCheck[];
  readonly metrics: Metrics;
  /** Further processes that answer on the same port. */
  readonly siblings?: Siblings | undefined;
  /** The folder of the documentation in Markdown; what is not there is not shown. */
  readonly docsFolder?: string | undefined;
  /** The certificate of the test environment's authority, as PEM; undefined as long as there is none. */
  readonly testAuthority?: (() => Promise<string | undefined>) | undefined;
  /** Loads the web pages of the test environment, which take over the front page. Absent: there are none. */
  readonly loadPortal?: LoadPages | undefined;
  correlationId(request: express.Request): string;
  isStopping(): boolean;
  reportUnexpected(error: unknown, correlationId: string): void;
  readonly reportNotReady: (check: string, error: unknown) => void;
}

export function createPages(given: PagesParts): Express {
  const docsFolder =
    given.docsFolder !== undefined && existsSync(given.docsFolder) ? given.docsFolder : undefined;
  const parts = { ...given, docsFolder };
  const { environment, version } = parts;
  const own = {
    readiness: (): Promise<Readiness> => readiness(parts.checks, parts.reportNotReady),
    metrics: (): Promise<string> => parts.metrics.scrape(),
  };
  parts.siblings?.introduce(own);
  const { siblings = own } = parts;
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');

  app.use((request, response, next) => {
    if (parts.isStopping()) response.shouldKeepAlive = false;
    response.set('X-Correlation-Id', parts.correlationId(request));
    response.set('Cache-Control', 'no-store');
    response.set('X-Content-Type-Options', 'nosniff');
    next();
  });

  app.get('/health/live', (_request, response) => {
    response.json({ status: 'ok' });
  });
  app.get('/health/ready', async (_request, response) => {
    const { ready, checks } = await siblings.readiness();
    const stopping = parts.isStopping();
    const status = stopping ? 'stopping' : ready ? 'ok' : 'failed';
    response.status(ready && !stopping ? 200 : 503).json({ status, checks });
  });
  app.get('/info', (_request, response) => {
    response.json({ name: 'learner-register', version, environment });
  });
  app.get('/metrics', async (_request, response) => {
    response.set('Content-Type', parts.metrics.contentType).send(await siblings.metrics());
  });
  const { loadPortal } = parts;
  if (loadPortal === undefined) {
    app.get('/', (_request, response) => {
      response.set(pageHeaders).send(frontPage(parts));
    });
  }
  if (docsFolder !== undefined) serveDocs(app, environment, docsFolder);
  const { testAuthority } = parts;
  if (environment === 'test' && testAuthority !== undefined) {
    app.get('/test-ca.pem', async (_request, response, next) => {
      const pem = await testAuthority();
      if (pem === undefined) next();
      else response.type('application/x-pem-file').send(pem);
    });
  }

  if (loadPortal !== undefined) {
    const serviceNames = parts.servicePaths.map((path) => path.slice(1).replace(/\.svc$/, ''));
    app.use(lazyPages(loadPortal, { serviceNames, isStopping: () => parts.isStopping() }));
  }

  app.use((_request, response) => {
    const content = html`<p>There is no such page. <a href="/">What there is</a>.</p>`;
    response
      .status(404)
      .set(pageHeaders)
      .send(page('Not found', environment, content));
  });
  const failed: ErrorRequestHandler = (error: unknown, request, response, next) => {
    if (response.headersSent) {
      next(error);
      return;
    }
    const correlationId = response.get('X-Correlation-Id') ?? parts.correlationId(request);
    parts.reportUnexpected(error, correlationId);
    response
      .status(500)
      .type('text')
      .send(`Something unexpected went wrong. Correlation id: ${correlationId}\n`);
  };
  app.use(failed);
  return app;
}

function frontPage({ environment, version, servicePaths, docsFolder }: PagesParts): string {
  const services = servicePaths.map(
    (path) =>
      html`<li>
        <a href="${path}">${path.slice(1)}</a>, its <a href="${path}?wsdl">description (WSDL)</a>
      </li> `,
  );
  const docs = docsFolder === undefined ? html`` : html`<li><a href="/docs/">Documentation</a></li> `;
  return page(
    'Learner Register',
    environment,
    html`<p>
        A register of learners and their Unique Learner Numbers, with SOAP web services. Version ${version}.
      </p>
      <ul>
        ${services}${docs}
        <li><a href="/health/ready">Health</a> and <a href="/metrics">metrics</a></li>
      </ul>`,
  );
}

/** The Markdown files as they are: readable by people and by programs. */
function serveDocs(app: Express, environment: Environment, folder: string): void {
  const names = readdirSync(folder)
    .filter((name) => name.endsWith('.md'))
    .sort();
  const items = names.map((name) => html`<li><a href="/docs/${name}">${name.replace(/\.md$/, '')}</a></li> `);
  const index = page(
    'Documentation',
    environment,
    html`<ul>
      ${items}
    </ul>`,
  );
  app.get('/docs', (_request, response) => {
    response.set(pageHeaders).send(index);
  });
  app.use(
    '/docs',
    express.static(folder, {
      dotfiles: 'ignore',
      index: false,
      redirect: false,
      cacheControl: false,
      setHeaders: (response) => {
        response.setHeader('Content-Type', 'text/plain; charset=utf-8');
      },
    }),
  );
}
