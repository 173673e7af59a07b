import type { AddressInfo } from 'node:net';
import type { Server } from 'node:http';
import { expect } from 'chai';
import express from 'express';
import fc from 'fast-check';
import type { Access, AccessResult, Credentials } from '../../src/access/authenticate.js';
import { usualRights, type Organisation } from '../../src/domain/organisation.js';
import type { Viewer } from '../../src/portal/section.js';
import { createBasicAccess, credentialsOf } from '../../src/portal/session/basic.js';
import type { Viewers } from '../../src/portal/session/viewers.js';

const college: Organisation = {
  organisationRef: 'COLL01',
  ukprn: '90000001',
  name: 'Imaginary College',
  kind: 'learningProvider',
  rights: usualRights('learningProvider'),
  status: 'active',
};

const basic = (text: string): string => `Basic ${Buffer.from(text).toString('base64')}`;

describe('HTTP Basic for programs', () => {
  let server: Server;
  let result: AccessResult = { ok: true, organisation: college };
  const asked: Credentials[] = [];

  before((done) => {
    const access: Pick<Access, 'authenticate'> = {
      authenticate: (credentials) => {
        asked.push(credentials);
        return Promise.resolve(result);
      },
    };
    const seen = new WeakMap<object, Viewer>();
    const viewers: Pick<Viewers, 'set'> = {
      set: (request, viewer) => {
        seen.set(request, viewer);
      },
    };
    const app = express();
    app.get('/test/who', createBasicAccess(access, viewers), (request, response) => {
      const viewer = seen.get(request);
      response.json({ ref: viewer?.kind === 'organisation' ? viewer.organisation.organisationRef : null });
    });
    server = app.listen(0, '127.0.0.1', done);
  });
  after((done) => {
    server.close(done);
  });

  const ask = (authorization?: string): Promise<Response> => {
    const { port } = server.address() as AddressInfo;
    return fetch(`http://127.0.0.1:${port}/test/who`, { headers: authorization ? { authorization } : {} });
  };

  it('lets the right credentials through', async () => {
    result = { ok: true, organisation: college };
    const answer = await ask(basic('COLL01:pass:with:colons'));
    expect(await answer.json()).to.deep.equal({ ref: 'COLL01' });
    expect(asked.at(-1)).to.deep.equal({ organisationRef: 'COLL01', orgPassword: 'pass:with:colons' });
  });

  it('asks for credentials where there are none, and does not check anything', async () => {
    const before = asked.length;
    for (const header of [undefined, 'Bearer abc', 'Basic', 'Basic !!!', basic('nocolon'), basic(':x')]) {
      const answer = await ask(header);
      expect(answer.status, header).to.equal(401);
      expect(answer.headers.get('www-authenticate')).to.match(/^Basic realm="/);
    }
    expect(asked.length).to.equal(before);
  });

  it('tells wrong credentials from a lock and from having too much to do', async () => {
    for (const [code, status] of [
      ['WSEC0003', 401],
      ['WSEC0005', 401],
      ['WSEC0006', 403],
      ['busy', 503],
    ] as const) {
      result = { ok: false, code, reason: 'for the log alone' };
      const answer = await ask(basic('COLL01:wrong'));
      expect(answer.status, code).to.equal(status);
      expect(await answer.text()).not.to.include('for the log alone');
    }
  });

  it('reads back any name and password, in any alphabet', () => {
    const name = fc.string({ minLength: 1, unit: 'binary' }).filter((text) => !text.includes(':'));
    fc.assert(
      fc.property(name, fc.string({ unit: 'binary' }), (organisationRef, orgPassword) => {
        const request = { get: () => basic(`${organisationRef}:${orgPassword}`) };
        expect(credentialsOf(request as unknown as Parameters<typeof credentialsOf>[0])).to.deep.equal({
          organisationRef,
          orgPassword,
        });
      }),
    );
  });
});
