import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { basename, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { z } from 'zod';

const repository = fileURLToPath(new URL('../../../', import.meta.url));
const notOurs = /^(?:\.git|node_modules|coverage|data|\.bench|dist(?:-.*)?)$/;

/** What git holds or would take; every file outside the build's folders where there is no git. */
function filesOfTheRepository(): readonly string[] {
  if (existsSync(join(repository, '.git'))) {
    const list = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
      cwd: repository,
      encoding: 'utf8',
    });
    return list.split('\0').filter((file) => file !== '' && existsSync(join(repository, file)));
  }
  const below = (folder: string): string[] =>
    readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
      if (notOurs.test(entry.name)) return [];
      const path = join(folder, entry.name);
      return entry.isDirectory() ? below(path) : [relative(repository, path)];
    });
  return below(repository);
}

const read = (file: string) => readFileSync(join(repository, file), 'utf8');

const Versions = z.record(z.string(), z.string());
const PackageJson = z.object({
  license: z.string(),
  dependencies: Versions,
  devDependencies: Versions,
  allowScripts: z.record(z.string(), z.boolean()),
});
const LockFile = z.object({ packages: z.record(z.string(), z.object({ resolved: z.string().optional() })) });

describe('The repository', () => {
  const files = filesOfTheRepository();
  const project = PackageJson.parse(JSON.parse(read('package.json')));

  it('names no path of a machine', () => {
    // Put together here, so that this file does not find itself.
    const machinePath = new RegExp(
      `(?<![\\w.$}\\])*-])/(?:${['work', 'root', 'tmp', 'home/\\w+'].join('|')})/`,
    );
    const guilty = files
      .map((file) => ({ file, found: machinePath.exec(read(file))?.[0] }))
      .filter(({ found }) => found !== undefined);
    expect(guilty).to.deep.equal([]);
  });

  it('pins every package to one version', () => {
    for (const [name, version] of Object.entries({ ...project.dependencies, ...project.devDependencies })) {
      expect(version, name).to.match(/^\d+\.\d+\.\d+(?:-[\w.]+)?$/);
    }
  });

  it('names no registry but the public one in its lockfile', () => {
    const { packages } = LockFile.parse(JSON.parse(read('package-lock.json')));
    const hosts = Object.values(packages).flatMap(({ resolved }) =>
      resolved ? [new URL(resolved).host] : [],
    );
    expect(new Set([...hosts, 'registry.npmjs.org'])).to.deep.equal(new Set(['registry.npmjs.org']));
  });

  it('lets the SQLite driver build, and needs no Java to install', () => {
    expect(project.allowScripts['better-sqlite3']).to.equal(true);
    expect(project.allowScripts['xsd-schema-validator']).to.equal(false);
  });

  it('carries its licence', () => {
    expect(project.license).to.equal('Apache-2.0');
    expect(read('LICENSE')).to.match(/^\s*Apache License\s+Version 2\.0, January 2004/);
  });

  it('says early in its README how to run it and how to test it', () => {
    const start = read('README.md').split('\n').slice(0, 40);
    const commands = start
      .map((line) => line.trim())
      .filter((line) => /^(?:npm|node|npx|docker) /.test(line));
    expect(commands[0]).to.match(/^npm start\b/);
    expect(commands[1]).to.match(/^npm test\b/);
  });

  it('has no file named for nothing in particular', () => {
    const vague = /^(?:utils?|helpers?|common|misc|manager)\b|-(?:utils?|helpers?|manager)\b/;
    expect(files.filter((file) => vague.test(basename(file)))).to.deep.equal([]);
  });
});
