export type ProblemCode =
  | 'EMPTY'
  | 'TOO_LONG'
  | 'TOO_BIG'
  | 'TOO_DEEP'
  | 'LIST_TOO_LONG'
  | 'BAD_CHARACTER'
  | 'SYNTAX'
  | 'UNKNOWN_ATTRIBUTE'
  | 'UNKNOWN_FUNCTION'
  | 'WRONG_ARGUMENTS'
  | 'TYPE_MISMATCH'
  | 'WRONG_RESULT'
  | 'NOT_SUPPORTED'
  | 'BAD_LITERAL'
  | 'ALWAYS_UNKNOWN'
  | 'NOT_FOR_MEMBERS';

/** Why a rule is refused, where (UTF-16 offsets, `end` exclusive), and what could stand there instead. */
export interface Problem {
  readonly code: ProblemCode;
  readonly message: string;
  readonly start: number;
  readonly end: number;
  /** Texts to put in place of `start`–`end`, best first. */
  readonly suggestions: readonly string[];
}

/** A rule that cannot be compiled; `errors` is never empty. */
export class ExpressionError extends Error {
  override readonly name = 'ExpressionError';

  constructor(
    readonly source: string,
    readonly errors: readonly Problem[],
  ) {
    super(errors.map(({ message, start }) => `${message} (at ${start})`).join('\n'));
  }
}
