/** Paths, replays and guesses. */
import { expect } from 'chai';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { publishedTestData } from '../../src/cli/test-data.js';
import { readCase } from '../messages/message-case.js';
import { runRegister, type RunningRegister } from '../running-register.js';
import { codeOf, findRequest, person, registerRequest, textOf, updateRequest } from '../whole/requests.js';

const { organisationRef, ukprn } = publishedTestData().organisations.awardingOrganisation;

describe('A hostile request', () => {
  let register: RunningRegister;

  before(async () => {
    register = await runRegister({ settings: { slowdownAfter: '1000', lockoutAfter: '5' } });
  });

  after(() => register.stop());

  async function raw(target: string): Promise<string> {
    const socket = connect(Number(new URL(register.origin).port), '127.0.0.1');
    socket.write(`GET ${target} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`);
    return text(socket);
  }

  it('reads no file beside those that are published, however the path is written', async () => {
    const climbs = ['..', '%2e%2e', '%252e%252e', '..%2f..', '..\\..', '%c0%ae%c0%ae', '....//'];
    const files = ['package.json', 'etc/passwd', 'data/test.sqlite', 'src/config.ts'];
    const targets = climbs.flatMap((climb) =>
      files.flatMap((file) => [
        `/docs/${climb}/${file}`,
        `/${climb}/${climb}/${climb}/${climb}/${file}`,
        `/LearnerService.svc/${climb}/${file}`,
        `/LearnerService.svc?xsd=${climb}/${file}`,
        `/docs/${climb}%00/${file}`,
      ]),
    );
    for (const target of targets) {
      const answer = await raw(target);
      expect(answer, target).to.match(/^HTTP\/1\.1 (?:200|400|404)/);
      expect(answer, target).not.to.match(/root:x:|"devDependencies"|SQLite format|process\.env/);
    }
  });

  it('that is sent again does nothing twice: a registration, an update', async () => {
    const who = person(88);
    await register.send(findRequest(who));
    const registration = registerRequest(who);
    const first = await register.send(registration);
    const uln = textOf(first.body, 'ULN') ?? '';
    expect(codeOf(first.body)).to.equal('WSRC0005');
    const again = await Promise.all(Array.from({ length: 20 }, () => register.send(registration)));
    expect(new Set(again.map(({ body }) => codeOf(body)))).not.to.include('WSRC0005');
    const update = updateRequest(who, 'Dr', uln, 1);
    const codes = [];
    for (let round = 0; round < 3; round += 1) codes.push(codeOf((await register.send(update)).body));
    expect(codes[0]).to.equal('WSRC0006');
    expect(codes.slice(1)).not.to.include('WSRC0006');
  });

  it('with guessed passwords is locked out, told nothing but that, and harms nobody else', async () => {
    const good = readCase('LearnerService/learnerByULN/master');
    const other = good.request
      .replace(/<OrganisationRef>[^<]*/, `<OrganisationRef>${organisationRef}`)
      .replace(/<UKPRN>[^<]*/, `<UKPRN>${ukprn}`);
    const guess = (word: string) => other.replace(/<OrgPassword>[^<]*/, `<OrgPassword>${word}`);
    const bodies: string[] = [];
    for (let at = 0; at < 12; at += 1)
      bodies.push((await register.send(guess(`Guessed-Word--${String(at).padStart(2, '0')}`))).body);
    expect(bodies.map(codeOf)).to.deep.equal([
      ...Array<string>(5).fill('WSEC0005'),
      ...Array<string>(7).fill('WSEC0006'),
    ]);
    // How near a guess was shows in none of them, nor how many are left.
    const plain = bodies.map((body) => body.replace(/\b[\w-]{20,}\b|\d{4}-\d\d-\d\d \d\d:\d\d:\d\d/g, ''));
    expect(new Set(plain).size).to.equal(2);
    const { lockedUntil } = await register.store.organisations.lockout(organisationRef);
    expect(lockedUntil).to.be.instanceOf(Date);
    expect((await register.send(good.request)).body).to.equal(good.response);
  });
});
