/** Turns the schemas' names into TypeScript's: `MISIdentifier` to `misIdentifier`, `LinkedULNs` to `linkedUlns`. */

const WORD = /[A-Z]\d+(?![A-Za-z])|[A-Z]{2,}s(?![a-z])|[A-Z]+(?=[A-Z][a-z]|[^A-Za-z]|$)|[A-Z]?[a-z]+|\d+/g;

function words(name: string): string[] {
  return (name.replace(/^MIAP(?=[A-Z])/, 'Miap').match(WORD) ?? []).map((word) => word.toLowerCase());
}

function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}

/** `RetrieveULNs` to `RetrieveUlns`: the name of a type. */
export function pascalCase(name: string): string {
  return words(name).map(capital).join('');
}

/** `ULNsToRetrieve` to `ulnsToRetrieve`: the name of a property or a constant. */
export function camelCase(name: string): string {
  const [first = '', ...rest] = words(name);
  return first + rest.map(capital).join('');
}

/** `LearnerService` to `learner-service`: the name of a file. */
export function kebabCase(name: string): string {
  return words(name).join('-');
}
