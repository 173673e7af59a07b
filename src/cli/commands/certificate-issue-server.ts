import { isIP } from 'node:net';
import { z } from 'zod';
import { factsOf } from '../../access/certificate-facts.js';
import { writeNew } from '../certificate/certificate-values.js';
import { command } from '../command-spec.js';
import { exitCodes } from '../exit-codes.js';

const hostName = /^(?:\*\.)?[A-Za-z0-9](?:[A-Za-z0-9.-]{0,251}[A-Za-z0-9])?$/;
const days = 365;
const dayMs = 86_400_000;

export const certificateIssueServer = command({
  usage: 'certificate issue-server',
  summary: 'Make a certificate and key with which a server of the test environment speaks HTTPS',
  examples: [
    'learner-register certificate issue-server --name localhost 127.0.0.1 --out server.pem --key-out server-key.pem',
  ],
  configure(spec) {
    spec
      .requiredOption('--name <names...>', 'host names and addresses that callers use')
      .requiredOption('--out <file>', 'where the certificate goes, as PEM')
      .requiredOption('--key-out <file>', 'where its key goes, as PEM');
  },
  options: z.object({
    name: z
      .array(
        z.string().refine((text) => isIP(text) !== 0 || hostName.test(text), {
          error: 'must be a host name or address',
        }),
      )
      .min(1),
    out: z.string(),
    keyOut: z.string(),
  }),
  async run(run, { name: serverNames, out, keyOut }) {
    const { output } = run;
    const settings = run.settings();
    if (typeof settings === 'number') return settings;
    const { environment, dataDir } = settings.config;
    if (environment !== 'test') {
      return output.refuse({
        exitCode: exitCodes.failed,
        problem: 'Certificates are made here for the test environment only.',
        whatToDo: "Get one from an authority that your callers' programs know.",
      });
    }
    const now = new Date();
    const { openTestAuthority } = await import('../certificate/test-authority.js');
    const authority = await openTestAuthority(dataDir, now);
    if ('exitCode' in authority) return output.refuse(authority);
    const { issueCertificate, newKeyPair } = await import('../../access/certificate-authority.js');
    const { publicKey, privateKey } = await newKeyPair();
    const pem = issueCertificate(authority, {
      subject: [
        ['CN', serverNames[0] ?? ''],
        ['OU', 'Test environment only'],
      ],
      publicKey,
      serverNames,
      notBefore: new Date(now.getTime() - 3_600_000),
      notAfter: new Date(now.getTime() + days * dayMs),
    });
    const key = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
    const refusal =
      (await writeNew(keyOut, key, 0o600)) ?? (await writeNew(out, pem + authority.certificatePem, 0o644));
    if (refusal !== undefined) return output.refuse(refusal);
    const facts = factsOf(pem);
    output.record({
      certificateFile: out,
      keyFile: keyOut,
      names: serverNames,
      notAfter: facts?.notAfter.toISOString() ?? null,
      fingerprint: facts?.fingerprint ?? null,
    });
    return exitCodes.ok;
  },
});
