import type { Access } from './access/authenticate.js';
import type { CertificateCheck } from './access/certificate-check.js';
import type { Config } from './config.js';
import type { Logger } from './log.js';
import type { Clock } from './register/ports.js';
import type { Store } from './store/store.js';

/** What the test environment is made from. */
export interface TestEnvironmentParts {
  readonly config: Config;
  readonly store: Store;
  readonly logger: Logger;
  readonly version: string;
  readonly clock: Clock;
  /** Of the services. */
  readonly access: Access;
  /** Of the services; absent where certificates do not count. */
  readonly certificates: CertificateCheck | undefined;
}
