import type { Activity } from '../../kernel/activity.js';
import { addDays, dayOf } from '../../kernel/calendar.js';
import type { Effect, Wish } from '../../kernel/effect.js';
import { sibling } from '../../kernel/id.js';
import { share } from '../../kernel/money.js';
import type { Fragment, Need, Participant, Resolved, State } from '../../kernel/participant.js';
import { sliceOf } from '../../kernel/participant.js';
import { refuse } from '../../kernel/refusal.js';
import { marks } from '../../kernel/rows.js';
import { membersParticipant, orderKey } from '../members/index.js';
import type { Account, Intent, PointsPart, PointsSlice, Settled } from './balances.js';
import { emptySlice, foldSettled, walletOf } from './balances.js';
import type { Lot } from './lots.js';
import { drawToSpend, drawToTakeBack, lifeOf } from './lots.js';
import { writeLedger } from './ledger.js';
import type { WalletEntry } from './points.section.js';

/** The history other participants may ask for: days of points earned. */
export const EARNED_DAYS_WANTED = 'points.earnedDays';

const LOT = ['id', 'wallet', 'issuerId', 'funderId', 'causeId', 'amount', 'remaining', 'reversed', 'occurredAt', 'occurredOn', 'availableAt', 'expiresAt', 'isPending'] as const; // prettier-ignore

/** The ledger's part in the engine: what points are wished for becomes transfers and lots that close. */
export const pointsParticipant: Participant<PointsPart, PointsSlice> = {
  name: 'points',
  effects: ['points.earn', 'points.spend', 'points.take-back', 'points.give-back', 'points.mature', 'points.expire'],
  empty: emptySlice,

  compile(program) {
    const wallets = program.section('wallets') as WalletEntry[];
    return {
      zone: program.zone,
      wallets: new Map(wallets.map(({ spendable, ...wallet }) => [wallet.code, { ...wallet, isSpendable: spendable }])),
    };
  },

  load(need) {
    return [accountsFragment(need), ...lotsFragment(need), ...earnedFragment(need)];
  },

  slice(rows) {
    return {
      accounts: new Map(
        rows('accounts').map(([wallet, available, pending, earned]) => [
          wallet as string,
          { available, pending, earned } as Account,
        ]),
      ),
      lots: new Map(rows('lots').map((row) => [row[0] as string, lotOf(row)])),
      earnedDays: new Map(
        rows('earned').map(([wallet, day, sum]) => [`${wallet as string}|${day as string}`, sum as number]),
      ),
    };
  },

  due(_part, slice, until) {
    return [...slice.lots.values()].flatMap((lot) => dueOf(lot, until)).sort((a, b) => (a.at ?? 0) - (b.at ?? 0));
  },

  decide(_part, state, activity) {
    return { wishes: activity.type === 'refund' ? takenBackWith(state, activity) : [] };
  },

  resolve(part, state, effect) {
    return (
      RESOLVERS[effect.kind]?.(part, sliceOf(state, pointsParticipant), effect as Effect<never>) ?? {
        skipped: 'unknown',
      }
    );
  },

  foldEffect: (_part, slice, effect) => foldSettled(slice, effect as Effect<Settled>),

  apply: (session, changes) => writeLedger(session, changes),

  report(effect) {
    const { wallet, amount, lot } = (effect as Effect<Settled>).intent;
    return {
      kind: effect.kind,
      status: 'done',
      reason: effect.reason,
      facts: { wallet, amount, availableAt: lot?.availableAt ?? effect.at },
    };
  },
};

type Resolver<I> = (part: PointsPart, slice: PointsSlice, effect: Effect<I>) => Resolved;

const RESOLVERS: Readonly<Record<string, Resolver<never>>> = {
  'points.earn': resolveEarn,
  'points.spend': resolveSpend,
  'points.take-back': resolveTakeBack,
  'points.give-back': resolveGiveBack,
  'points.mature': resolveMature,
  'points.expire': resolveExpire,
};

