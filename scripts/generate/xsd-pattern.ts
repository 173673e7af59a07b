/**
 * Turns the patterns of XML Schema into JavaScript's regular expressions with the same meaning.
 *
 * They differ in more than anchors: in XML Schema `\s` is just blank, tab, line feed and carriage return, `.` leaves out
 * line ends alone, `^` and `$` are plain characters, and a class may be subtracted from another.
 * (XML Schema Part 2: Datatypes, appendix F.)
 */

/** What a multi-character escape stands for, as the inside of a class; the capital letter stands for all others. */
const MULTI: Readonly<Record<string, string>> = {
  s: ' \\t\\n\\r',
  d: '\\p{Nd}',
  w: '\\p{L}\\p{M}\\p{N}\\p{S}',
};

const PLAIN_IN_CLASS = /[\\\]]/;
const PLAIN_OUTSIDE = /[\\^$.*+?()[\]{}|]/;
const SINGLE: Readonly<Record<string, string>> = { n: '\\n', r: '\\r', t: '\\t' };

/** One expression that takes what any of the patterns takes, anchored at both ends. */
export function xsdPatternsToRegExp(patterns: readonly string[]): RegExp {
  const translated = patterns.map((pattern) => new Translation(pattern).whole());
  return new RegExp(`^(?:${translated.join('|')})$`, 'u');
}

/**
 * The texts that the patterns take, where they are nothing but alternatives of plain text: `FUL|CHK`.
 * `undefined` where they take anything else.
 */
export function literalAlternatives(patterns: readonly string[]): readonly string[] | undefined {
  const literals = patterns.flatMap((pattern) => pattern.split('|'));
  const plain = literals.every((literal) => /^[A-Za-z0-9]*$/.test(literal));
  return plain && literals.some((literal) => literal !== '') ? [...new Set(literals)] : undefined;
}

class Translation {
  readonly #pattern: string;
  readonly #characters: readonly string[];
  #at = 0;

  constructor(pattern: string) {
    this.#pattern = pattern;
    this.#characters = Array.from(pattern);
  }

  whole(): string {
    let out = '';
    while (this.#at < this.#characters.length) out += this.#piece();
    return out;
  }

  #next(): string {
    const character = this.#characters[this.#at++];
    if (character === undefined) throw new Error(`The pattern ends too early: ${this.#pattern}`);
    return character;
  }

  #piece(): string {
    const character = this.#next();
    if (character === '\\') return this.#escapeOutside();
    if (character === '[') return this.#class();
    if (character === '.') return '[^\\n\\r]';
    if (character === '(') return '(?:';
    return character === '^' || character === '$' ? `\\${character}` : character;
  }

  #escapeOutside(): string {
    const letter = this.#next();
    if (letter === 'p' || letter === 'P') return `\\${letter}${this.#property()}`;
    const multi = MULTI[letter.toLowerCase()];
    if (multi !== undefined) return letter in MULTI ? `[${multi}]` : `[^${multi}]`;
    return this.#single(letter, PLAIN_OUTSIDE);
  }

  #single(letter: string, needsEscape: RegExp): string {
    const control = SINGLE[letter];
    if (control !== undefined) return control;
    if (/[A-Za-z0-9]/.test(letter)) throw new Error(`\\${letter} has no translation: ${this.#pattern}`);
    return needsEscape.test(letter) ? `\\${letter}` : letter;
  }

  #property(): string {
    let name = this.#next();
    while (!name.endsWith('}')) name += this.#next();
    if (name.startsWith('{Is')) throw new Error(`Blocks have no translation: ${this.#pattern}`);
    return name;
  }

  /** After its opening bracket. */
  #class(): string {
    const negated = this.#characters[this.#at] === '^';
    if (negated) this.#at++;
    let positive = '';
    let hyphen = '';
    const others: string[] = [];
    let subtracted = '';
    for (let character = this.#next(); character !== ']'; character = this.#next()) {
      if (character === '-' && this.#characters[this.#at] === '[') {
        this.#at++;
        subtracted = `(?!${this.#class()})`;
      } else if (character !== '\\') {
        positive += character === '[' ? '\\[' : character;
      } else {
        const letter = this.#next();
        const multi = MULTI[letter.toLowerCase()];
        if (letter === 'p' || letter === 'P') positive += `\\${letter}${this.#property()}`;
        else if (letter === '-') hyphen = '-';
        else if (letter === '^' && positive === '') positive = '\\^';
        else if (multi === undefined) positive += this.#single(letter, PLAIN_IN_CLASS);
        else if (letter in MULTI) positive += multi;
        else others.push(multi);
      }
    }
    return subtracted + classOf(negated, positive + hyphen, others);
  }
}

/**
 * JavaScript has no place for "all but blanks" inside a class, so it becomes an alternative beside it.
 * @param others the insides of the classes that are meant the other way round
 */
function classOf(negated: boolean, positive: string, others: readonly string[]): string {
  if (others.length === 0) return negated ? `[^${positive}]` : `[${positive}]`;
  if (!negated && others.length === 1 && others[0] === positive) return '[^]';
  const alternatives = [
    ...(positive === '' ? [] : [`[${positive}]`]),
    ...others.map((other) => `[^${other}]`),
  ];
  const any = alternatives.length === 1 ? alternatives.join('') : `(?:${alternatives.join('|')})`;
  return negated ? `(?!${any})[^]` : any;
}
