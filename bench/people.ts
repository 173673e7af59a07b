/** Invented learners for measurements: the same number gives the same person, on every machine. */
import type { Gender, LearnerDetails } from '../src/domain/learner.js';
import { ulnFromStem, type Uln } from '../src/domain/uln.js';

const seed = 20_260_101;
const firstStem = 500_000_000;
/** At most one stem in eleven has no check digit, so that four in a row always hold a usable one. */
const stemsPerPerson = 4;

const given = (
  'Aisha Alfie Amelia Ava Bethan Callum Carys Charlie Chloe Dafydd Daniel Ebony Eilidh Elin Ella Emily Ethan Faith ' +
  'Fatima Finley Freya George Grace Gwen Hannah Harry Ibrahim Isla Jack Jacob James Jasmine Jessica Kayleigh Leo ' +
  'Lewis Lily Logan Lucas Maisie Max Megan Mia Mohammed Molly Niamh Noah Olivia Oscar Owen Poppy Rhys Riley Ruby ' +
  'Ryan Samuel Sanjay Sophie Tegan Theo Thomas William Zainab Zoe'
).split(' ');
const familyStarts = (
  'Ald Ash Bar Beck Black Bram Brook Brun Cald Carl Chad Clay Crow Dal Dray Dun East Eld Ever Fair Farn Fen Ford ' +
  'Gil Glen Grant Hal Ham Hart Haw Hazel Hol Ing Kel Kin Lang Lath Lin Lock Mar Mel Mil Mor Nether New Nor Oak Old ' +
  'Pen Pres Rad Red Rod Rush Sal Sel Shel Stan Stow Sut Thorn Up Wake Wal West Whit Wins Wood'
).split(' ');
const familyEnds =
  'bank beck borough brook burn bury by cliffe combe cote croft dale den field ford gate ham hill holme hurst ing ' +
  'land ley low mere more over sey shaw stead stoke thorpe ton wall water well wick with wold worth';
const familyEndings = familyEnds.split(' ');
const genders: readonly Gender[] = ['1', '2'];

export interface Person extends LearnerDetails {
  readonly uln: Uln;
}

/** @param index from 0; two of them never share a ULN */
export function person(index: number): Person {
  const draw = drawer(seed + index);
  const pick = <T>(list: readonly T[]): T => {
    const item = list[draw(list.length)];
    if (item === undefined) throw new Error('Nothing to pick from');
    return item;
  };
  const familyName = pick(familyStarts) + pick(familyEndings);
  const givenName = pick(given);
  return {
    uln: ulnOf(index),
    title: pick(['Miss', 'Mr', 'Ms']),
    givenName,
    middleOtherName: pick(given),
    familyName,
    schoolAtAge16: `${pick(familyStarts)}${pick(familyEndings)} Academy`,
    lastKnownAddressLine1: `${draw(200) + 1} Invented Street`,
    lastKnownAddressTown: `${pick(familyStarts)}${pick(familyEndings)}`,
    lastKnownAddressCountyOrCity: 'Fictionshire',
    lastKnownPostCode: postCode(draw),
    dateOfAddressCapture: `2024-0${draw(9) + 1}-1${draw(10)}`,
    dateOfBirth: `${1985 + draw(24)}-${twoDigits(draw(12) + 1)}-${twoDigits(draw(28) + 1)}`,
    placeOfBirth: 'Fictionshire',
    gender: pick(genders),
    emailAddress: `${givenName}.${familyName}.${index}@learner.test`.toLowerCase(),
    nationality: 'GBR',
    verificationType: '1',
    abilityToShare: '1',
  };
}

/** The ULN of `person(index)`. */
export function ulnOf(index: number): Uln {
  for (let step = 0; step < stemsPerPerson; step++) {
    const uln = ulnFromStem(firstStem + index * stemsPerPerson + step);
    if (uln !== undefined) return uln;
  }
  throw new Error(`No ULN for person ${index}`);
}

function postCode(draw: (bound: number) => number): string {
  const letter = () => 'ABDEFGHJLNPQRSTUWXYZ'.charAt(draw(20));
  return `Z${letter()}${draw(98) + 1} ${draw(10)}${letter()}${letter()}`;
}

function twoDigits(value: number): string {
  return String(value).padStart(2, '0');
}

/** Numbers that look random: splitmix32. */
export function drawer(start: number): (bound: number) => number {
  let state = Math.imul(start, 0x9e3779b1);
  return (bound) => {
    state = (state + 0x9e3779b9) | 0;
    let mixed = state ^ (state >>> 16);
    mixed = Math.imul(mixed, 0x21f0aaad);
    mixed ^= mixed >>> 15;
    mixed = Math.imul(mixed, 0x735a2d97);
    mixed ^= mixed >>> 15;
    return (mixed >>> 0) % bound;
  };
}
