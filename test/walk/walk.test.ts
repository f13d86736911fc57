import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { GraphQLObjectType, GraphQLSchema } from 'graphql';
import { isObjectType } from 'graphql';
import { buildGraphqlSchema } from '../../src/app/graphql-schema.js';
import { modules } from '../../src/app/modules.js';
import type { Asker } from './callers.js';
import { askersOf } from './callers.js';
import { Canaries } from './canaries.js';
import { fieldsAsked } from './documents.js';
import { inputsWithoutExample, questionsOf } from './questions.js';
import { fieldsWithoutRule } from './rules.js';
import type { Walked } from './walk.js';
import { changes, differences, nothingWalked, walk } from './walk.js';
import type { World } from './world.js';
import { everythingOf, openWorld, othersAct } from './world.js';

const schema: GraphQLSchema = buildGraphqlSchema(modules);
let world: World;
let askers: Asker[];
let canaries: Canaries;
const reads = nothingWalked();
const tries = nothingWalked();
const deeds = nothingWalked();

beforeAll(async () => {
  Error.stackTraceLimit = 0; // refusals come by the ten thousand, and writing where each was thrown takes a tenth of the walk
  world = await openWorld();
  askers = await askersOf(world);
  world.api.clock.advance(1_009); // what time it is, is nobody's secret
  canaries = await Canaries.of(world);
});
afterAll(() => world.api.close());

async function walkAll(kind: 'query' | 'mutation', into: Walked): Promise<void> {
  const questions = questionsOf(schema, kind, world);
  const passing = questions.filter(({ isLasting }) => !isLasting);
  const lasting = questions.filter(({ isLasting }) => isLasting);
  await walk(world, canaries, askers, passing, into);
  await walk(world, canaries, askers, lasting, into, ['foreign', 'unknown']);
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);

describe('Every field', () => {
  it('states who may ask for it', () => {
    const { checked, without } = fieldsWithoutRule(schema);
    expect(without).toEqual([]);
    expect(checked).toBeGreaterThan(100);
  });

  it('is asked for, of whatever type it is', () => {
    const questions = (['query', 'mutation'] as const).flatMap((kind) => questionsOf(schema, kind, world));
    const asked = fieldsAsked(schema, questions.flatMap(({ documents }) => documents)); // prettier-ignore
    const types = Object.values(schema.getTypeMap()).filter(isObjectType);
    const ours = types.filter((type) => !type.name.startsWith('__') && type !== schema.getSubscriptionType());
    const isAsked = (type: GraphQLObjectType, field: string) =>
      [type, ...type.getInterfaces()].some(({ name }) => asked.has(`${name}.${field}`));
    const unasked = ours.flatMap((type) => Object.keys(type.getFields()).filter((field) => !isAsked(type, field)).map((field) => `${type.name}.${field}`)); // prettier-ignore
    expect(unasked).toEqual([]);
  });

  it('that is a mutation has an example of what it takes (else: test/walk/inputs.ts)', () => {
    expect(inputsWithoutExample(schema)).toEqual([]);
  });
});

describe('Whoever asks for whatever', () => {
  it('learns by reading nothing of somebody else', async () => {
    await walkAll('query', reads);
    expect([...reads.leaks]).toEqual([]);
  });

  it('cannot tell by reading what is somebody else’s from what is not there', () => {
    const { compared, told } = differences(reads);
    expect(told).toEqual([]);
    expect(compared).toBeGreaterThan(100);
  });

  it('learns by a dry run nothing of somebody else, and cannot tell it from what is not there', async () => {
    await walkAll('mutation', tries);
    expect([...tries.leaks]).toEqual([]);
    const { compared, told } = differences(tries);
    expect(told).toEqual([]);
    expect(compared).toBeGreaterThan(50);
  });

  it('is answered the same whatever others have done meanwhile: no count, no cursor, no figure moves', async () => {
    const before = { reads: reads.answers, tries: tries.answers };
    await othersAct(world);
    const bounded = askers.filter(
      ({ isHost, brandId, kind }) => !isHost && (kind === 'visitor' || brandId === 'brd_north'),
    );
    const after = { reads: nothingWalked(), tries: nothingWalked() };
    await walk(world, canaries, bounded, questionsOf(schema, 'query', world), after.reads);
    const questions = questionsOf(schema, 'mutation', world).filter(({ isLasting }) => !isLasting);
    await walk(world, canaries, bounded, questions, after.tries);
    const moved = [...changes(before.reads, after.reads.answers), ...changes(before.tries, after.tries.answers)];
    expect(moved).toEqual([]);
    expect(after.reads.answers.size).toBeGreaterThan(100);
  });

  it('does nothing to what is somebody else’s', async () => {
    const before = await Promise.all([everythingOf(world, 'host'), everythingOf(world, 'south')]);
    const done = nothingWalked();
    const others = askers.filter(({ brandId, kind }) => kind === 'member' || brandId === 'brd_north');
    await walk(world, canaries, others, questionsOf(schema, 'mutation', world, false), done, ['foreign', 'unknown']);
    expect([...done.leaks]).toEqual([]);
    expect(differences(done).told).toEqual([]);
    expect(await Promise.all([everythingOf(world, 'host'), everythingOf(world, 'south')])).toEqual(before);
  });

  it('learns by what it really does nothing of somebody else', async () => {
    const questions = questionsOf(schema, 'mutation', world, false);
    for (const asker of askers.filter(({ kind }) => kind !== 'operator')) {
      await walk(world, canaries, [asker], questions, deeds, ['own']);
    }
    expect([...deeds.leaks]).toEqual([]);
  });

  it('is asked in documents that are valid and not too dear, so that nothing hides behind a refusal of the document', () => {
    const answers = [reads, tries, deeds].flatMap((walked) => [...walked.answers]);
    const refused = answers.filter(([, answer]) =>
      /GRAPHQL_VALIDATION_FAILED|QUERY_TOO_EXPENSIVE|THROTTLED|INTERNAL_SERVER_ERROR/.test(answer),
    );
    expect(refused.map(([key, answer]) => `${key} ${answer.slice(0, 300)}`)).toEqual([]);
  });

  it('has been everywhere', () => {
    const fields = fieldsWithoutRule(schema).checked;
    const all = [reads, tries, deeds];
    const requests = sum(all.map((walked) => walked.requests));
    const comparisons = sum(all.map((walked) => walked.comparisons + differences(walked).compared));
    process.stderr.write(
      `The walk: ${fields} fields, ${askers.length} callers, ${canaries.size} canaries, ${requests} requests, ${comparisons} comparisons, ${sum(all.map(({ leaks }) => leaks.size))} leaks\n`,
    );
    const asked = new Set(all.flatMap(({ answers }) => [...answers.keys()]).map((key) => /\| (\w+)\(/.exec(key)?.[1]));
    const roots = [schema.getQueryType(), schema.getMutationType()].flatMap((type) =>
      Object.keys(type?.getFields() ?? {}),
    );
    expect(roots.filter((name) => !asked.has(name))).toEqual([]);
    const whole = new Set(all.flatMap(({ answered }) => [...answered]));
    expect(roots.filter((name) => !whole.has(name))).toEqual([]); // a field that refuses everybody hides what it would tell
  });
});
