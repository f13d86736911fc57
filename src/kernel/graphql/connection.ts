import { ArgsType, Field, Int, ObjectType } from 'type-graphql';
import type { ClassType } from 'type-graphql';
import { COUNT_MAX } from './page.js';
import type { PageArguments } from './page.js';

@ObjectType('PageInfo', { simpleResolvers: true, description: 'Where a page lies in its list.' })
export class PageInfo {
  @Field(() => Boolean, { description: 'Whether there is more after this page.' })
  hasNextPage!: boolean;

  @Field(() => Boolean, { description: 'Whether there is more before this page.' })
  hasPreviousPage!: boolean;

  @Field(() => String, { nullable: true, simple: false, description: 'Cursor of the first item.' })
  startCursor!: string | null;

  @Field(() => String, { nullable: true, simple: false, description: 'Cursor of the last item.' })
  endCursor!: string | null;
}

@ArgsType()
export class PageArgs implements PageArguments {
  @Field(() => Int, { nullable: true, description: 'How many from the start: 1 to 100; 20 when nothing is said.' })
  first?: number | null;

  @Field(() => String, { nullable: true, description: 'Only what comes after this cursor.' })
  after?: string | null;

  @Field(() => Int, { nullable: true, description: 'How many from the end: 1 to 100.' })
  last?: number | null;

  @Field(() => String, { nullable: true, description: 'Only what comes before this cursor.' })
  before?: string | null;
}

/**
 * The connection and edge types of a node type; a `Page` is what they are resolved from. What a page works out only when
 * asked is read through a resolver, once.
 */
export function connectionOf<Node extends object>(NodeType: ClassType<Node>, name: string, of: string) {
  @ObjectType(`${name}Edge`, { simpleResolvers: true, description: `One of ${of} and where it lies in the list.` })
  class Edge {
    @Field(() => NodeType, { description: 'The item.' })
    node!: Node;

    @Field(() => String, { simple: false, description: 'Its place in the list, for `after` and `before`.' })
    cursor!: string;
  }

  @ObjectType(`${name}Connection`, { simpleResolvers: true, description: `A page of ${of}.` })
  class Connection {
    @Field(() => [NodeType], { description: 'The items.' })
    nodes!: readonly Node[];

    @Field(() => [Edge], { simple: false, description: 'The items with their cursors.' })
    edges!: readonly Edge[];

    @Field(() => PageInfo, { description: 'Whether there is more.' })
    pageInfo!: PageInfo;

    @Field(() => Int, {
      simple: false,
      description: `How many there are in the whole list, counted when asked for. ${COUNT_MAX} stands for that many or more.`,
    })
    totalCount!: number;
  }

  return Connection;
}