function resolveEarn(part: PointsPart, slice: PointsSlice, effect: Effect<Intent['earn']>): Resolved {
  const { wallet, amount } = effect.intent;
  if (amount === 0) return { skipped: 'nothing to earn' };
  const { earned } = slice.accounts.get(wallet) ?? { earned: 0 };
  if (!Number.isSafeInteger(amount) || amount < 0 || !Number.isSafeInteger(earned + amount)) {
    if (effect.isRequired) refuse('INVALID_POINTS', { max: Number.MAX_SAFE_INTEGER - earned }, ['amount']);
    return { skipped: 'more points than a wallet can hold' };
  }
  const { availableAt, expiresAt } = lifeOf(walletOf(part, wallet), effect.at, part.zone);
  const lot: Lot = {
    id: sibling(effect.id, 'lot'),
    wallet,
    issuerId: effect.brandId,
    funderId: effect.brandId,
    causeId: effect.causeId,
    amount,
    remaining: amount,
    reversed: 0,
    occurredAt: effect.at,
    occurredOn: dayOf(effect.at, part.zone),
    availableAt,
    expiresAt,
    isPending: availableAt > effect.at,
  };
  return settled(effect, { wallet, amount, lot, draws: [], kind: 'earn' });
}

function resolveSpend(part: PointsPart, slice: PointsSlice, effect: Effect<Intent['spend']>): Resolved {
  const { wallet, amount } = effect.intent;
  if (!walletOf(part, wallet).isSpendable) refuse('WALLET_NOT_SPENDABLE', { wallet }, ['wallet']);
  const available = slice.accounts.get(wallet)?.available ?? 0;
  if (available < amount) {
    if (effect.isRequired) refuse('INSUFFICIENT_POINTS', { needed: amount, available });
    return { skipped: 'not enough points' };
  }
  return settled(effect, {
    wallet,
    amount: -amount,
    draws: drawToSpend(slice.lots.values(), wallet, amount),
    kind: 'spend',
  });
}

/** Takes back what is left of it; what was spent by then is not turned into a debt. */
function resolveTakeBack(_part: PointsPart, slice: PointsSlice, effect: Effect<Intent['takeBack']>): Resolved {
  const { wallet, amount, lotId, reversesId } = effect.intent;
  const draws = drawToTakeBack(slice.lots.values(), wallet, amount, lotId);
  const taken = draws.reduce((sum, draw) => sum + draw.amount, 0);
  if (effect.isRequired && taken < amount) refuse('INSUFFICIENT_POINTS', { needed: amount, available: taken });
  if (taken === 0) return { skipped: 'these points were spent or had expired' };
  return settled(effect, {
    wallet,
    amount: -taken,
    draws,
    kind: 'take_back',
    ...(lotId === null ? {} : { claims: { lotId, amount } }),
    ...(reversesId === undefined ? {} : { reversesId }),
  });
}

function resolveGiveBack(_part: PointsPart, _slice: PointsSlice, effect: Effect<Intent['giveBack']>): Resolved {
  const { wallet, draws, reversesId } = effect.intent;
  const amount = draws.reduce((sum, draw) => sum + draw.amount, 0);
  const back = draws.map((draw) => ({ lotId: draw.lotId, amount: -draw.amount }));
  return settled(effect, { wallet, amount, draws: back, kind: 'give_back', reversesId });
}

function resolveMature(_part: PointsPart, slice: PointsSlice, effect: Effect<Intent['lot']>): Resolved {
  const lot = slice.lots.get(effect.intent.lotId);
  if (!lot?.isPending) return { skipped: 'not pending' };
  return settled(effect, { wallet: lot.wallet, amount: 0, draws: [], kind: 'mature', matures: lot.id });
}

function resolveExpire(_part: PointsPart, slice: PointsSlice, effect: Effect<Intent['lot']>): Resolved {
  const lot = slice.lots.get(effect.intent.lotId);
  if (!lot || lot.remaining === 0) return { skipped: 'nothing left' };
  const draws = [{ lotId: lot.id, amount: lot.remaining }];
  return settled(
    { ...effect, brandId: lot.issuerId },
    { wallet: lot.wallet, amount: -lot.remaining, draws, kind: 'expire' },
  );
}

function settled(effect: Effect, intent: Settled): Resolved {
  return { effect: { ...effect, intent } };
}

