/**
 * How names are compared: without regard to case, diacritics, hyphens, apostrophes, dots and blanks.
 * Source of the rule: docs/interface-specification.md, "Matching".
 */

/** Letters that have no decomposition in Unicode, but that people write with plain ones. */
const plainLetters: Readonly<Record<string, string>> = {
  ß: 'SS',
  ẞ: 'SS',
  æ: 'AE',
  Æ: 'AE',
  œ: 'OE',
  Œ: 'OE',
  ø: 'O',
  Ø: 'O',
  ł: 'L',
  Ł: 'L',
  đ: 'D',
  Đ: 'D',
  ð: 'D',
  Ð: 'D',
  þ: 'TH',
  Þ: 'TH',
  ħ: 'H',
  Ħ: 'H',
  ŧ: 'T',
  Ŧ: 'T',
  ŋ: 'N',
  Ŋ: 'N',
  ı: 'I',
};
const foldable = new RegExp(`[${Object.keys(plainLetters).join('')}]`, 'gu');

// Marks of Latin, Greek, Cyrillic, Hebrew and Arabic only: in Indian scripts and kana a mark makes another name.
const diacritics =
  /[\u0300-\u036f\u0483-\u0489\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]/gu;

const silent =
  /[\p{Dash_Punctuation}\p{White_Space}\p{Format}\p{Control}'`.\u00b4\u00b7\u02b9-\u02bf\u02c8\u02ca\u02cb\u055a\u05f3\u2018-\u201b\u2022\u2027\u2032\u2035\u2043\u2212\u30fb\ua78b\ua78c]/gu;

const plain = /^[A-Za-z]+$/;
const ascii = /^[\x20-\x7e]+$/;
const silentAscii = /[-'`. ]/g;

/**
 * The form of a name that is compared and indexed: upper case, nothing but what sounds.
 * A name that has nothing of that kind keeps its own characters, trimmed.
 */
export function normaliseName(text: string): string {
  if (plain.test(text)) return text.toUpperCase();
  const name = ascii.test(text) ? text.replace(silentAscii, '').toUpperCase() : normaliseUnicode(text);
  return name === '' ? text.trim() : name;
}

function normaliseUnicode(text: string): string {
  return text
    .normalize('NFKD')
    .replace(diacritics, '')
    .replace(foldable, (letter) => plainLetters[letter] ?? letter)
    .toUpperCase()
    .normalize('NFKD')
    .replace(diacritics, '')
    .replace(silent, '')
    .normalize('NFC');
}

/** Soundex digits of A to Z: 0 a vowel, 7 a letter (H, W) across which equal digits count once. */
const soundexDigits = '01230127022455012623017202';
const capitalA = 65;

/**
 * American Soundex of a normalised name: a letter and three digits.
 * Undefined unless the name is all A to Z, since the sounds of other scripts are not in its table.
 */
export function soundex(normalised: string): string | undefined {
  if (!/^[A-Z]+$/.test(normalised)) return undefined;
  let code = normalised.charAt(0);
  let last = soundexDigits.charAt(normalised.charCodeAt(0) - capitalA);
  for (let place = 1; place < normalised.length && code.length < 4; place++) {
    const digit = soundexDigits.charAt(normalised.charCodeAt(place) - capitalA);
    if (digit === '7') continue;
    if (digit !== '0' && digit !== last) code += digit;
    last = digit;
  }
  return code.padEnd(4, '0');
}
