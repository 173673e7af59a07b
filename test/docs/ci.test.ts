/** The examples of docs/ci.md and docs/client.md, as far as their languages are installed here. */
import { expect } from 'chai';
import { execFile, spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { load } from 'js-yaml';
import { z } from 'zod';
import { temporaryFolder } from '../cli/temporary-folder.js';
import { runRegister } from '../running-register.js';
import { readPage, repository } from './page.js';

const page = readPage('docs/ci.md');
/** This build's, which is not always `dist`. */
const built = fileURLToPath(new URL('../../src', import.meta.url));
const main = join(built, 'cli', 'main.js');

describe('docs/ci.md', function () {
  this.timeout(120_000);
  const folder = temporaryFolder();

  before(() => {
    // As npm would have installed the package.
    const installed = folder.path('node_modules', 'learner-register');
    mkdirSync(join(installed, 'dist'), { recursive: true });
    for (const name of ['package.json', 'wsdl', 'fixtures', 'views', 'public', 'docs', 'node_modules']) {
      symlinkSync(join(repository, name), join(installed, name));
    }
    symlinkSync(built, join(installed, 'dist', 'src'));
    mkdirSync(folder.path('node_modules', '.bin'));
    mkdirSync(folder.path('temporary'));
    const command = folder.path('node_modules', '.bin', 'learner-register');
    writeFileSync(command, `#!/bin/sh\nexec '${process.execPath}' '${main}' "$@"\n`);
    chmodSync(command, 0o755);
    writeFileSync(
      folder.path('package.json'),
      JSON.stringify({ name: 'product', type: 'module', private: true }),
    );
  });

  afterEach('nothing is left behind', async () => {
    // Whoever kills npx does not wait for what npx had started.
    const deadline = Date.now() + 20_000;
    while (readdirSync(folder.path('temporary')).length > 0 && Date.now() < deadline) await pause(100);
    expect(readdirSync(folder.path('temporary')).filter((name) => name.includes('ephemeral'))).to.deep.equal(
      [],
    );
  });

  const fence = (info: string): string => {
    const found = page.fences.filter((each) => each.info === info);
    expect(found, info).to.have.lengthOf(1);
    return found[0]?.text ?? '';
  };
  const run = async (program: string, args: readonly string[], env: object = {}): Promise<string> => {
    const { stdout } = await promisify(execFile)(program, args, {
      cwd: folder.path(),
      env: { ...process.env, TMPDIR: folder.path('temporary'), ...env },
    });
    return stdout;
  };
  const write = (name: string, text: string): string => {
    writeFileSync(folder.path(name), text);
    return folder.path(name);
  };
  const needs = (context: Mocha.Context, what: string, program: string, ...args: readonly string[]): void => {
    if (spawnSync(program, args).status === 0) return;
    console.warn(`\n  NOT TESTED: the example for ${what}. It is not installed here.\n`);
    context.skip();
  };

  it('shows the line of JSON as it is', async function () {
    const shown: unknown = JSON.parse(fence('json'));
    needs(this, 'a shell', 'sh', '-c', 'true');
    await run('sh', [write('example.sh', fence('sh ci'))]);
    const said: unknown = JSON.parse(readFileSync(folder.path('register.json'), 'utf8'));
    expect(keysOf(said)).to.include.members(keysOf(shown)).and.have.lengthOf.above(10);
    expect(Object.keys(Object(said) as object)).to.deep.equal(Object.keys(Object(shown) as object));
  });

  it('for GitHub Actions: the address comes into the environment of the next steps', async function () {
    needs(this, 'GitHub Actions (bash)', 'bash', '-c', 'true');
    const workflow = z
      .object({
        jobs: z.object({
          test: z.object({
            steps: z.array(z.object({ name: z.string().optional(), run: z.string().optional() })),
          }),
        }),
      })
      .parse(load(fence('yaml github')));
    const step = workflow.jobs.test.steps.find(({ name }) => name === 'Start the register');
    // GitHub ends what a job started when the job ends.
    const script = `rm -f register.json\n${step?.run ?? ''}\ncurl -sf "$(sed s/REGISTER_URL=// "$GITHUB_ENV")/health/ready"\nkill $!\n`;
    const said = await run('bash', ['-e', write('step.sh', script)], {
      GITHUB_ENV: folder.path('github.env'),
    });
    expect(said).to.contain('"status":"ok"');
    expect(readFileSync(folder.path('github.env'), 'utf8')).to.match(
      /^REGISTER_URL=http:\/\/127\.0\.0\.1:\d+\n$/,
    );
  });

  it('for Node', async () => {
    write('register.js', fence('js register.js'));
    const said = await run(process.execPath, ['--test', write('find.test.js', fence('js find.test.js'))]);
    expect(said)
      .to.match(/pass 1\b/)
      .and.to.match(/fail 0\b/);
  });

  it('for PHP', async function () {
    needs(this, 'PHP with ext-soap', 'php', '-r', 'exit(extension_loaded("soap") ? 0 : 1);');
    write('LearnerRegister.php', fence('php LearnerRegister.php'));
    write('FindTest.php', fence('php FindTest.php'));
    const said = await run('php', [write('phpunit.php', standInForPhpUnit)]);
    expect(said).to.equal('2 tests\n');
  });

  it('for Java', async function () {
    needs(this, 'Java', 'javac', '-version');
    write('LearnerRegister.java', fence('java LearnerRegister.java'));
    write('Main.java', javaMain);
    await run('javac', [folder.path('LearnerRegister.java'), folder.path('Main.java')]);
    expect(await run('java', ['-cp', folder.path(), 'Main'])).to.equal('200\n');
  });

  it('for Python', async function () {
    needs(this, 'Python', 'python3', '--version');
    write('learner_register.py', fence('python learner_register.py'));
    expect(await run('python3', [write('main.py', pythonMain)])).to.equal('200\n');
  });
});

describe('docs/client.md', function () {
  this.timeout(60_000);
  const folder = temporaryFolder();

  it('shows a program that runs', async () => {
    const register = await runRegister();
    try {
      const [example] = readPage('docs/client.md').fences.filter(({ info }) => info === 'ts client');
      const client = new URL('../../src/client/index.js', import.meta.url).href;
      const text = (example?.text ?? '')
        .replace("'learner-register/client'", `'${client}'`)
        .replace('http://127.0.0.1:8080', register.origin);
      mkdirSync(dirname(folder.path('main.mjs')), { recursive: true });
      writeFileSync(folder.path('main.mjs'), text);
      const { stdout } = await promisify(execFile)(process.execPath, [folder.path('main.mjs')]);
      expect(stdout).to.equal('WSRC0004 ZT1 4EE\nWSEC0001 import-7\n');
    } finally {
      await register.stop();
    }
  });

  it('names the options and the errors that there are', () => {
    const { text } = readPage('docs/client.md');
    for (const file of ['options.ts', 'failures.ts']) {
      const source = readFileSync(join(repository, 'src/client', file), 'utf8');
      const members = source.matchAll(/^ {2}(?:readonly )(\w+)\??:/gm);
      for (const [, name = ''] of members) if (name !== 'reason') expect(text, name).to.contain(name);
    }
  });
});

/** Paths of the members of an object: `services.LearnerService`. */
function keysOf(value: unknown, before = ''): readonly string[] {
  if (typeof value !== 'object' || value === null) return [before];
  return Object.entries(value).flatMap(([name, each]) =>
    keysOf(each, before === '' ? name : `${before}.${name}`),
  );
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

const standInForPhpUnit = `<?php
namespace PHPUnit\\Framework {
    abstract class TestCase {
        public static function assertSame($expected, $actual) {
            if ($expected !== $actual) throw new \\Exception(json_encode($actual) . ' is not ' . json_encode($expected));
        }
        public static function fail($why) { throw new \\Exception($why); }
    }
}
namespace {
    require __DIR__ . '/FindTest.php';
    FindTest::setUpBeforeClass();
    try {
        $tests = array_filter(get_class_methods('FindTest'), fn ($name) => str_starts_with($name, 'test'));
        foreach ($tests as $test) (new FindTest())->$test();
        echo count($tests), " tests\\n";
    } finally {
        FindTest::tearDownAfterClass();
    }
}
`;

const javaMain = `
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;

public class Main {
    public static void main(String[] arguments) throws Exception {
        try (var register = new LearnerRegister()) {
            var request = HttpRequest.newBuilder(URI.create(register.url + "/LearnerService.svc?wsdl")).build();
            System.out.println(HttpClient.newHttpClient().send(request, BodyHandlers.discarding()).statusCode());
        }
    }
}
`;

const pythonMain = `
from urllib.request import urlopen
from learner_register import start_register, stop_register

process, facts = start_register()
print(urlopen(facts["services"]["LearnerService"] + "?wsdl").status)
stop_register(process)
`;
