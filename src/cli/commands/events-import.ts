import { z } from 'zod';
import { command } from '../command-spec.js';
import { eventColumns, usualEmptyText } from '../import/event-columns.js';
import { fileOptions, fileOptionsSchema, importFile } from '../import/import-file.js';
import { importEvents } from '../import/import-events.js';
import { eventImportResult } from '../import/import-result.js';
import { localOrganisationRef } from '../local-audit.js';
import { localTime } from '../local-time.js';

export const eventsImport = command({
  usage: 'events import <file>',
  summary:
    'Import learning events from CSV or JSON Lines in UTF-8; a run that was cut off goes on where it stopped',
  examples: [
    'learner-register events import npd-2019.csv --dry-run',
    'learner-register events import npd-2019.csv',
    'learner-register events import ilr.jsonl --refused refused.csv --json',
  ],
  configure(spec) {
    for (const [flags, description] of fileOptions) spec.option(flags, description);
    spec.option(
      '--empty-as <text>',
      `what a CSV cell says for a value that was recorded as empty (default: ${usualEmptyText})`,
    );
  },
  options: fileOptionsSchema.extend({ emptyAs: z.string().min(1).default(usualEmptyText) }),
  run(run, given, [path = '']) {
    return importFile(run, path, given, {
      operation: 'events import',
      columns: eventColumns(given.emptyAs),
      progressOf: (fingerprint) => `events ${fingerprint}`,
      importRows({ store, clock, config }, task) {
        const moment = () => {
          const at = clock.now();
          return {
            at,
            dateLoaded: localTime(at, config.timeZone),
            organisationRef: localOrganisationRef,
          };
        };
        return importEvents(store, { ...task, moment });
      },
      result: (summary, done) => eventImportResult(run.output, summary, done),
    });
  },
});
