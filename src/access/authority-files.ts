/** Where the built-in authority of the test environment is kept, in the data folder. */

/** Its certificate, for everybody to read. */
export const testAuthorityFile = 'test-ca.pem';

/** Its certificate and its key: readable by the owner alone. */
export const testAuthorityKeyFile = 'test-ca-key.pem';
