/** HTML for people, with everything that is not markup escaped. */
import { createHash } from 'node:crypto';

/** Text that is markup already. Made by {@link html} only. */
export class Html {
  constructor(readonly text: string) {}
}

type Piece = string | number | Html | readonly Html[];

/** Markup with values in it; strings and numbers are escaped, `Html` is not. */
export function html(strings: TemplateStringsArray, ...values: readonly Piece[]): Html {
  let text = strings[0] ?? '';
  values.forEach((value, index) => {
    text += render(value) + (strings[index + 1] ?? '');
  });
  return new Html(text);
}

function render(value: Piece): string {
  if (value instanceof Html) return value.text;
  if (typeof value === 'object') return value.map((piece) => piece.text).join('');
  return String(value).replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

export type Environment = 'test' | 'live';

const style = `body{font:1.1rem/1.5 system-ui,Arial,sans-serif;color:#0b0c0c;max-width:48rem;margin:0 auto;padding:0 1rem 3rem}
.environment{margin:0 -1rem;padding:.6rem 1rem;font-weight:700;color:#fff;background:#1d3d5c}
.test{background:#ffdd00;color:#0b0c0c;border-bottom:.3rem solid #0b0c0c}
a{color:#1a4f8a}code{font-size:.95em;overflow-wrap:anywhere}`;

/** Whole, so that no white space of the page gets into what the hash is of. */
const styleElement = new Html(`<style>${style}</style>`);
const styleHash = createHash('sha256').update(style).digest('base64');

/** Headers of every page: nothing may be loaded, framed or sent from it. */
export const pageHeaders = {
  'Content-Type': 'text/html; charset=utf-8',
  'Content-Security-Policy': `default-src 'none'; style-src 'sha256-${styleHash}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cache-Control': 'no-store',
} as const;

/** A whole page; its first line says which environment this is. */
export function page(title: string, environment: Environment, content: Html): string {
  const banner =
    environment === 'test'
      ? html`<p class="environment test">
          TEST ENVIRONMENT: fictitious learners only. Send no real person's data.
        </p>`
      : html`<p class="environment">Live environment</p>`;
  const mark = environment === 'test' ? 'TEST: ' : '';
  return html`<!DOCTYPE html>
    <html lang="en-GB">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${mark}${title}</title>
        ${styleElement}
      </head>
      <body>
        ${banner}
        <main>
          <h1>${title}</h1>
          ${content}
        </main>
      </body>
    </html> `.text;
}
