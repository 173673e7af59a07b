'use strict';
// Mocha's usual report with the tests that needed a second try, and the counts in a file for scripts/test.mjs.
const { writeFileSync } = require('node:fs');
const { reporters, Runner } = require('mocha');

module.exports = class CountingReporter extends reporters.Spec {
  constructor(runner, options) {
    super(runner, options);
    runner.on(Runner.constants.EVENT_TEST_RETRY, (test, error) => {
      process.stdout.write(
        `    SECOND TRY of "${test.fullTitle()}", which failed: ${error.stack ?? error.message}\n`,
      );
    });
    runner.once('end', () => {
      const { passes, failures, pending } = runner.stats;
      writeFileSync(options.reporterOptions.counts, JSON.stringify({ passes, failures, pending }));
    });
  }
};
