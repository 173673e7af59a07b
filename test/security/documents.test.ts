/** Attacks on the reader of XML, through the whole server. */
import { expect } from 'chai';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { readCase } from '../messages/message-case.js';
import { runRegister, type RunningRegister } from '../running-register.js';
import { codeOf } from '../whole/requests.js';

const good = readCase('LearnerService/learnerByULN/master');
const secretText = 'inventedsecret';

describe('A hostile document', () => {
  let register: RunningRegister;
  let folder: string;
  let outside: Server;
  let calls = 0;

  before(async () => {
    register = await runRegister();
    folder = mkdtempSync(join(tmpdir(), 'learner-register-secret-'));
    writeFileSync(join(folder, 'secret.txt'), secretText);
    outside = createServer((_, response) => {
      calls += 1;
      response.end(secretText);
    });
    await new Promise<void>((resolve) => outside.listen(0, '127.0.0.1', resolve));
  });

  after(async () => {
    await register.stop();
    await new Promise((resolve) => outside.close(resolve));
    rmSync(folder, { recursive: true, force: true });
  });

  const withEntity = (doctype: string, reference: string): string =>
    doctype + good.request.replace(/^<\?xml[^>]*\?>/, '').replace(/(<FamilyName>)[^<]*/, `$1${reference}`);
  const address = () => `http://127.0.0.1:${String((outside.address() as AddressInfo).port)}/x`;

  it('opens no file and calls nobody: external entities, parameter entities, document types, includes', async () => {
    const file = pathToFileURL(join(folder, 'secret.txt')).href;
    const messages = [
      ...[file, address()].flatMap((uri) => [
        withEntity(`<!DOCTYPE a [<!ENTITY x SYSTEM "${uri}">]>`, '&x;'),
        withEntity(`<!DOCTYPE a [<!ENTITY % x SYSTEM "${uri}"> %x;]>`, 'A'),
        withEntity(`<!DOCTYPE a SYSTEM "${uri}">`, 'A'),
        withEntity('', `<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" parse="text" href="${uri}"/>`),
        `<?xml-stylesheet type="text/xsl" href="${uri}"?>${withEntity('', '&x;')}`,
        good.request.replace(
          /<(\w+):Envelope/,
          `<$1:Envelope xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="urn:x ${uri}"`,
        ),
      ]),
    ];
    for (const message of messages) {
      const answer = await register.send(message);
      expect(answer.body).not.to.contain(secretText);
      expect(codeOf(answer.body)).to.be.oneOf(['WSEC0001', 'WSRC0001', 'WSRC0004']);
    }
    expect(calls).to.equal(0);
    expect(register.log.join('')).not.to.contain(secretText);
  });

  it('costs nothing to refuse: entity bombs, deep nesting, a million attributes', async () => {
    const laughs = Array.from(
      { length: 12 },
      (_, at) => `<!ENTITY l${String(at + 1)} "${`&l${String(at)};`.repeat(10)}">`,
    ).join('');
    const bombs = [
      withEntity(`<!DOCTYPE a [<!ENTITY l0 "ha">${laughs}]>`, '&l12;'),
      withEntity(`<!DOCTYPE a [<!ENTITY q "${'q'.repeat(100_000)}">]>`, '&q;'.repeat(10_000)),
      withEntity('', '<a>'.repeat(100_000)),
      good.request.replace('<FindType', `<FindType ${attributes(100_000)}`),
    ];
    const began = performance.now();
    for (const bomb of bombs) expect(codeOf((await register.send(bomb)).body)).to.equal('WSEC0001');
    expect(performance.now() - began).to.be.lessThan(3000);
    expect((await register.send(good.request)).body).to.equal(good.response);
  });
});

function attributes(count: number): string {
  return Array.from({ length: count }, (_, at) => `a${String(at)}="1"`).join(' ');
}
