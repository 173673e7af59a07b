/** What it costs to keep every exchange: learnerByULN with the message inspector on beside off, in turns. */
import type { RunningServer } from './contestants.js';
import { measureSideBySide, ratioText, sidesTable, type SideBySideFigures } from './side-by-side.js';
import type { RoundsPlan } from './throughput.js';

export interface InspectorFigures extends SideBySideFigures {
  /** Exchanges that were kept, and those that were not because there were too many. */
  readonly kept: number;
  readonly lost: number;
}

const wanted = 0.9;

/** Throws when not every exchange was either kept or counted. */
export async function measureInspector(plan: RoundsPlan): Promise<InspectorFigures> {
  let written = { kept: 0, lost: 0 };
  const sides = {
    name: 'inspector',
    plain: { LR_INSPECTOR: 'off' },
    other: () => Promise.resolve({ settings: { LR_INSPECTOR: 'on' } }),
    whenSent: async (server: RunningServer, sent: number) => {
      written = await untilWritten(server);
      const { kept, lost } = written;
      if (kept + lost < sent)
        throw new Error(`Of ${sent} exchanges, ${kept} were kept and ${lost} counted as lost`);
    },
  };
  return { ...(await measureSideBySide(sides, plan)), ...written };
}

const MOST_LOOKS = 100;

/** What the server's metrics say once nothing waits any more. */
async function untilWritten({ port }: RunningServer): Promise<{ kept: number; lost: number }> {
  for (let look = 0; look < MOST_LOOKS; look += 1) {
    const metrics = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
    const figure = (name: string): number => {
      const found = new RegExp(`^learner_register_exchanges_${name} (\\S+)$`, 'm').exec(metrics);
      if (found === null) throw new Error(`The metrics do not have exchanges_${name}`);
      return Number(found[1]);
    };
    if (figure('waiting_bytes') === 0) return { kept: figure('kept_total'), lost: figure('lost_total') };
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error('Exchanges wait and are not written');
}

/** Markdown. */
export function inspectorSection(figures: InspectorFigures): readonly string[] {
  const { kept, lost } = figures;
  return [
    `The message inspector on beside off. ${ratioText(figures, wanted)} ` +
      `${kept} exchanges were kept, ${lost} did not fit.`,
    sidesTable('inspector', figures, ['off', 'on']),
  ];
}
