/** Days of the calendar in the form that XML Schema and RFC 3339 share. */

const form = /^[0-9]{4}-[0-9]{2}-[0-9]{2}$/;
const daysOfMonths = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/**
 * Whether the text is a day of the Gregorian calendar as `yyyy-MM-dd`, with nothing around it.
 * Source: RFC 3339, section 5.6, "full-date". Which days the register can hold is narrower: see `isRegisterDate`.
 */
export function isCalendarDate(text: string): boolean {
  if (!form.test(text)) return false;
  const [year, month, day] = [Number(text.slice(0, 4)), Number(text.slice(5, 7)), Number(text.slice(8))];
  if (month === 2 && day === 29) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  return day >= 1 && day <= (daysOfMonths[month - 1] ?? 0);
}
