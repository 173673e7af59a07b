/** As much of Prometheus' query language as it takes to see which metrics and functions an expression names. */

const functions: ReadonlySet<string> = new Set(['deriv', 'histogram_quantile', 'increase', 'rate', 'time']);
const aggregations: ReadonlySet<string> = new Set(['sum', 'min', 'max', 'avg', 'count']);
/** Each is followed by labels in brackets. */
const groupings: ReadonlySet<string> = new Set(['by', 'without', 'on', 'ignoring']);
const words: ReadonlySet<string> = new Set(['and', 'or', 'unless', 'bool']);

export interface Named {
  readonly metrics: readonly string[];
  /** What looks like a function and is none that these tests know. */
  readonly unknown: readonly string[];
  /** Labels that metrics are chosen by, and values are grouped by. */
  readonly labels: readonly string[];
  readonly isBalanced: boolean;
}

export function namedIn(expression: string): Named {
  const labels: string[] = [];
  const withoutTexts = expression.replace(/"[^"]*"/g, '""');
  const bare = withoutTexts
    .replace(/\{([^}]*)\}/g, (_, inner: string) => {
      labels.push(...[...inner.matchAll(/(\w+)\s*(?:=~|!~|!=|=)/g)].map(([, label = '']) => label));
      return ' ';
    })
    .replace(/\[(?:\d+[smhdw]|\$__rate_interval)\]/g, ' ')
    .replace(/\b(by|without|on|ignoring)\s*\(([^)]*)\)/g, (_, word: string, inner: string) => {
      labels.push(...inner.split(',').map((label) => label.trim()));
      return groupings.has(word) ? ' ' : word;
    });
  const metrics: string[] = [];
  const unknown: string[] = [];
  for (const [, name = '', bracket] of bare.matchAll(/\b([a-z_][a-z0-9_]*)\b\s*(\()?/gi)) {
    if (words.has(name) || (aggregations.has(name) && bracket !== undefined)) continue;
    if (bracket === undefined) metrics.push(name);
    else if (!functions.has(name)) unknown.push(name);
  }
  return { metrics, unknown, labels, isBalanced: isBalanced(withoutTexts) };
}

function isBalanced(text: string): boolean {
  const open: string[] = [];
  const pairs = new Map([
    [')', '('],
    ['}', '{'],
    [']', '['],
  ]);
  for (const character of text) {
    if ('({['.includes(character)) open.push(character);
    const opening = pairs.get(character);
    if (opening !== undefined && open.pop() !== opening) return false;
  }
  return open.length === 0;
}
