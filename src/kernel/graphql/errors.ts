/** A concrete GraphQL type of `MutationError` for codes that carry more than a sentence. */
export interface ErrorType {
  readonly codes: readonly string[];
  readonly type: NewableFunction;
}
