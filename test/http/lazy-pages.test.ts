import type { AddressInfo } from 'node:net';
import type { Server } from 'node:http';
import { expect } from 'chai';
import express, { type RequestHandler } from 'express';
import { lazyPages } from '../../src/http/lazy-pages.js';

describe('Pages that are loaded when somebody asks for one', () => {
  let server: Server | undefined;
  afterEach((done) => {
    server?.close(done);
  });

  const serve = (load: () => Promise<RequestHandler>): Promise<string> =>
    new Promise((resolve) => {
      const app = express();
      app.use(lazyPages(load, { serviceNames: [], isStopping: () => false }));
      app.use(((_error, _request, response, _next) => {
        response.status(500).send('failed');
      }) satisfies express.ErrorRequestHandler);
      const listening = app.listen(0, '127.0.0.1', () => {
        resolve(`http://127.0.0.1:${(listening.address() as AddressInfo).port}/`);
      });
      server = listening;
    });

  const page: RequestHandler = (_request, response) => {
    response.send('page');
  };

  it('are loaded once, however many ask at the same time', async () => {
    let loads = 0;
    const origin = await serve(async () => {
      loads += 1;
      await new Promise((resolve) => setTimeout(resolve, 20));
      return page;
    });
    expect(loads).to.equal(0);
    const answers = await Promise.all([1, 2, 3].map(async () => (await fetch(origin)).text()));
    expect(answers).to.deep.equal(['page', 'page', 'page']);
    await fetch(origin);
    expect(loads).to.equal(1);
  });

  it('are loaded again when that failed', async () => {
    let loads = 0;
    const origin = await serve(() => {
      loads += 1;
      return loads === 1 ? Promise.reject(new Error('no database')) : Promise.resolve(page);
    });
    expect((await fetch(origin)).status).to.equal(500);
    expect(await (await fetch(origin)).text()).to.equal('page');
  });
});
