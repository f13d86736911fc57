import { describe, expect, it } from '@jest/globals';
import type { GraphQLObjectType, GraphQLOutputType, GraphQLSchema } from 'graphql';
import {
  getNamedType,
  getNullableType,
  isListType,
  isNonNullType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isObjectType,
  isSpecifiedScalarType,
} from 'graphql';
import { readFileSync } from 'node:fs';
import { buildGraphqlSchema } from '../src/app/graphql-schema.js';
import { modules } from '../src/app/modules.js';
import { publishedFiles } from '../src/app/published.js';
import { accessRuleOf } from '../src/kernel/graphql/access.js';
import { SCOPES } from '../src/modules/brands/index.js';

const schema = buildGraphqlSchema(modules);

describe('The published contracts', () => {
  it.each([...publishedFiles()])('%s is what the code says (else: npm run schema)', (name, text) => {
    expect(readFileSync(new URL(`../schema/${name}`, import.meta.url), 'utf8')).toBe(text);
  });

  it('describe every type, field, argument and value', () => {
    expect(undescribed(schema)).toEqual([]);
  });

  it('say of every query and mutation who may ask for it, in scopes that exist', () => {
    const roots = [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()].flatMap((type) =>
      Object.values(type?.getFields() ?? {}),
    );
    expect(roots.length).toBeGreaterThan(10);
    expect(roots.filter((field) => !accessRuleOf(field)).map(({ name }) => name)).toEqual([]);
    const wanted = roots.flatMap((field) => accessRuleOf(field)?.brand ?? []);
    expect(wanted.filter((scope) => !(scope in SCOPES))).toEqual([]);
  });

  it('let a field be null wherever its caller may be refused, so that a refusal takes nothing else along', () => {
    const guarded = objectTypes(schema).flatMap((type) =>
      Object.values(type.getFields()).flatMap((field) => {
        const rule = accessRuleOf(field);
        return rule && !rule.visitor
          ? [{ name: `${type.name}.${field.name}`, isNullable: !isNonNullType(field.type) }]
          : [];
      }),
    );
    expect(guarded.length).toBeGreaterThan(20);
    expect(guarded.filter(({ isNullable }) => !isNullable)).toEqual([]);
  });

  it('let the things of a payload be null, and give its lists always', () => {
    const fields = objectTypes(schema)
      .filter(({ name }) => name.endsWith('Payload'))
      .flatMap((type) =>
        Object.values(type.getFields()).map((field) => ({ name: `${type.name}.${field.name}`, type: field.type })),
      );
    expect(fields.length).toBeGreaterThan(10);
    const isList = (type: GraphQLOutputType) => isListType(getNullableType(type));
    const things = fields.filter(({ type }) => isObjectType(getNamedType(type)) && !isList(type));
    expect(things.filter(({ type }) => isNonNullType(type))).toEqual([]);
    const lists = fields.filter(({ type }) => isList(type)).map(({ name, type }) => `${name}: ${String(type)}`);
    expect(lists.filter((text) => !text.endsWith('!]!'))).toEqual([]);
  });

  it('have a way to find everything that says it is a Node', () => {
    const node = schema.getType('Node');
    const types = isInterfaceType(node) ? schema.getPossibleTypes(node).map(({ name }) => name) : [];
    const found = modules.flatMap(({ nodes = [] }) => nodes.map(({ type }) => type));
    expect([...found].sort()).toEqual([...types].sort());
    expect(new Set(modules.flatMap(({ nodes = [] }) => nodes.map(({ prefix }) => prefix))).size).toBe(found.length);
  });

  it('have the names that front ends were promised', () => {
    const names = (type: keyof Pick<GraphQLSchema, 'getQueryType' | 'getMutationType'>) =>
      Object.keys(schema[type]()?.getFields() ?? {});
    expect(names('getQueryType')).toEqual(
      expect.arrayContaining(['viewer', 'member', 'members', 'me', 'explain', 'ruleCheck']),
    );
    expect(names('getMutationType')).toEqual(
      expect.arrayContaining([
        'memberEnrol',
        'memberTokenIssue',
        'activityRecord',
        'activitiesRecord',
        'pointsEarn',
        'pointsSpend',
      ]),
    );
  });
});

function objectTypes(of: GraphQLSchema): GraphQLObjectType[] {
  return Object.values(of.getTypeMap()).filter(
    (type) => isObjectType(type) && !type.name.startsWith('__'),
  ) as GraphQLObjectType[];
}

function undescribed(of: GraphQLSchema): string[] {
  const missing: string[] = [];
  const note = (name: string, thing: { description?: string | null | undefined }) => {
    if (!thing.description) missing.push(name);
  };
  for (const type of Object.values(of.getTypeMap())) {
    if (
      type.name.startsWith('__') ||
      isSpecifiedScalarType(type) ||
      ['Query', 'Mutation', 'Subscription'].includes(type.name)
    )
      continue;
    note(type.name, type);
  }
  for (const type of Object.values(of.getTypeMap())) {
    if (type.name.startsWith('__')) continue;
    if (isEnumType(type)) for (const value of type.getValues()) note(`${type.name}.${value.name}`, value);
    if (isInputObjectType(type))
      for (const field of Object.values(type.getFields())) note(`${type.name}.${field.name}`, field);
    if (!isObjectType(type) && !isInterfaceType(type)) continue;
    for (const field of Object.values(type.getFields())) {
      note(`${type.name}.${field.name}`, field);
      for (const argument of field.args) note(`${type.name}.${field.name}(${argument.name})`, argument);
    }
  }
  return missing;
}
