import { Arg, Ctx, FieldResolver, ID, Mutation, Resolver, Root } from 'type-graphql';
import { Access } from '../../../kernel/graphql/access.js';
import type { RequestContext } from '../../../kernel/graphql/context.js';
import type { ErrorType } from '../../../kernel/graphql/errors.js';
import { answer } from '../../../kernel/graphql/payload.js';
import { memberLocked } from '../../members/index.js';
import { MemberRefInput } from '../../members/members.types.js';
import { benefitTypeById, priceType } from '../benefit-type.js';
import { PriceType } from '../benefits.types.js';
import { benefitNamed } from '../claiming.js';
import { grantOf } from '../operations.js';
import { DRY_RUN, KEY, promise } from '../promise.js';
import { exchange } from './exchange.js';
import { BenefitExchangePayload, PriceChanged, PriceInput } from './exchange.types.js';

@Resolver()
export class ExchangeResolver {
  @Mutation(() => BenefitExchangePayload, {
    description:
      'A member pays points for a benefit: both happen or neither. Where there is none left and the benefit says what happens then, the points are paid for that: something else, or the promise of it. Taking the grant back gives the points back.',
  })
  @Access({ brand: 'points:spend', member: true })
  benefitExchange(
    @Arg('member', () => MemberRefInput, { nullable: true, description: 'Who; absent where the caller is the member.' })
    member: MemberRefInput | null,
    @Arg('benefitId', () => ID, { description: 'What.' }) benefitId: string,
    @Arg('expectedPrice', () => PriceInput, {
      nullable: true,
      description: 'What the member has seen: PRICE_CHANGED where it costs something else by now.',
    })
    expectedPrice: PriceInput | null,
    @Arg('idempotencyKey', () => String, { description: KEY }) key: string,
    @Arg('dryRun', () => Boolean, { defaultValue: false, description: DRY_RUN }) isDryRun: boolean,
    @Ctx() context: RequestContext,
  ): Promise<BenefitExchangePayload> {
    const { caller } = context;
    const { brandId } = caller;
    const ref = member ?? { id: caller.memberId };
    const expected = expectedPrice ?? null;
    const once = { mutation: 'benefitExchange', key, input: { member: ref, benefitId, expectedPrice: expected } };
    return answer<BenefitExchangePayload>(context, async () => {
      const wanted = benefitNamed(context, benefitId);
      const finding = memberLocked(caller, ref);
      const done = await promise<BenefitExchangePayload>(context, { once, isDryRun, wanted }, finding, (session, memberId) => {
        const id = exchange(session, { memberId, brandId, offered: benefitNamed(context, benefitId), expected });
        return { id, grantId: grantOf(id) };
      });
      return { ...done, benefit: benefitTypeById(context, benefitId) };
    });
  } // prettier-ignore
}

@Resolver(() => PriceChanged)
export class PriceChangedFields {
  @FieldResolver(() => PriceType, { nullable: true, description: 'What it costs now; null for nothing.' })
  price(@Root() { wallet, points, amountMinor }: PriceChanged, @Ctx() { session }: RequestContext): PriceType | null {
    return priceType({ wallet, points, amountMinor }, session.house.programs.current().currency);
  }
}

/** The price of now is in the answer: whoever agrees to it asks again. */
export const priceChanged: ErrorType = { codes: ['PRICE_CHANGED'], type: PriceChanged };
