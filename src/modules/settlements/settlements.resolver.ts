import { Arg, Args, Ctx, ID, Int, Mutation, Query, Resolver } from 'type-graphql';
import { Access } from '../../kernel/graphql/access.js';
import type { RequestContext } from '../../kernel/graphql/context.js';
import type { Done } from '../../kernel/graphql/payload.js';
import { answer } from '../../kernel/graphql/payload.js';
import { write } from '../../kernel/unit-of-work.js';
import { said, saveAgreement } from './agreement-changes.js';
import { agreementOf, agreementsWith } from './agreements.queries.js';
import { buyPack, packLeft } from './packs.js';
import {
  PartnerAgreementInput,
  PartnerAgreementSavePayload,
  PartnerAgreementType,
  PointsPackBuyPayload,
  PointsPackInput,
  StatementAcceptPayload,
  StatementConnection,
  StatementDisputePayload,
  StatementsArgs,
  StatementSettlePayload,
  StatementType,
} from './settlements.types.js';
import { acceptStatement, disputeStatement, settleStatement } from './statement-changes.js';
import { findStatement, requireMonth, statementById, statementList } from './statements.queries.js';

const KEY = 'Makes a repeat answer what the first request did; 1 to 255 characters, kept 7 days.';
const VERSION = 'The version you have seen. When somebody has changed it meanwhile: VERSION_CONFLICT.';

@Resolver()
export class SettlementsResolver {
  @Query(() => StatementType, {
    nullable: true,
    description:
      'What a brand gets and pays for a month: your own brand, or any for the host. Null for months to come and before the first.',
  })
  @Access({ brand: 'statements:read' })
  statement(
    @Arg('brandId', () => ID, { description: 'Whose.' }) brandId: string,
    @Arg('month', () => String, { description: 'The month in the zone of the program: `2026-05`.' }) month: string,
    @Ctx() { session }: RequestContext,
  ) {
    return findStatement(session, brandId, requireMonth(month));
  }

  @Query(() => StatementConnection, {
    description: 'Statements of closed months, the latest first: of your own brand, or of all for the host.',
  })
  @Access({ brand: 'statements:read' })
  statements(
    @Args(() => StatementsArgs) { brandId, month, state, ...page }: StatementsArgs,
    @Ctx() context: RequestContext,
  ) {
    return statementList(context, { brandId, month, states: state }, page);
  }

  @Query(() => [PartnerAgreementType], {
    description: 'What is agreed with a partner, the latest version first; of another brand than yours nothing.',
  })
  @Access({ brand: 'statements:read' })
  partnerAgreements(
    @Arg('brandId', () => ID, { description: 'With whom.' }) brandId: string,
    @Ctx() context: RequestContext,
  ) {
    return agreementsWith(context, brandId);
  }

  @Mutation(() => PartnerAgreementSavePayload, {
    description:
      'Agrees with a partner on what is valid from a day on, or changes the version of that day; the program gets a new version.',
  })
  @Access({ brand: 'brands:write', isHostOnly: true })
  partnerAgreementSave(
    @Arg('input', () => PartnerAgreementInput, { description: 'What is agreed.' }) input: PartnerAgreementInput,
    @Arg('expectedVersion', () => Int, {
      nullable: true,
      description: 'The version of that day you have seen; null for a new one. Otherwise: VERSION_CONFLICT.',
    })
    expectedVersion: number | null | undefined,
    @Arg('idempotencyKey', () => String, { description: KEY }) key: string,
    @Ctx() context: RequestContext,
  ): Promise<PartnerAgreementSavePayload> {
    const { session, caller } = context;
    return answer(context, async () => {
      const expected = expectedVersion ?? null;
      const once = { mutation: 'partnerAgreementSave', key, input: { input: said(input), expected } };
      const { isReplay } = await saveAgreement(session.house, caller, input, expected, once);
      const saved = await agreementOf(session.sql, input.brandId, input.validFrom);
      return { agreement: saved?.row ?? null, replayed: isReplay };
    });
  }

