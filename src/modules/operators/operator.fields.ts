import { Ctx, FieldResolver, ID, Int, Resolver, Root } from 'type-graphql';
import { Access } from '../../kernel/graphql/access.js';
import type { RequestContext } from '../../kernel/graphql/context.js';
import type { Loading } from '../../kernel/graphql/loaders.js';
import { load } from '../../kernel/graphql/loaders.js';
import { OperatorType } from '../../kernel/graphql/operator.type.js';
import { JsonScalar } from '../../kernel/graphql/scalars.js';
import type { Json } from '../../kernel/json.js';
import { AuditEntryType } from './operators.types.js';
import type { OperatorFacts } from './operators.queries.js';
import { operatorsById } from './operators.queries.js';
import { rolesOf } from './roles.js';

const operatorRows: Loading<string, OperatorFacts> = {
  read: ({ session }, ids) => operatorsById(session.sql, ids),
};

const operatorRoles: Loading<string, string[]> = {
  read: ({ session }, ids) => rolesOf(session.sql, ids),
};

@Resolver(() => OperatorType)
export class OperatorFields {
  @FieldResolver(() => String, { nullable: true, description: 'What it is called.' })
  async name(@Root() { id }: OperatorType, @Ctx() context: RequestContext) {
    return (await load(context, operatorRows, id))?.name;
  }

  @FieldResolver(() => String, { nullable: true, description: 'What it signs in with; for operators.' })
  @Access({ operator: true })
  async login(@Root() { id }: OperatorType, @Ctx() context: RequestContext) {
    return (await load(context, operatorRows, id))?.login;
  }

  @FieldResolver(() => ID, { nullable: true, description: 'The store a clerk acts for; for operators.' })
  @Access({ operator: true })
  async storeId(@Root() { id }: OperatorType, @Ctx() context: RequestContext) {
    return (await load(context, operatorRows, id))?.storeId;
  }

  @FieldResolver(() => Int, {
    nullable: true,
    description: 'Grows with every change: send it along as `expectedVersion` to change what you have seen.',
  })
  @Access({ operator: true })
  async version(@Root() { id }: OperatorType, @Ctx() context: RequestContext) {
    return (await load(context, operatorRows, id))?.version;
  }

  @FieldResolver(() => [String], { nullable: true, description: 'Codes of its roles; for operators.' })
  @Access({ operator: true })
  async roles(@Root() { id }: OperatorType, @Ctx() context: RequestContext) {
    return (await load(context, operatorRoles, id)) ?? [];
  }
}

@Resolver(() => AuditEntryType)
export class AuditEntryFields {
  @FieldResolver(() => JsonScalar, { nullable: true, description: 'What it was: only the fields that changed.' })
  before(@Root() { was }: AuditEntryType) {
    return jsonOf(was);
  }

  @FieldResolver(() => JsonScalar, { nullable: true, description: 'What it became: only the fields that changed.' })
  after(@Root() { became }: AuditEntryType) {
    return jsonOf(became);
  }

  @FieldResolver(() => JsonScalar, {
    nullable: true,
    description: 'What was sent, without secrets and personal values.',
  })
  input(@Root() { input }: AuditEntryType) {
    return jsonOf(input);
  }

  @FieldResolver(() => OperatorType, { nullable: true, description: 'Who; null for the house itself.' })
  operator(@Root() { operatorId }: AuditEntryType): OperatorType | null {
    return operatorId === null ? null : { id: operatorId };
  }
}

function jsonOf(text: string | null): Json {
  return text === null ? null : (JSON.parse(text) as Json);
}
