/** HTTPS with client certificates beside plain HTTP, in turns: `npm run bench -- https`. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { issueCertificate, newKeyPair, type Authority } from '../src/access/certificate-authority.js';
import { factsOf } from '../src/access/certificate-facts.js';
import { openTestAuthority } from '../src/cli/certificate/test-authority.js';
import { publishedTestData } from '../src/cli/test-data.js';
import { openStore } from '../src/store/open-store.js';
import {
  measureSideBySide,
  ratioText,
  sidesTable,
  type Preparation,
  type SideBySideFigures,
} from './side-by-side.js';
import type { RoundsPlan } from './throughput.js';

const wanted = 0.75;
const dayMs = 86_400_000;

/** Of one organisation: keep-alive over plain HTTP, keep-alive over TLS with its certificate. */
export function measureHttps(plan: RoundsPlan): Promise<SideBySideFigures> {
  return measureSideBySide({ name: 'https', plain: {}, other: prepare }, plan);
}

/** Makes the certificates of both sides and binds the client's to the organisation that the requests are of. */
async function prepare(dataFolder: string): Promise<Preparation> {
  const now = new Date();
  const authority = await openTestAuthority(dataFolder, now);
  if ('exitCode' in authority) throw new Error(authority.problem);
  const { organisationRef } = publishedTestData().organisations.learningProvider;
  const [server, client] = [
    await pairOf(authority, 'localhost', ['127.0.0.1']),
    await pairOf(authority, organisationRef),
  ];
  const facts = factsOf(client.cert);
  if (facts === undefined) throw new Error('No certificate');
  const store = await openStore({
    kind: 'sqlite',
    file: join(dataFolder, 'test.sqlite'),
    environment: 'test',
  });
  await store.migrations.up();
  await store.certificates.add({ ...facts, organisationRef, boundBy: 'bench', boundAt: now });
  await store.close();
  const [certificateFile, keyFile] = [join(dataFolder, 'server.pem'), join(dataFolder, 'server-key.pem')];
  await writeFile(certificateFile, server.cert);
  await writeFile(keyFile, server.key, { mode: 0o600 });
  return {
    job: { tls: { ca: authority.certificatePem, ...client } },
    settings: {
      LR_TLS_CERTIFICATE_FILE: certificateFile,
      LR_TLS_KEY_FILE: keyFile,
      LR_CLIENT_CERTIFICATES: 'required',
    },
  };
}

async function pairOf(
  authority: Authority,
  name: string,
  serverNames?: readonly string[],
): Promise<{ readonly cert: string; readonly key: string }> {
  const { publicKey, privateKey } = await newKeyPair();
  const cert = issueCertificate(authority, {
    subject: [['CN', name]],
    publicKey,
    notBefore: new Date(Date.now() - dayMs),
    notAfter: new Date(Date.now() + dayMs),
    ...(serverNames === undefined ? {} : { serverNames }),
  });
  return { cert, key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString() };
}

/** Markdown. */
export function httpsSection(figures: SideBySideFigures): readonly string[] {
  return [
    'HTTPS with a client certificate (TLS 1.3, connections that stay open) beside plain HTTP. ' +
      ratioText(figures, wanted),
    sidesTable('', figures, ['HTTP', 'HTTPS, client certificate']),
  ];
}
