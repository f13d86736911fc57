import type { Answer, Problem } from '../../src/app/back-office.js';
import type { Desk } from '../desk.js';
import { textsIn } from '../locale/texts.js';
import type { Done } from './deed.js';

interface Payload {
  readonly errors?: readonly { readonly message: string; readonly path?: readonly string[] }[];
}

/**
 * Runs a mutation of the API as this operator; what it refuses comes back as sentences in the language of the desk, at the
 * field of the form that `fieldOf` finds for a place of the input: the last name of it, unless something else is said.
 */
export async function mutate(
  desk: Desk,
  document: string,
  variables: Readonly<Record<string, unknown>>,
  fieldOf: (path: readonly string[]) => string | null = (path) => path.at(-1) ?? null,
): Promise<Done & { payload: Payload | null }> {
  const answer = await desk.ask(document, variables);
  const payload = payloadOf(answer);
  const refused = (payload?.errors ?? []).map(({ message, path = [] }) => ({ message, field: fieldOf(path) }));
  const failed = answer.errors.map((error) => failure(desk, error));
  return { problems: [...refused, ...failed], payload };
}

/** A variable that is none of its type is a field that was filled in wrong: the words about it are for programmers. */
function failure(desk: Desk, { message }: Problem): { message: string; field: string | null } {
  const [, variable, place] = VARIABLE.exec(message) ?? [];
  if (variable === undefined) return { message, field: null };
  return { message: textsIn(desk.locale).form.notTaken, field: place ?? variable };
}

const VARIABLE = /^Variable "\$(\w+)" got invalid value [^;]*?(?: at "[\w.]*?(\w+)")?; /;

function payloadOf({ data }: Answer): Payload | null {
  const [first] = Object.values(data ?? {});
  return (first as Payload | undefined) ?? null;
}

/** What an API answered, or the error it was answered with. */
export function needData({ data, errors }: Answer): Readonly<Record<string, unknown>> {
  if (!data) throw new Error(errors[0]?.message ?? 'No answer');
  return data;
}
