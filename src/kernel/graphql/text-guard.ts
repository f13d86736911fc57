import { GraphQLError } from 'graphql';

/** Refuses texts that no column can hold: with a NUL character, or with half a surrogate pair. */
export function requireStorable(args: unknown): void {
  const path = unstorable(args);
  if (!path) return;
  throw new GraphQLError(`${path.join('.')} has a NUL character or half a surrogate pair`, {
    extensions: { code: 'BAD_USER_INPUT', input: path },
  });
}

/** Where the first such text is; undefined when there is none. */
function unstorable(value: unknown): string[] | undefined {
  if (typeof value === 'string') return isStorable(value) ? undefined : [];
  if (typeof value !== 'object' || value === null) return undefined;
  for (const name in value) {
    const inside = isStorable(name) ? unstorable((value as Record<string, unknown>)[name]) : [];
    if (inside) return [name, ...inside];
  }
  return undefined;
}

function isStorable(text: string): boolean {
  return !text.includes('\0') && text.isWellFormed();
}
