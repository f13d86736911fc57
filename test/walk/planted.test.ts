import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { GraphQLError } from 'graphql';
import {
  Arg,
  Ctx,
  Field,
  FieldResolver,
  ID,
  InputType,
  Mutation,
  ObjectType,
  Query,
  Resolver,
  Root,
} from 'type-graphql';
import { openServer } from '../../src/app/server.js';
import { buildGraphqlSchema } from '../../src/app/graphql-schema.js';
import { modules } from '../../src/app/modules.js';
import { Access } from '../../src/kernel/graphql/access.js';
import type { RequestContext } from '../../src/kernel/graphql/context.js';
import { ask } from '../api/open-api.js';
import type { Asker } from './callers.js';
import { askersOf } from './callers.js';
import { Canaries } from './canaries.js';
import { inputsWithoutExample, questionsOf } from './questions.js';
import { fieldsWithoutRule } from './rules.js';
import { changes, differences, nothingWalked, walk } from './walk.js';
import type { World } from './world.js';
import { BOUNDLESS, openWorld, othersAct } from './world.js';

@ObjectType('PlantedThing', { description: 'A thing without a rule.' })
class PlantedThing {
  @Field(() => ID, { description: 'Its id.' })
  id!: string;

  @Field(() => String, { description: 'What nobody said who may ask for.' })
  @Access({ visitor: true })
  ruled!: string;
}

@InputType('PlantedInput', { description: 'An input nobody gave an example of.' })
class PlantedInput {
  @Field(() => String, { description: 'Anything.' })
  anything!: string;
}

type Row = Readonly<Record<string, string | number>>;

/** Resolvers as somebody might write them who forgot whose things they answer. */
@Resolver(() => PlantedThing)
class Planted {
  @Query(() => String, { nullable: true, description: 'A name of somebody, whoever asks.' })
  @Access({ brand: 'members:read' })
  async plantedName(@Ctx() { session }: RequestContext) {
    const [row] = await session.sql.rows<Row>("SELECT displayName AS it FROM member_profiles WHERE displayName LIKE '%ofSouth%'"); // prettier-ignore
    return row?.['it'];
  }

  @Query(() => Number, { nullable: true, description: 'How many members there are, whoever asks.' })
  @Access({ brand: 'members:read' })
  async plantedCount(@Ctx() { session }: RequestContext) {
    const [row] = await session.sql.rows<Row>('SELECT COUNT(*) AS it FROM members');
    return row?.['it'];
  }

  @Query(() => Boolean, { description: 'Whether a member is there, in the words of an error.' })
  @Access({ brand: 'members:read' })
  async plantedHint(@Arg('memberId', () => ID, { description: 'Whose.' }) id: string, @Ctx() { session }: RequestContext) {
    const [row] = await session.sql.rows<Row>('SELECT id FROM members WHERE id = ?', [id]);
    if (row) throw new GraphQLError('Not yours', { extensions: { code: 'FORBIDDEN' } });
    return false;
  }

  @Query(() => PlantedThing, { nullable: true, description: 'Without a rule.' })
  plantedWithoutRule(): PlantedThing | null {
    return null;
  }

  @Mutation(() => Boolean, { description: 'With an input nobody gave an example of.' })
  @Access({ brand: 'members:read' })
  plantedMutation(@Arg('input', () => PlantedInput, { description: 'What.' }) input: PlantedInput): boolean {
    return input.anything === '';
  }

  @FieldResolver(() => String, { description: 'Of a thing, without a rule.' })
  unruled(@Root() { id }: PlantedThing): string {
    return id;
  }
} // prettier-ignore

const planted = [...modules, { name: 'planted', entities: [], resolvers: [Planted] }];
const schema = buildGraphqlSchema(planted);
let world: World;
let north: Asker;
let canaries: Canaries;
let close: () => Promise<void>;

beforeAll(async () => {
  Error.stackTraceLimit = 0; // as in the walk itself
  const real = await openWorld();
  const budgets = { member: BOUNDLESS, brand: BOUNDLESS, operator: BOUNDLESS, visitor: BOUNDLESS };
  const house = { ...real.api.house, modules: planted };
  const server = await openServer(house, { port: 0, host: '127.0.0.1', isProduction: false, budgets });
  const api = { ...real.api, ask: (query: string, variables?: object, asking?: object) => ask(server.url, { query, variables }, asking) }; // prettier-ignore
  world = { ...real, api };
  north = (await askersOf(world)).find(({ name }) => name === 'north, every scope') as Asker;
  world.api.clock.advance(1_009);
  canaries = await Canaries.of(world);
  close = async () => {
    await server.stop();
    await real.api.close();
  };
});
afterAll(() => close());

describe('What somebody planted', () => {
  const walkFor = async (field: string) => {
    const walked = nothingWalked();
    const questions = questionsOf(schema, 'query', world).filter((question) => question.field === field);
    await walk(world, canaries, [north], questions, walked);
    return walked;
  };

  it('is found where a field has no rule, of a root or of a thing', () => {
    expect(fieldsWithoutRule(schema).without.sort()).toEqual(['PlantedThing.id', 'PlantedThing.unruled', 'Query.plantedWithoutRule']); // prettier-ignore
  });

  it('is found where a mutation takes what nobody gave an example of', () => {
    expect(inputsWithoutExample(schema)).toContain('plantedMutation(input: PlantedInput)');
  });

  it('is found where a text of somebody else is answered', async () => {
    expect([...(await walkFor('plantedName')).leaks]).toEqual([expect.stringContaining('name-of-ofSouth')]);
  });

  it('is found where an answer tells what is there from what is not', async () => {
    expect(differences(await walkFor('plantedHint')).told).toEqual([expect.stringContaining('Not yours')]);
  });

  it('is found where something of everybody is counted', async () => {
    const before = await walkFor('plantedCount');
    await othersAct(world);
    const after = await walkFor('plantedCount');
    expect([...before.leaks, ...after.leaks]).toEqual([]);
    expect(changes(before.answers, after.answers)).toEqual([expect.stringContaining('plantedCount')]);
  });
});
