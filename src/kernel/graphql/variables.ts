import type { DocumentNode, GraphQLSchema } from 'graphql';
import { getOperationAST, getVariableValues, GraphQLError } from 'graphql';
import type { Variables } from './amount.js';

/** Errors about variables that are told at once: the first say enough. */
export const VARIABLE_ERRORS_MAX = 5;

/** From so many values on they are checked before the compiled function sees them: it words every single mistake. */
const MANY = 20_000;
/** More than any input has: the largest batch, in the largest body, has half as many. */
const VALUES_MAX = 100_000;
/** Names of one object. A payload of facts has dozens, and a message about an object lists them all. */
const NAMES_MAX = 1_000;

/**
 * What is wrong with variables so large that finding it out the usual way would take long; null for all others, which the
 * execution itself looks at.
 */
export function problemsOfMany(
  schema: GraphQLSchema,
  document: DocumentNode,
  operationName: string | null | undefined,
  variables: Variables,
): readonly GraphQLError[] | null {
  const count = countValues(variables);
  if (count === null) return [tooMany(`An object in the variables has at most ${NAMES_MAX} names.`)];
  if (count > VALUES_MAX) return [tooMany(`Variables have at most ${VALUES_MAX} values in all.`)];
  if (count < MANY) return null;
  const definitions = getOperationAST(document, operationName)?.variableDefinitions ?? [];
  const { errors } = getVariableValues(schema, definitions, variables, { maxErrors: VARIABLE_ERRORS_MAX });
  return errors ?? null;
}

/** How many values there are at every level, counted no further than matters; null when an object has too many names. */
function countValues(variables: Variables): number | null {
  const rest: object[] = [variables];
  let count = 0;
  for (let value = rest.pop(); value && count <= VALUES_MAX; value = rest.pop()) {
    let names = 0;
    for (const name in value) {
      const inside = (value as Record<string, unknown>)[name];
      if (typeof inside === 'object' && inside !== null) rest.push(inside);
      names += 1;
      if (count + names > VALUES_MAX) return VALUES_MAX + 1;
      if (names > NAMES_MAX && !Array.isArray(value)) return null;
    }
    count += names;
  }
  return count;
}

function tooMany(message: string): GraphQLError {
  const extensions = { code: 'BAD_USER_INPUT', http: { status: 400 } };
  return new GraphQLError(message, { extensions });
}
