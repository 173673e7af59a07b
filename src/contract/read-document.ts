/** Takes the values out of a request that libxml2 has found valid. */
import { attribute, firstChild, hasName, nextSibling, textOf, type Element } from './libxml-elements.js';
import type { FieldPlan, RulePlan } from './scan-plan.js';
import { XSI_NAMESPACE } from './scan-tags.js';

/**
 * Reads the children of a valid element.
 * @throws when there is one that the specs do not know: then they and the schemas differ
 */
export function readChildren(parent: Element, fields: readonly FieldPlan[]): Record<string, unknown> {
  const object: Record<string, unknown> = {};
  const lists = new Map<FieldPlan, unknown[]>();
  let index = 0;
  for (let child = firstChild(parent); child !== 0; child = nextSibling(child)) {
    let field = fields[index];
    while (field !== undefined && !hasName(child, field.nameBytes)) field = fields[++index];
    if (field === undefined) throw new Error('A valid request has an element that its spec does not know');
    // In a list, a nil element keeps its place.
    const keepsPlace = field.many && field.rule === undefined;
    if (!keepsPlace && isNil(child)) continue;
    const value =
      field.rule === undefined ? readChildren(child, field.fields) : valueOf(textOf(child), field.rule);
    if (!field.many) {
      object[field.key] = value;
      continue;
    }
    const list = lists.get(field);
    if (list === undefined) lists.set(field, (object[field.key] = [value]));
    else list.push(value);
  }
  return object;
}

function isNil(element: Element): boolean {
  const nil = attribute(element, XSI_NAMESPACE, 'nil')?.trim();
  return nil === 'true' || nil === '1';
}

/** A valid number may have blanks around it and a plus before it. */
function valueOf(text: string, rule: RulePlan): string | number | bigint {
  if (rule.base === 'string') return text;
  if (rule.base === 'dateTime') return text.trim();
  if (rule.base !== 'int' && rule.base !== 'long')
    throw new Error(`No request has a value of xs:${rule.base}`);
  const digits = text.trim().replace(/^\+/, '');
  return rule.base === 'long' ? BigInt(digits) : Number(digits) | 0;
}
