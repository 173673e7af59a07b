/** What the pages refer to is there: sections, files, codes, commands, settings. */
import { expect } from 'chai';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { allCommands } from '../../src/cli/commands/index.js';
import { exitCodes } from '../../src/cli/exit-codes.js';
import { columns, mandatoryColumns } from '../../src/cli/import/columns.js';
import { settingsTable } from '../../src/config.js';
import { isCode } from '../../src/domain/response-code.js';
import { runRegister } from '../running-register.js';
import { anchorOf, listPages, readPage, repository, sectionOf, tableOf } from './page.js';

const commands = await allCommands();

const pages = listPages();
const operations = readPage('docs/operations.md');

describe('The documentation', () => {
  for (const { file, path, section } of citations()) {
    it(`has what ${file} cites: ${path}${section === undefined ? '' : `, "${section}"`}`, () => {
      expect(existsSync(join(repository, path))).to.equal(true);
      if (section !== undefined) expect(readPage(path).headings).to.include(section);
    });
  }

  for (const page of pages) {
    it(`has no link in ${page.path} that leads nowhere`, () => {
      for (const target of linksOf(page.text)) {
        const [file = '', anchor] = target.split('#');
        const path = file === '' ? page.path : join(dirname(page.path), file);
        expect(existsSync(join(repository, path)), target).to.equal(true);
        if (anchor === undefined) continue;
        expect(readPage(path).headings.map(anchorOf), target).to.include(anchor);
      }
    });

    it(`names no command in ${page.path} that there is not`, () => {
      for (const [, words = ''] of page.text.matchAll(/learner-register ((?:[a-z]+ ?)+)/g)) {
        const known = commands.some(({ usage }) => `${words.trim()} `.startsWith(`${verbOf(usage)} `));
        const isNoun = commands.some(({ usage }) => usage.startsWith(`${words.trim()} `));
        expect(known || isNoun, `learner-register ${words}`).to.equal(true);
      }
    });

    // The page made from the table also names codes that nobody has described.
    if (page.path === 'docs/response-codes.md') continue;
    it(`names no code in ${page.path} that there is not`, () => {
      const unknown = (page.text.match(/\b(?:WS[RE]C\d{4}|RC\d{3})\b/g) ?? []).filter(
        (code) => !isCode(code),
      );
      expect(unknown).to.deep.equal([]);
    });
  }

  it('names every decision record in order', () => {
    const names = readdirSync(join(repository, 'docs/adr')).sort();
    names.forEach((name, index) =>
      expect(name).to.match(new RegExp(`^${String(index + 1).padStart(4, '0')}-`)),
    );
  });
});

describe('docs/operations.md', () => {
  it('has the table of settings as the code makes it', () => {
    const table = /<!-- settings -->\n\n(.*?)\n<!-- end of settings -->/s.exec(operations.text)?.[1];
    expect(table).to.equal(settingsTable());
  });

  it('lists the exit codes', () => {
    const rows = tableOf(sectionOf(operations, 'Exit codes'), 'Code');
    expect(rows.map(([code]) => Number(code))).to.deep.equal(Object.values(exitCodes));
  });

  it('lists the columns of an import file, and which are required', () => {
    const rows = tableOf(sectionOf(operations, 'Importing learners'), 'Column');
    expect(rows.map(([column]) => column)).to.deep.equal([...columns]);
    const required = rows.filter(([, required]) => required === 'yes').map(([column]) => column);
    expect(required).to.have.members([...mandatoryColumns]);
  });

  it('lists the metrics of the register', async () => {
    const register = await runRegister();
    const response = await fetch(`${register.origin}/metrics`);
    const text = await response.text();
    await register.stop();
    const served = [...text.matchAll(/^# TYPE (learner_register_\w+) (\w+)$/gm)].map(([, name, kind]) => [
      name,
      kind,
    ]);
    const listed = tableOf(sectionOf(operations, 'Metrics'), 'Metric').map(([name, kind]) => [name, kind]);
    expect(listed).to.have.deep.members(served);
  });
});

describe('docs/architecture.md', () => {
  it('has the table of folders and imports as they are checked', () => {
    const load = createRequire(import.meta.url);
    const { forbidden } = load(join(repository, '.dependency-cruiser.cjs')) as {
      forbidden: readonly { name: string; comment?: string }[];
    };
    const rows = tableOf(sectionOf(readPage('docs/architecture.md'), 'Folders'), 'Folder');
    const listed = new Map(rows.map(([folder = '', , may = '']) => [folder.replace('/', ''), may]));
    for (const { name, comment = '' } of forbidden) {
      const folder = /^([\w-]+)-imports$/.exec(name)?.[1];
      if (folder === undefined) continue;
      const allowed = /may import (.*)\.$/.exec(comment)?.[1];
      const expected = allowed === 'no other folder' ? /^nothing/ : new RegExp(`^${allowed ?? ''}$`);
      expect(listed.get(folder), folder).to.match(expected);
    }
  });
});

interface Citation {
  /** The source that cites. */
  readonly file: string;
  readonly path: string;
  readonly section?: string | undefined;
}

/** Every `docs/page.md` and `docs/page.md, "Section"` of the sources, each once. */
function citations(): readonly Citation[] {
  const found = new Map<string, Citation>();
  for (const folder of ['src', 'scripts', 'bench', 'wsdl']) {
    for (const path of filesUnder(join(repository, folder))) {
      // A citation may run over the end of a comment's line.
      const text = readFileSync(path, 'utf8').replace(/\n\s*(?:\*|\/\/)\s+/g, ' ');
      for (const [, page = '', section] of text.matchAll(/(docs\/[\w/-]+\.md)(?:, "([^"]+)")?/g)) {
        const file = relative(repository, path);
        found.set(`${page} ${section ?? ''}`, { file, path: page, section });
      }
    }
  }
  return [...found.values()];
}

function filesUnder(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((path) => statSync(path).isFile());
}

/** Relative links, without those of fenced blocks. */
function linksOf(text: string): readonly string[] {
  const prose = text.replace(/^```.*?^```$/gms, '');
  return [...prose.matchAll(/\]\(([^)\s]+)\)/g)]
    .map(([, target = '']) => target)
    .filter((target) => !/^\w+:/.test(target));
}

/** `learner import <file>` is called by `learner import`. */
function verbOf(usage: string): string {
  return usage.replace(/ [<[].*$/, '');
}
