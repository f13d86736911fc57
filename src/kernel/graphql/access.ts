import type { GraphQLFieldResolver, GraphQLSchema } from 'graphql';
import { defaultFieldResolver, getNullableType, GraphQLError, isObjectType } from 'graphql';
import { Extensions } from 'type-graphql';
import type { Caller } from '../caller.js';
import { acting } from '../caller.js';
import type { JsonObject } from '../json.js';
import { Refusal } from '../refusal.js';
import type { RequestContext } from './context.js';
import { requireStorable } from './text-guard.js';

/** Who may ask for a field. Whoever is not named may not: there is no default. */
export interface AccessRule {
  /** The scope a brand's key must have, or one of an operator's roles. */
  readonly brand?: string;
  /** Only keys of the host brand, whatever their scopes. */
  readonly isHostOnly?: true;
  /** The scope a role of an operator must have instead of `brand`; `true` for every operator. */
  readonly operator?: string | true;
  /** A member with its own token, about itself. */
  readonly member?: true;
  /** A visitor with the publishable key of a brand: a front end before anybody has signed in. */
  readonly publishable?: true;
  /** Anybody, without credentials. */
  readonly visitor?: true;
}

/**
 * Declares who may ask for a field: checked in front of it. Every field of Query, Mutation and Subscription has one. On a
 * type it declares who is shown things of that type, and is stated for each of its fields that has no rule of its own:
 * checked where such a thing is found by its id alone, not at every field of every row, because whatever leads to it
 * otherwise has been checked. Every type of things (those with an `id`) has one on itself or on each of its fields; test/walk finds what has none.
 */
export function Access(rule: AccessRule): ClassDecorator & MethodDecorator & PropertyDecorator {
  return Extensions({ access: rule });
}

type Resolver = GraphQLFieldResolver<unknown, RequestContext, Record<string, unknown>>;

/**
 * Puts the check in front of every field that declares a rule, once, when the schema is built. Arguments are
 * looked at in the same place: a text no column can hold is refused before anything is done with it. What may be refused
 * may be null, so that a refusal never takes along the thing the field belongs to.
 */
export function guardFields(schema: GraphQLSchema): void {
  const roots = new Set([schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()]);
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type)) continue;
    const isRoot = roots.has(type);
    const isMutation = type === schema.getMutationType();
    for (const field of Object.values(type.getFields())) {
      const rule = accessRuleOf(field);
      if (!rule && !isRoot) continue;
      if (!rule?.visitor) field.type = getNullableType(field.type);
      const hasArguments = field.args.length > 0;
      const guard = (resolve: Resolver): Resolver => {
        return (source, args, context, info) => {
          requireAccess(rule ?? {}, context.caller);
          if (hasArguments) requireStorable(args);
          const own = isMutation ? actingContext(context, field.name, args) : context;
          return withPlace(() => resolve(source, args, own, info));
        };
      };
      field.resolve = guard((field.resolve ?? defaultFieldResolver) as Resolver) as typeof field.resolve;
      if (field.subscribe) field.subscribe = guard(field.subscribe as Resolver) as typeof field.subscribe;
    }
  }
}

/** An operator's mutation is named where it begins, so that whatever it writes is audited, also when nobody thought of it. */
function actingContext(context: RequestContext, name: string, args: Record<string, unknown>): RequestContext {
  if (context.caller.kind !== 'operator') return context;
  const caller = acting(context.caller, { name, requestId: context.requestId, input: args as JsonObject });
  return { ...context, caller, session: { ...context.session, caller } };
}

/** A refusal has a path of its own; put into an error of GraphQL it is told where in the query it happened as well. */
function withPlace(resolve: () => unknown): unknown {
  try {
    const result = resolve();
    return result instanceof Promise ? result.catch(placed) : result;
  } catch (error) {
    return placed(error);
  }
}

function placed(error: unknown): never {
  throw error instanceof Refusal ? new GraphQLError(error.message, { originalError: error }) : error;
}

export function accessRuleOf(
  stated: { readonly extensions: Readonly<Record<string, unknown>> } | undefined,
): AccessRule | undefined {
  return stated?.extensions['access'] as AccessRule | undefined;
}

/** Throws UNAUTHENTICATED for a visitor who may not ask, FORBIDDEN with the scope that is wanted for everybody else. */
export function requireAccess(rule: AccessRule, caller: Caller): void {
  const denial = denialOf(rule, caller);
  if (denial) throw denied(rule, denial);
}

export function isAllowed(rule: AccessRule, caller: Caller): boolean {
  return denialOf(rule, caller) === null;
}

/** Why a caller may not ask, in a sentence; null when it may. */
function denialOf(rule: AccessRule, caller: Caller): string | null {
  if (rule.visitor) return null;
  switch (caller.kind) {
    case 'brand':
      if (rule.brand === undefined)
        return rule.operator ? 'Only an operator may ask for this' : 'Only a member may ask for this';
      if (rule.isHostOnly && !caller.isHost) return 'Only the host brand may ask for this';
      return caller.scopes.has(rule.brand) ? null : `This key does not have the scope ${rule.brand}`;
    case 'operator':
      return operatorDenial(rule.operator ?? rule.brand, caller);
    case 'member':
      return rule.member ? null : 'A member may not ask for this; it needs the key of a brand';
    case 'visitor':
      return rule.publishable && caller.keyId !== null ? null : SIGN_IN;
    default:
      return 'This caller may not ask for this';
  }
}

function operatorDenial(wanted: string | true | undefined, { scopes }: Caller): string | null {
  if (wanted === undefined) return 'Only a member may ask for this';
  return wanted === true || scopes.has(wanted) ? null : `No role of yours has the scope ${wanted}`;
}

const SIGN_IN = 'Send a key or a member token: `Authorization: Bearer …`';

function denied(rule: AccessRule, message: string): GraphQLError {
  const extensions =
    message === SIGN_IN ? { code: 'UNAUTHENTICATED' } : { code: 'FORBIDDEN', scope: rule.brand ?? operatorScope(rule) };
  return new GraphQLError(message, { extensions });
}

function operatorScope({ operator }: AccessRule): string | null {
  return typeof operator === 'string' ? operator : null;
}
