import type { Answered, Asking, TestApi } from './open-api.js';

/** Enough to be compiled, so that the next time goes past the GraphQL server. */
const RUNS = 4;

/**
 * Sends a document until it is known, and once more with a word that makes it a document nobody knows. Answers of both
 * ways, which nobody should be able to tell from one another.
 */
export async function askBothWays(
  api: Pick<TestApi, 'ask'>,
  query: string,
  variables: object = {},
  asking: Asking = {},
): Promise<{ readonly known: Answered; readonly unknown: Answered }> {
  for (let run = 0; run < RUNS; run++) await api.ask(query, variables, asking);
  const known = await api.ask(query, variables, asking);
  const unknown = await api.ask(`${query} # ${fresh()}`, variables, asking);
  return { known, unknown };
}

/** A word no other document has. */
function fresh(): string {
  return Math.random().toString(36).slice(2);
}
