import type { Config } from '../../config.js';
import type { Store } from '../../store/store.js';
import { livePasswordRefusal } from '../published-passwords.js';
import { clientCertificates } from './certificate-checks.js';
import { doubtful, fine, wrong, type Finding } from './finding.js';

/** What can be said of a database that could be opened. */
export async function registerChecks(store: Store, config: Config): Promise<readonly Finding[]> {
  const { done, pending } = await store.migrations.status();
  if (pending.length > 0) {
    const whatToDo =
      config.environment === 'test' || done.length === 0
        ? 'Nothing: the next start does it. Or run "learner-register migrate up".'
        : 'Make a backup, then run "learner-register migrate up".';
    return [doubtful('migrations', `${pending.length} pending: ${pending.join(', ')}`, whatToDo)];
  }
  return [
    fine('migrations', `${done.length} done, none pending`),
    fine('environment', `the database is for ${store.environment}`),
    await writable(store),
    await organisations(store),
    await passwords(store, config),
    await clientCertificates(store, config, new Date()),
  ];
}

async function writable(store: Store): Promise<Finding> {
  return (await store.ready())
    ? fine('writing', 'the database takes writes')
    : wrong('writing', 'the database takes no writes', 'Look at its disk, its rights and who else holds it.');
}

async function organisations(store: Store): Promise<Finding> {
  const active = (await store.organisations.list()).filter(({ status }) => status === 'active').length;
  return active > 0
    ? fine('organisations', `${active} may call the services`)
    : doubtful(
        'organisations',
        'none may call the services',
        'Add one: "learner-register organisation add --help".',
      );
}

async function passwords(store: Store, config: Config): Promise<Finding> {
  const refusal = await livePasswordRefusal(store.organisations, config.environment);
  if (refusal !== undefined) return wrong('published passwords', refusal.problem, refusal.whatToDo);
  return fine(
    'published passwords',
    config.environment === 'test' ? 'allowed in the test environment' : 'none',
  );
}
