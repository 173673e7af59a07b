/** What differs between two messages, element by element. */
import type { MessageElement } from '../../contract/read-tree.js';

export interface Difference {
  /** `/Envelope/Body/FindLearnerByULN/ULN` */
  readonly path: string;
  /** Absent where the message has no such element. */
  readonly before?: string;
  readonly after?: string;
}

const MOST_DIFFERENCES = 200;

/** In the order of the first message; what only the second has comes after. No more than 200. */
export function differences(before: MessageElement, after: MessageElement): readonly Difference[] {
  const one = leavesOf(before);
  const other = leavesOf(after);
  const found: Difference[] = [];
  for (const [path, value] of one) {
    const now = other.get(path);
    if (now !== value) found.push({ path, before: value, ...(now === undefined ? {} : { after: now }) });
  }
  for (const [path, value] of other) if (!one.has(path)) found.push({ path, after: value });
  return found.slice(0, MOST_DIFFERENCES);
}

function leavesOf(root: MessageElement): ReadonlyMap<string, string> {
  const leaves = new Map<string, string>();
  const visit = (element: MessageElement, path: string): void => {
    if (element.children.length === 0) {
      leaves.set(path, element.nil ? '(nil)' : element.text);
      return;
    }
    const all = new Map<string, number>();
    for (const { name } of element.children) all.set(name, (all.get(name) ?? 0) + 1);
    const seen = new Map<string, number>();
    for (const child of element.children) {
      const number = (seen.get(child.name) ?? 0) + 1;
      seen.set(child.name, number);
      visit(child, `${path}/${child.name}${all.get(child.name) === 1 ? '' : `[${number}]`}`);
    }
  };
  visit(root, `/${root.name}`);
  return leaves;
}
