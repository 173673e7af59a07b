import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { layouts, versions } from '../../src/batch-files/columns.js';
import type { FileKind } from '../../src/batch-files/file-name.js';
import { nameOf, read } from './files.js';

const folder = fileURLToPath(new URL('../../../fixtures/batch-files/', import.meta.url));
const guide = fileURLToPath(new URL('../../../docs/batch-files.md', import.meta.url));
const kinds: readonly FileKind[] = ['CSV', 'XML'];

describe('the templates of batch files', () => {
  for (const version of versions) {
    it(`have all headings of version ${version}, and wait for learners`, async () => {
      const csv = await read(await readFile(`${folder}${version}/template.CSV`));
      expect(csv.problems.map(({ text }) => text)).to.deep.equal(['The file holds no learner.']);
      const xml = await readFile(`${folder}${version}/template.XML`, 'utf8');
      const { problems } = await read(xml, nameOf('XML'));
      expect(problems.filter(({ level }) => level === 'file').map(({ column }) => column)).to.deep.equal([
        'FileName',
        'UKPRN',
        'LearnerRecordCount',
      ]);
      for (const { name } of layouts[version]) expect(xml).to.include(`<${name}>`);
    });

    it(`show version ${version} filled, the same in CSV and XML`, async () => {
      const [csv, xml] = await Promise.all(
        kinds.map(async (kind) =>
          read(await readFile(`${folder}${version}/LRB_90000001_010920260900.${kind}`), nameOf(kind)),
        ),
      );
      const learners = (file: typeof csv): unknown =>
        file?.records.map(({ fields }) => ({ ...fields, fileName: undefined }));
      expect(learners(csv)).to.deep.equal(learners(xml)).and.have.length(6);
      for (const file of [csv, xml]) {
        expect(file?.problems.map(({ column, code }) => [column, code])).to.deep.equal([
          ['LastKnownPostCode', 'RC006'],
        ]);
      }
    });
  }
});

describe('docs/batch-files.md', () => {
  it('lists the columns of both versions in their order', async () => {
    const text = await readFile(guide, 'utf8');
    const rows = [...text.matchAll(/^\| (\d+|–) \| (\d+|–) \| `(\w+)` \|/gm)];
    versions.forEach((version, at) => {
      const listed = rows.filter((row) => row[at + 1] !== '–').map((row) => [Number(row[at + 1]), row[3]]);
      expect(listed.sort(([a], [b]) => Number(a) - Number(b))).to.deep.equal(
        layouts[version].map(({ name }, place) => [place + 1, name]),
      );
    });
  });
});
