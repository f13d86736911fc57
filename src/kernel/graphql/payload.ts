import { Field, ObjectType } from 'type-graphql';
import { Refusal } from '../refusal.js';
import type { RequestContext } from './context.js';
import { MutationError, toMutationError } from './errors.js';

/** What every mutation answers besides the things it changed. */
@ObjectType({ simpleResolvers: true })
export abstract class Payload {
  @Field(() => [MutationError], { description: 'Why it was declined; empty when it was done.' })
  errors!: readonly MutationError[];

  @Field(() => Boolean, { description: 'Whether this answers a repeat: it was done before and is not done twice.' })
  replayed!: boolean;
}

/** What the body of a mutation comes to when it was not declined. */
export type Done<P extends Payload> = Omit<P, 'errors' | 'replayed'> & { readonly replayed?: boolean };

/**
 * The one place where refusals become answers. Runs the body of a mutation; a refusal has rolled everything back and is
 * told in `errors`, with nothing else in the payload but `otherwise`. What else is thrown is no answer and goes up.
 */
export async function answer<P extends Payload>(
  context: RequestContext,
  body: () => Promise<Done<P>>,
  otherwise: Partial<P> = {},
): Promise<P> {
  try {
    const done = await body();
    context.loaders.forget();
    return { replayed: false, ...done, errors: [] } as unknown as P;
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { ...otherwise, errors: [toMutationError(context, error)], replayed: false } as unknown as P;
  }
}
