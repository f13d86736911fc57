import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import type { RequestContext } from '../../kernel/graphql/context.js';
import { load } from '../../kernel/graphql/loaders.js';
import { MoneyType } from '../../kernel/graphql/money.type.js';
import { OutcomeType } from '../../kernel/graphql/outcome.type.js';
import { transfers } from './ledger-list.js';
import { LedgerEntryType } from './ledger-entry.types.js';
import { PaymentType, PointsOutcomeType, PointsPayload } from './points.types.js';
import { walletType } from './wallet-type.js';

/** What points pay is told in money of the program. */
@Resolver(() => PaymentType)
export class PaymentFields {
  @FieldResolver(() => MoneyType, { description: 'What these points are worth.' })
  worth(@Root() { worthMinor }: PaymentType, @Ctx() context: RequestContext): MoneyType {
    return moneyOf(context, worthMinor);
  }

  @FieldResolver(() => MoneyType, { description: 'What is left to be paid in money.' })
  payable(@Root() { payableMinor }: PaymentType, @Ctx() context: RequestContext): MoneyType {
    return moneyOf(context, payableMinor);
  }
}

function moneyOf({ session }: RequestContext, amountMinor: number): MoneyType {
  return { amountMinor, currency: session.house.programs.current().currency };
}

@Resolver(() => PointsPayload)
export class PointsPayloadFields {
  @FieldResolver(() => LedgerEntryType, { nullable: true, description: 'The movement this made; null for a dry run.' })
  transfer(@Root() { transferId }: PointsPayload, @Ctx() context: RequestContext) {
    return transferId ? load(context, transfers, transferId) : null;
  }
}

/** What the points module stores of an effect, by its kind. */
interface Fact {
  readonly reason: string;
  readonly wallet: string;
  readonly amount: number;
  readonly availableAt: number;
}

const KINDS = ['points.earn', 'points.spend', 'points.take-back', 'points.give-back', 'points.capture', 'points.adjust', 'points.transfer-out', 'points.transfer-in', 'points.recover']; // prettier-ignore

@Resolver(() => OutcomeType)
export class OutcomePointsFields {
  @FieldResolver(() => [PointsOutcomeType], { description: 'Points that moved.' })
  points(@Root() { facts }: OutcomeType, @Ctx() context: RequestContext): PointsOutcomeType[] {
    const moved = KINDS.flatMap((kind) => (facts[kind] ?? []) as unknown as Fact[]);
    return moved.map(({ wallet, ...fact }) => ({ ...fact, wallet: walletType(context, wallet) }));
  }
}
