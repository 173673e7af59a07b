import type { Config } from '../../config.js';
import { daysLeft, stateOf, type BoundCertificate } from '../../domain/certificate.js';
import { readTlsFiles } from '../../http/tls-files.js';
import { tlsSettingsOf } from '../../certificates.js';
import type { Store } from '../../store/store.js';
import { doubtful, fine, wrong, type Finding } from './finding.js';

/** The server's own certificate: whether it can be used, and for how long. Needs no database. */
export async function serverCertificate(config: Config, now: Date): Promise<Finding> {
  const check = 'server certificate';
  const settings = tlsSettingsOf(config);
  if (settings === undefined) {
    if (config.clientCertificates === 'required' && config.proxyAddresses === undefined) {
      return wrong(
        check,
        'none, and no proxy: callers must present certificates, but none can come',
        'Set LR_TLS_CERTIFICATE_FILE and LR_TLS_KEY_FILE, or LR_PROXY_ADDRESSES, or LR_CLIENT_CERTIFICATES=optional.',
      );
    }
    return fine(check, 'none: the server speaks plain HTTP');
  }
  const read = await readTlsFiles(settings);
  if (!read.ok)
    return wrong(check, read.problem, 'Put the right files there: PEM, the key without a password.');
  const { subject, notAfter } = read.material;
  const left = daysLeft({ notAfter }, now);
  const text = `${subject}, until ${notAfter.toISOString().slice(0, 10)} (${left} days)`;
  const whatToDo = 'Put a new one into the same files: a running server notices.';
  if (now > notAfter) return wrong(check, text, whatToDo);
  return left <= config.certificateWarningDays ? doubtful(check, text, whatToDo) : fine(check, text);
}

/** What organisations present: which end soon, and who has none though it needs one. */
export async function clientCertificates(
  store: Pick<Store, 'certificates' | 'organisations'>,
  config: Config,
  now: Date,
): Promise<Finding> {
  const check = 'client certificates';
  const { clientCertificates: mode, certificateWarningDays, environment } = config;
  const all = await store.certificates.list();
  const inState = (state: string): readonly BoundCertificate[] =>
    all.filter((each) => stateOf(each, now, certificateWarningDays) === state);
  const expiring = inState('expiring');
  const right = [...inState('valid'), ...expiring];
  const text = `${mode}; ${right.length} right, ${expiring.length} of them to end within ${certificateWarningDays} days`;
  const without = await organisationsWithout(
    store,
    new Set(right.map(({ organisationRef }) => organisationRef)),
  );
  if (mode === 'required' && without.length > 0) {
    const some = without.slice(0, 5).join(', ');
    return doubtful(
      check,
      `${text}; ${without.length} organisation(s) cannot call without one: ${some}`,
      'Bind theirs: "learner-register certificate add --help", or disable the organisations.',
    );
  }
  if (expiring.length > 0) {
    const refs = [...new Set(expiring.map(({ organisationRef }) => organisationRef))].slice(0, 5).join(', ');
    return doubtful(check, `${text}: ${refs}`, 'See "learner-register certificate list --state expiring".');
  }
  if (environment === 'live' && mode !== 'required') {
    return doubtful(
      check,
      `${text}: a password alone lets a caller in`,
      'Set LR_CLIENT_CERTIFICATES to required once the organisations have theirs.',
    );
  }
  return fine(check, text);
}

async function organisationsWithout(
  store: Pick<Store, 'organisations'>,
  having: ReadonlySet<string>,
): Promise<readonly string[]> {
  return (await store.organisations.list())
    .filter(({ organisationRef, status }) => status === 'active' && !having.has(organisationRef))
    .map(({ organisationRef }) => organisationRef);
}
