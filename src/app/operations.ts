import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DocumentNode } from 'graphql';
import { Kind, parse, print, visit } from 'graphql';
import { packageFolder } from './package-folder.js';

/** A document front ends start from, whole: the operation and the fragments it spreads. */
export interface PublishedOperation {
  readonly name: string;
  /** The sentence above it. */
  readonly description: string;
  readonly text: string;
}

/** Everything in `schema/operations/`, in the order of their names. */
export function publishedOperations(): PublishedOperation[] {
  const folder = join(packageFolder(), 'schema', 'operations');
  const files = readdirSync(folder)
    .filter((file) => file.endsWith('.graphql'))
    .sort()
    .map((file) => readFileSync(join(folder, file), 'utf8'));
  const fragments = new Map<string, string>();
  for (const text of files) for (const [name, fragment] of fragmentsIn(parse(text))) fragments.set(name, fragment);
  return files.flatMap((text) => operationsIn(text, fragments));
}

function operationsIn(text: string, fragments: ReadonlyMap<string, string>): PublishedOperation[] {
  const [, description = ''] = /^# (.*)/.exec(text) ?? [];
  return parse(text).definitions.flatMap((definition) => {
    if (definition.kind !== Kind.OPERATION_DEFINITION) return [];
    const spread = new Set<string>();
    collect(print(definition), fragments, spread);
    const parts = [...spread].sort().map((name) => fragments.get(name) ?? '');
    return { name: definition.name?.value ?? '', description, text: [print(definition), ...parts].join('\n\n') };
  });
}

function fragmentsIn(document: DocumentNode): [string, string][] {
  return document.definitions.flatMap((definition) =>
    definition.kind === Kind.FRAGMENT_DEFINITION ? [[definition.name.value, print(definition)]] : [],
  );
}

/** The fragments a text spreads, and those that they spread. */
function collect(text: string, fragments: ReadonlyMap<string, string>, into: Set<string>): void {
  visit(parse(text), {
    FragmentSpread({ name: { value: name } }) {
      if (into.has(name)) return;
      into.add(name);
      collect(fragments.get(name) ?? '', fragments, into);
    },
  });
}
