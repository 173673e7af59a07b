/** A program: answers one request without and one with traces, and says after each whether the library is loaded. */
import { createRequire } from 'node:module';

// What is imported belongs to mocha otherwise.
Object.assign(globalThis, { after: () => undefined });
const { runRegister } = await import('../running-register.js');
const { findRequest, person } = await import('../whole/requests.js');
const { cache } = createRequire(import.meta.url);

for (const settings of [{}, { tracesUrl: 'http://127.0.0.1:9/v1/traces' }]) {
  const register = await runRegister({ settings });
  const { status } = await register.send(findRequest(person(1)));
  const isLoaded = Object.keys(cache).some((file) => file.includes('@opentelemetry/sdk'));

  process.stdout.write(`${status} ${isLoaded}\n`);
  await register.stop();
}
process.exit(0);