  @Mutation(() => StatementAcceptPayload, { description: 'Agrees with a statement, also after it was disputed.' })
  @Access({ brand: 'statements:dispute' })
  statementAccept(
    @Arg('id', () => ID, { description: 'Which.' }) id: string,
    @Arg('expectedVersion', () => Int, { description: VERSION }) expectedVersion: number,
    @Ctx() context: RequestContext,
  ): Promise<StatementAcceptPayload> {
    const { session, caller } = context;
    return answer(context, async () => {
      await acceptStatement(session.house, caller, { id, expectedVersion });
      return { statement: await statementById(session, id) };
    });
  }

  @Mutation(() => StatementDisputePayload, { description: 'Says that a statement is wrong, and why.' })
  @Access({ brand: 'statements:dispute' })
  statementDispute(
    @Arg('id', () => ID, { description: 'Which.' }) id: string,
    @Arg('expectedVersion', () => Int, { description: VERSION }) expectedVersion: number,
    @Arg('reason', () => String, { description: 'What is wrong with it: 1 to 500 characters.' }) reason: string,
    @Arg('line', () => Int, { nullable: true, description: 'The number of the line that is wrong.' })
    line: number | null | undefined,
    @Ctx() context: RequestContext,
  ): Promise<StatementDisputePayload> {
    const { session, caller } = context;
    return answer(context, async () => {
      await disputeStatement(session.house, caller, { id, expectedVersion }, { reason, line });
      return { statement: await statementById(session, id) };
    });
  }

  @Mutation(() => StatementSettlePayload, {
    description:
      'Notes that a statement is paid, or how else it ended, also where the brand has not answered. For ever.',
  })
  @Access({ brand: 'brands:write', isHostOnly: true })
  statementSettle(
    @Arg('id', () => ID, { description: 'Which.' }) id: string,
    @Arg('expectedVersion', () => Int, { description: VERSION }) expectedVersion: number,
    @Arg('note', () => String, { description: 'How it was settled: 1 to 500 characters.' }) note: string,
    @Ctx() context: RequestContext,
  ): Promise<StatementSettlePayload> {
    const { session, caller } = context;
    return answer(context, async () => {
      await settleStatement(session.house, caller, { id, expectedVersion }, note);
      return { statement: await statementById(session, id) };
    });
  }

  @Mutation(() => PointsPackBuyPayload, {
    description: "Buys points ahead, where that was agreed. Their price is a line of this month's statement.",
  })
  @Access({ brand: 'packs:buy' })
  pointsPackBuy(
    @Arg('input', () => PointsPackInput, { description: 'What.' }) input: PointsPackInput,
    @Arg('idempotencyKey', () => String, { description: KEY }) key: string,
    @Arg('dryRun', () => Boolean, { defaultValue: false, description: 'Says what would happen and keeps nothing.' })
    isDryRun: boolean,
    @Ctx() context: RequestContext,
  ): Promise<PointsPackBuyPayload> {
    const { session, caller } = context;
    const { wallet, points, priceMinor } = input;
    const order = { brandId: input.brandId ?? caller.brandId, wallet, points, priceMinor };
    const once = { mutation: 'pointsPackBuy', key, input: order };
    const body = async (): Promise<Done<PointsPackBuyPayload>> => {
      const { value, isReplay } = await write(
        session.house,
        { caller, members: [], once, isDryRun },
        async (writing) => {
          const packId = await buyPack(writing, order);
          const left = await packLeft(writing.sql, order.brandId);
          return { packId, balances: [...left].map(([held, remaining]) => ({ wallet: held, remaining })) };
        },
      );
      return { balances: value.balances, packId: isDryRun ? null : value.packId, replayed: isReplay };
    };
    return answer(context, body, { balances: [] });
  }
}
