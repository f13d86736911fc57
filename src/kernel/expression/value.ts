/** `instant` is milliseconds since 1970 in UTC, `strings` a list of texts. */
export type ValueType = 'int' | 'double' | 'string' | 'bool' | 'instant' | 'strings';

/** What a part of a rule can be. A `duration` (milliseconds) exists only inside rules: nobody declares or returns one. */
export type ExpressionType = ValueType | 'duration';

export type Value = number | string | boolean | readonly string[];

const WORDS: Readonly<Record<ExpressionType, string>> = {
  int: 'a whole number',
  double: 'a decimal number',
  string: 'a text',
  bool: 'a yes or no',
  instant: 'an instant',
  strings: 'a list of texts',
  duration: 'a length of time',
};

/** The type as a message names it: `a whole number`. */
export const inWords = (type: ExpressionType): string => WORDS[type];

export const isNumeric = (type: ExpressionType): boolean => type === 'int' || type === 'double';

/** Whether two values of these types may stand on the two sides of `==`; whole and decimal numbers mix. */
export const areComparable = (left: ExpressionType, right: ExpressionType): boolean =>
  left === right ? left !== 'strings' : isNumeric(left) && isNumeric(right);
