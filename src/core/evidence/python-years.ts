/** Days since 1970 of the first and the last date that Python has: 0001-01-01 and 9999-12-31. */
const FIRST_DAY = -719_162;
const LAST_DAY = 2_932_896;

const DAY_MILLISECONDS = 86_400_000;

/**
 * Whether a date, in days or milliseconds since 1970, is in no year that Python's `date` has.
 *
 * @example isYearless(2_932_897, "day") // true: year 10000
 */
export function isYearless(value: number, unit: "day" | "ms"): boolean {
  const day = unit === "day" ? value : Math.floor(value / DAY_MILLISECONDS);
  return day < FIRST_DAY || day > LAST_DAY;
}
