import { expect } from 'chai';
import fc from 'fast-check';
import { brief, nameOf, read, sound, ukprn } from './files.js';

const facts = `<FileVersion>3A</FileVersion><FileName>x</FileName><UKPRN>${ukprn}</UKPRN>`;
const learner = Object.entries(sound)
  .map(([name, value]) => `<${name}>${value}</${name}>`)
  .join('');
const first = (count: number, more = ''): string =>
  `<Learner>${facts}<LearnerRecordCount>${count}</LearnerRecordCount>${learner}${more}</Learner>`;
const file = (count: number, ...more: readonly string[]): string =>
  `<?xml version="1.0"?>\n<LearnerBatch>\n${first(count)}\n${more.join('\n')}\n</LearnerBatch>\n`;
const xml = nameOf('XML');

describe('reading a batch file in XML', () => {
  it('gives the same records however the bytes are cut', async () => {
    const second = `<Learner><!-- > --><GivenName>Zoë &amp; <![CDATA[<Co>]]></GivenName><FamilyName a=">">X</FamilyName><ULN>9900001000</ULN></Learner>`;
    const whole = await read(file(2, second), xml);
    expect(whole.problems).to.deep.equal([]);
    expect(whole.records[1]).to.deep.equal({
      row: 2,
      fields: { givenName: 'Zoë & <Co>', familyName: 'X', uln: '9900001000' },
    });
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 50 }), async (size) => {
        expect(await read(file(2, second), xml, {}, size)).to.deep.equal(whole);
      }),
      { numRuns: 20 },
    );
  });

  it('takes any names for root and record, and prefixes', async () => {
    const content = file(1)
      .replaceAll('LearnerBatch>', 'lrb:Root>')
      .replace('<lrb:Root>', '<lrb:Root xmlns:lrb="urn:x">')
      .replaceAll('Learner>', 'lrb:Person>')
      .replaceAll('GivenName>', 'lrb:GivenName>');
    const { records, problems } = await read(content, xml);
    expect([records[0]?.fields['givenName'], problems]).to.deep.equal(['Eleanor', []]);
  });

  it('refuses a document type, wherever it stands', async () => {
    for (const content of [
      `<!DOCTYPE x [<!ENTITY a "b">]>${file(1)}`,
      file(1).replace('<Gender>', '<!DOCTYPE y><Gender>'),
    ]) {
      const { problems } = await read(content, xml, {}, 3);
      expect(problems[0]?.level).to.equal('file');
      expect(problems[0]?.text).to.include('DOCTYPE');
    }
  });

  it('refuses what is too deep, too long, or not XML', async () => {
    const cases: readonly [content: string, text: RegExp][] = [
      [file(2, `<Learner><GivenName><b>x</b></GivenName></Learner>`), /text alone/],
      [file(2, `<Learner>${'<a>'.repeat(100_000)}`), /text alone/],
      [file(2, `<Learner><Notes>${'x'.repeat(1_000_000)}</Notes></Learner>`), /longer than/],
      [file(2, `<Learner><GivenName>&a b;</GivenName></Learner>`), /not XML/],
      [file(2, `<Learner><GivenName>x</FamilyName></Learner>`), /not XML/],
      [file(2, 'text'), /outside of the records/],
      [`${file(1)}<again/>`, /one root/],
      [file(1).replace('</LearnerBatch>', '</Learner>'), /ends what/],
      ['just text', /outside of the records/],
      ['', /no XML element/],
      [file(1).replace('?>', ' encoding="windows-1252"?>'), /windows-1252/],
    ];
    for (const [content, text] of cases) {
      const { problems } = await read(content, xml, {}, 65_536);
      expect(problems[0]?.text, content.slice(0, 300)).to.match(text);
      expect(problems[0]?.level).to.equal('file');
    }
  });

  it('says so when the file was cut off, wherever that was', async () => {
    const whole = file(2, first(2).replace(facts, ''));
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 40, max: whole.length - 3 }), async (length) => {
        const { problems } = await read(whole.slice(0, length), xml);
        expect(problems.some(({ text }) => text.includes('cut off'))).to.equal(true);
      }),
    );
  });

  it('names elements that are unknown, of the other version, or there twice', async () => {
    const { problems } = await read(
      file(
        2,
        `<Learner>${learner}<MiddleOtherName>x</MiddleOtherName><givenName>y</givenName><ULN/><ULN/></Learner>`,
      ),
      xml,
    );
    expect(brief(problems)).to.deep.equal(['file 2 MiddleOtherName', 'file 2 givenName', 'file 2 ULN']);
    expect(problems[0]?.text).to.include('version 2A');
    expect(problems[1]?.text).to.include('GivenName');
  });

  it('wants a version in the first record', async () => {
    const { problems } = await read(file(1).replace('3A', '1B'), xml);
    expect(brief(problems)).to.deep.equal(['file 1 FileVersion']);
  });
});
