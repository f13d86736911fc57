import { Arg, Ctx, ID, Mutation, Resolver } from 'type-graphql';
import { Access, requireAccess } from '../../../kernel/graphql/access.js';
import type { RequestContext } from '../../../kernel/graphql/context.js';
import { Cost } from '../../../kernel/graphql/cost.js';
import { answer } from '../../../kernel/graphql/payload.js';
import { recordViews } from './record-views.js';
import { ViewInput, ViewsRecordPayload } from './views.types.js';

const WRITE = { brand: 'views:write', member: true } as const;

@Resolver()
export class ViewsResolver {
  @Mutation(() => ViewsRecordPayload, {
    description:
      'Takes what was looked at, for funnels and attribution: up to 500 a call, with a publishable key, a member token or a key. It is allowed to be lossy: it waits in memory to be written with others. All are refused when one is wrong.',
  })
  @Access({ brand: 'views:write', member: true, visitor: true })
  @Cost({ linesOf: 'inputs' })
  viewsRecord(
    @Arg('inputs', () => [ViewInput], { description: 'What was seen, 1 to 500.' }) inputs: ViewInput[],
    @Arg('visitorId', () => String, {
      nullable: true,
      description:
        'Who looked, before it is known which member that is: an id the front end made up and keeps, 8 to 64 letters, digits, `-` and `_`. Send the same when enrolling or signing in.',
    })
    visitorId: string | null | undefined,
    @Arg('memberId', () => ID, {
      nullable: true,
      description: 'Which member looked; absent where the caller is the member.',
    })
    memberId: string | null | undefined,
    @Ctx() context: RequestContext,
  ): Promise<ViewsRecordPayload> {
    requireAccess(ruleFor(context), context.caller);
    return answer(context, async () => {
      const looker = { visitorId: visitorId ?? null, memberId: memberId ?? null };
      const accepted = await recordViews(context.session, looker, inputs);
      return { accepted, dropped: inputs.length - accepted };
    });
  }
}

/** A visitor needs a publishable key, which says of which brand it is; every other caller needs what its kind needs. */
function ruleFor({ caller }: RequestContext) {
  return caller.kind === 'visitor' && caller.brandId !== '' ? { visitor: true as const } : WRITE;
}
