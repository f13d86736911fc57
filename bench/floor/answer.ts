import type { Tier, Wallet } from './rules.js';
import { tierOf, WALLETS } from './rules.js';

interface Answered {
  readonly activityId: string;
  readonly at: number;
  /** As the journal keeps it. */
  readonly outcome: string;
  readonly memberId: string;
  readonly tier: Tier;
  readonly balances: Readonly<Record<Wallet, number>>;
  readonly isReplay: boolean;
}

interface Outcome {
  readonly 'points.earn'?: readonly { reason: string; wallet: Wallet; amount: number; availableAt: number }[];
  readonly 'tiers.change'?: readonly { from: string; to: string }[];
}

/** The facts the EarnFromPurchase document asks for, in plain JSON. */
export function answerOf({ activityId, at, outcome, memberId, tier, balances, isReplay }: Answered): string {
  const { 'points.earn': points = [], 'tiers.change': [change] = [] } = JSON.parse(outcome) as Outcome;
  return JSON.stringify({
    activity: { id: activityId, type: 'purchase', occurredAt: new Date(at).toISOString() },
    outcome: {
      points: points.map(({ wallet, amount, availableAt, reason }) => ({
        wallet: WALLETS[wallet],
        amount,
        availableAt: new Date(availableAt).toISOString(),
        reason,
      })),
      tierChange: change ? { from: { id: tierOf(change.from).id }, to: changedTo(tierOf(change.to)) } : null,
    },
    member: { id: memberId, tier: { id: tier.id, name: tier.name }, balances: balancesOf(memberId, balances) },
    errors: [],
    replayed: isReplay,
  });
}

function changedTo({ id, name, rank }: Tier): object {
  return { id, name, rank };
}

function balancesOf(memberId: string, balances: Answered['balances']): object[] {
  return Object.entries(balances).map(([wallet, available]) => ({ id: `${memberId}:${wallet}`, available }));
}

/** The facts the RecordMany document asks for of one line. */
export function lineOf(activityId: string, outcome: string): object {
  const { 'points.earn': points = [], 'tiers.change': [change] = [] } = JSON.parse(outcome) as Outcome;
  return {
    activity: { id: activityId },
    outcome: {
      points: points.map(({ wallet, amount }) => ({ wallet: { id: WALLETS[wallet].id }, amount })),
      tierChange: change ? { to: { id: tierOf(change.to).id } } : null,
    },
    errors: [],
    replayed: false,
  };
}
