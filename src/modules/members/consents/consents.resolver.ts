import { Arg, Ctx, ID, Mutation, Resolver } from 'type-graphql';
import { Access } from '../../../kernel/graphql/access.js';
import type { RequestContext } from '../../../kernel/graphql/context.js';
import { outcomeOf } from '../../../kernel/graphql/outcome.type.js';
import { answer } from '../../../kernel/graphql/payload.js';
import { write } from '../../../kernel/unit-of-work.js';
import { brandMeant } from '../links/brand-meant.js';
import { memberMeant } from '../members.queries.js';
import { MemberRefInput } from '../members.types.js';
import { setConsents } from './consents.js';
import { ConsentInput, ConsentSetPayload } from './consents.types.js';
import { toWords } from './to-words.js';

@Resolver()
export class ConsentsResolver {
  @Mutation(() => ConsentSetPayload, {
    description:
      'Keeps what a member said about being addressed and about its data. Every word stays in the history; the word said last holds, in whatever order they arrive. The same word again changes nothing.',
  })
  @Access({ brand: 'consents:write', member: true })
  consentSet(
    @Arg('member', () => MemberRefInput, { nullable: true, description: 'Whose; absent where the caller is the member.' })
    member: MemberRefInput | null,
    @Arg('inputs', () => [ConsentInput], { description: 'What was said: 1 to 50 words.' }) inputs: ConsentInput[],
    @Arg('brandId', () => ID, {
      nullable: true,
      description: 'To which brand: for a member that is known to several. A key speaks for its own brand.',
    })
    brandId: string | null,
    @Ctx() context: RequestContext,
  ): Promise<ConsentSetPayload> {
    const { caller, session: { house } } = context;
    return answer(context, async () => {
      const words = toWords(inputs, caller.kind);
      const members = memberMeant(caller, member);
      const written = await write(house, { caller, members }, async (session) => {
        const [memberId = ''] = session.members.keys();
        const meant = await brandMeant(session, memberId, brandId);
        return { memberId, activityId: await setConsents(session, { memberId, brandId: meant, words }) };
      });
      const { memberId, activityId } = written.value;
      return { member: { id: memberId }, outcome: outcomeOf(written, activityId) };
    });
  } // prettier-ignore
}