/** A linked refund takes back each lot of its order in proportion to what was given back of the order so far. */
function takenBackWith(state: State, refund: Activity): Wish<Intent['takeBack']>[] {
  if (refund.subjectId === null) return [];
  const order = sliceOf(state, membersParticipant).orders.get(orderKey(refund.brandId, refund.subjectId));
  if (!order || order.amountMinor === 0) return [];
  const wishes: Wish<Intent['takeBack']>[] = [];
  for (const lot of sliceOf(state, pointsParticipant).lots.values()) {
    if (lot.causeId !== order.activityId) continue;
    const amount = share(lot.amount, order.refundedMinor, order.amountMinor) - lot.reversed;
    if (amount > 0) {
      wishes.push({
        kind: 'points.take-back',
        reason: 'refund',
        intent: { wallet: lot.wallet, amount, lotId: lot.id },
      });
    }
  }
  return wishes;
}

function dueOf(lot: Lot, until: number): Wish<Intent['lot']>[] {
  if (lot.remaining === 0) return [];
  const wishes: Wish<Intent['lot']>[] = [];
  const intent = { lotId: lot.id };
  if (lot.isPending && lot.availableAt <= until) {
    wishes.push({ kind: 'points.mature', reason: 'available', at: lot.availableAt, intent });
  }
  if (lot.expiresAt !== null && lot.expiresAt <= until) {
    wishes.push({ kind: 'points.expire', reason: 'expired', at: lot.expiresAt, intent });
  }
  return wishes;
}

function accountsFragment({ memberIds }: Need): Fragment {
  const columns = ['wallet', 'available', 'pending', 'earned'];
  return { name: 'accounts', member: 'memberId', columns, from: `FROM point_accounts WHERE memberId IN ${marks(memberIds)}`, params: memberIds }; // prettier-ignore
}

/** Only lots this drain can move: what is due, and all open ones when something is spent or taken back. */
function lotsFragment({ memberIds, activities, wishes, until }: Need): Fragment[] {
  const orders = activities.filter(({ type, subjectId }) => type === 'refund' && subjectId !== null);
  const isDrawing = activities.some(({ type }) => type === 'refund') || wishes.some(({ kind }) => DRAWING.has(kind));
  const subjects = orders.map(({ subjectId }) => subjectId as string);
  const given = wishes.flatMap(lotsNamed);
  const any = [
    isDrawing ? 'remaining > 0' : `dueAt <= ?`,
    ...(given.length > 0 ? [`id IN ${marks(given)}`] : []),
    ...(subjects.length > 0
      ? [
          `causeId IN (SELECT id FROM activities WHERE memberId IN ${marks(memberIds)} AND subjectId IN ${marks(subjects)})`,
        ]
      : []),
  ];
  return [
    {
      name: 'lots',
      member: 'memberId',
      columns: LOT,
      from: `FROM point_lots WHERE memberId IN ${marks(memberIds)} AND (${any.join(' OR ')})`,
      params: [
        ...memberIds,
        ...(isDrawing ? [] : [until]),
        ...given,
        ...(subjects.length > 0 ? [...memberIds, ...subjects] : []),
      ],
    },
  ];
}

/** Lots a wish names itself: they are needed also when nothing is left in them. */
function lotsNamed({ kind, intent }: Wish): string[] {
  if (kind === 'points.give-back') return (intent as Intent['giveBack']).draws.map(({ lotId }) => lotId);
  const { lotId } = intent as Partial<Intent['takeBack']>;
  return kind === 'points.take-back' && lotId ? [lotId] : [];
}

const DRAWING: ReadonlySet<string> = new Set(['points.spend', 'points.take-back']);

function earnedFragment({ memberIds, activities, wants }: Need): Fragment[] {
  const width = wants[EARNED_DAYS_WANTED] ?? 0;
  const [first] = activities.map(({ occurredOn }) => occurredOn).sort();
  if (width === 0 || first === undefined) return [];
  return [
    {
      name: 'earned',
      member: 'memberId',
      columns: ['wallet', 'occurredOn', 'SUM(amount - reversed)'],
      from: `FROM point_lots WHERE memberId IN ${marks(memberIds)} AND occurredOn > ? GROUP BY memberId, wallet, occurredOn`,
      params: [...memberIds, addDays(first, -width)],
    },
  ];
}

function lotOf(row: readonly unknown[]): Lot {
  const lot = Object.fromEntries(LOT.map((name, at) => [name, row[at]])) as unknown as Lot;
  return { ...lot, isPending: (row[LOT.length - 1] as number) === 1 };
}
