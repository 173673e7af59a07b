/** Text that means something to XML, SQL, a shell, a log or a spreadsheet stays text, on both databases. */
import { expect } from 'chai';
import { escapeText } from '../../src/contract/escape-xml.js';
import { runRegister, type RunningRegister } from '../running-register.js';
import {
  codeOf,
  findByUlnRequest,
  findRequest,
  person,
  registerRequest,
  textOf,
  updateRequest,
} from '../whole/requests.js';

/** What a title may hold: 35 characters of any kind. */
const titles = [
  `'; drop table learner; --`,
  `' or '1'='1`,
  `$1 $2 ? :x @x`,
  `</Title><ULN>9999999999</ULN>`,
  `]]><!--&amp;<?x?>`,
  `\${jndi:ldap://x.test/a}`,
  `$(reboot) \`id\` | cat /etc/passwd`,
  `{"level":60,"msg":"forged"}`,
  `=cmd|' /C calc'!A0`,
  `%s%n%x ../../etc/passwd`,
];

for (const database of ['sqlite', 'postgres'] as const) {
  describe(`Text with a meaning elsewhere (${database})`, () => {
    let register: RunningRegister;
    const who = person(77);
    let uln = '';

    before(async function () {
      this.timeout(60_000);
      register = await runRegister({ database, settings: { logRequests: 'on', logLevel: 'debug' } });
      await register.send(findRequest(who));
      const registered = await register.send(registerRequest(who));
      uln = textOf(registered.body, 'ULN') ?? '';
      expect(uln).to.match(/^\d{10}$/);
    });

    after(() => register.stop());

    it('goes into a learner and comes out the same, as text of one element', async () => {
      for (const [at, title] of titles.entries()) {
        const updated = await register.send(updateRequest(who, escapeText(title), uln, at + 1));
        expect(codeOf(updated.body), title).to.equal('WSRC0006');
        const { body } = await register.send(findByUlnRequest(uln, who));
        // In the answer, and in the find that it repeats.
        const ulns = new Set(body.match(/<ULN>[^<]*<\/ULN>/g));
        expect([...ulns], title).to.deep.equal([`<ULN>${uln}</ULN>`]);
        expect(unescape(textOf(body, 'Title') ?? '')).to.equal(title);
      }
      expect((await register.store.counts()).learners).to.be.greaterThan(1);
    });

    it('finds nobody when it is asked for, and says so plainly', async () => {
      for (const name of [`O'Neil' or 1=1 --`, `%`, `_`, `*`, `Zed%`]) {
        const { body } = await register.send(
          findByUlnRequest(uln, { ...who, familyName: escapeText(name), givenName: escapeText(name) }),
        );
        expect(codeOf(body), name).to.be.oneOf(['WSRC0001', 'WSEC0001']);
        expect(body).not.to.contain(who.lastKnownPostCode);
      }
    });

    it('in the place of a caller lets nobody in and shows no SQL', async () => {
      for (const text of [`TSTLP1' or '1'='1`, `'; delete from organisation; --`]) {
        const request = findRequest(who)
          .replace(/<UKPRN>[^<]*<\/UKPRN>/, '<UKPRN></UKPRN>')
          .replace(/(<OrganisationRef>)[^<]*/, `$1${text}`);
        const { body } = await register.send(request);
        expect(codeOf(body)).to.be.oneOf(['WSEC0001', 'WSEC0003']);
        // A fault quotes what the caller itself has sent.
        expect(body.replaceAll(escapeText(text), '')).not.to.match(
          /select|insert|delete from|syntax|sqlite|postgres/i,
        );
      }
      expect((await register.store.organisations.list()).length).to.be.greaterThan(1);
    });

    it('forges no line of the log: each is one object, with the level that the register gave it', async () => {
      const forged = 'x"}\n{"level":"fatal","msg":"forged"}';
      await register.send(findRequest(who).replace('Whole', escapeText('A\r\nforged: 1')), {
        'X-Correlation-Id': 'a b\tforged',
        'User-Agent': 'x forged',
        SOAPAction: '"forged\\n"',
      });
      await register.send(forged);
      for (const line of register.log.join('').split('\n')) {
        if (line === '') continue;
        expect(JSON.parse(line)).to.include({ environment: 'test' });
        expect(line).not.to.contain('forged');
      }
    });
  });
}

function unescape(text: string): string {
  return text
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&quot;/g, '"')
    .replace(/&apos;|&#39;/g, "'")
    .replace(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)))
    .replace(/&amp;/g, '&');
}
