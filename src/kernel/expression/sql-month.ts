const ERA_DAYS = 146_097;
/** Days from 1 March of the year 0 to 1970. */
const SINCE_MARCH = 719_468;

/**
 * The month (1 to 12) of a column with days since 1970, in whole numbers both databases agree on: years begin in March, so
 * that the day that is sometimes there comes last. Days before the year 0 have none of meaning.
 */
export function monthOfDay(day: string): string {
  const dayOfEra = `((${day} + ${SINCE_MARCH}) % ${ERA_DAYS})`;
  const yearOfEra = quotient(
    `(${dayOfEra} - ${quotient(dayOfEra, 1_460)} + ${quotient(dayOfEra, 36_524)} - ${quotient(dayOfEra, 146_096)})`,
    365,
  );
  const dayOfYear = `(${dayOfEra} - (365 * ${yearOfEra} + ${quotient(yearOfEra, 4)} - ${quotient(yearOfEra, 100)}))`;
  const fromMarch = quotient(`(5 * ${dayOfYear} + 2)`, 153);
  return `(((${fromMarch} + 2) % 12) + 1)`;
}

/** Whole quotient of a number that is not negative; the databases divide whole numbers differently unless nothing is left over. */
const quotient = (number: string, by: number): string => `((${number} - ${number} % ${by}) / ${by})`;
