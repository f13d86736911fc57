import { describe, expect, it } from '@jest/globals';
import { parse, validate } from 'graphql';
import { readdirSync, readFileSync } from 'node:fs';
import { buildGraphqlSchema } from '../src/app/graphql-schema.js';
import { modules } from '../src/app/modules.js';
import { publishedOperations } from '../src/app/operations.js';

const schema = buildGraphqlSchema(modules);
const folder = new URL('../schema/operations/', import.meta.url);

describe('The documents front ends start from', () => {
  it.each(publishedOperations().map(({ name, ...operation }) => [name, operation] as const))(
    '%s is whole, fits the schema, and says what it is for',
    (name, { text, description }) => {
      expect(validate(schema, parse(text)).map(({ message }) => message)).toEqual([]);
      expect(name).not.toBe('');
      expect(description).toMatch(/^[A-Z].*\.$/);
    },
  );

  it('are one a file, and every fragment is of use', () => {
    const files = readdirSync(folder);
    expect(publishedOperations().map(({ name }) => fileOf(name))).toEqual(
      files.filter((file) => file !== 'fragments.graphql').sort(),
    );
    const all = files.map((file) => readFileSync(new URL(file, folder), 'utf8')).join('\n');
    expect(validate(schema, parse(all)).map(({ message }) => message)).toEqual([]);
  });
});

function fileOf(name: string): string {
  return `${name.replace(/(?<!^)[A-Z]/g, (letter) => `-${letter}`).toLowerCase()}.graphql`;
}
