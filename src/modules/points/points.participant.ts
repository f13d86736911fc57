import type { Effect, Wish } from '../../kernel/effect.js';
import type { Instant } from '../../kernel/clock.js';
import { configId } from '../../kernel/id.js';
import type { Compiling, Participant } from '../../kernel/participant.js';
import { sliceOf } from '../../kernel/participant.js';
import { membersParticipant, orderKey } from '../members/index.js';
import type { AgreementEntry } from '../settlements/index.js';
import { issuingOf } from '../settlements/index.js';
import type { Intent, PointsPart, PointsSlice, Settled } from './balances.js';
import { emptySlice } from './balances.js';
import { foldAct, foldSettled } from './fold.js';
import type { Hold } from './holds.js';
import { holdDueAt } from './holds.js';
import { writeLedger } from './ledger.js';
import type { Lot } from './lots.js';
import { openIn } from './lots.js';
import {
  fragmentsOf,
  PACKS_WANTED,
  RESTLESS_WANTED,
  RULED_DAYS_WANTED,
  sliceOfRows,
  wholeEarnedDays,
} from './points.load.js';
import type { WalletEntry } from './points.section.js';
import { refundWishes } from './refunds.js';
import { RESOLVERS } from './resolve.js';

/** The longest month, and the day it is about. */
const MONTH_DAYS = 31;

/** The ledger's part in the engine: what points are wished for becomes transfers and lots that close. */
export const pointsParticipant: Participant<PointsPart, PointsSlice> = {
  name: 'points',
  effects: Object.keys(RESOLVERS),
  empty: emptySlice,

  compile(program) {
    const entries = program.section('wallets') as WalletEntry[];
    const wallets = entries.map(({ spendable, unitName: _, ...wallet }) => ({ ...wallet, isSpendable: spendable }));
    return {
      zone: program.zone,
      wallets: new Map(wallets.map((wallet) => [wallet.code, wallet])),
      restless: wallets.filter(({ expiry }) => expiry.kind === 'inactivity'),
      ...prepaying(program),
    };
  },

  wants({ wallets, restless, prepaidBrands }) {
    const isCapped = [...wallets.values()].some(({ caps }) => (caps.day ?? caps.month) !== undefined);
    const isAnyPrepaid = prepaidBrands > 0 ? 1 : 0;
    return {
      [PACKS_WANTED]: isAnyPrepaid,
      [RULED_DAYS_WANTED]: isCapped ? MONTH_DAYS : 0,
      [RESTLESS_WANTED]: restless.length,
    };
  },

  load: fragmentsOf,
  loadPast: wholeEarnedDays,
  slice: sliceOfRows,

  due(_part, slice, until) {
    const wishes = [
      ...[...slice.lots.values()].flatMap((lot) => lotDue(lot, until)),
      ...[...slice.holds.values()].flatMap((hold) => holdDue(hold, slice, until)),
    ];
    return wishes.sort((a, b) => (a.at ?? 0) - (b.at ?? 0));
  },

  foldActivity: foldAct,

  decide(_part, state, activity) {
    if (activity.type !== 'refund' || activity.subjectId === null) return { wishes: [] };
    const order = sliceOf(state, membersParticipant).orders.get(orderKey(activity.brandId, activity.subjectId));
    return { wishes: refundWishes(sliceOf(state, pointsParticipant), order, activity) };
  },

  /** What is owed is paid as soon as something came in. */
  react(_part, state) {
    const { accounts, lots } = sliceOf(state, pointsParticipant);
    const open = new Set([...lots.values()].filter((lot) => openIn(lot) > 0).map(({ wallet }) => wallet));
    const owing = [...accounts].filter(([wallet, { owed }]) => owed > 0 && open.has(wallet)).map(([wallet]) => wallet);
    const inDebt = [...lots.values()].filter((lot) => openIn(lot) < 0 && open.has(lot.wallet));
    return [
      ...owing.map((wallet) => wishOf('points.recover', 'recovered', { wallet })),
      ...[...new Set(inDebt.map(({ wallet }) => wallet))].map((wallet) =>
        wishOf('points.offset', 'offset', { wallet }),
      ),
    ];
  },

  resolve(part, state, effect) {
    const resolver = RESOLVERS[effect.kind];
    return resolver
      ? resolver(part, sliceOf(state, pointsParticipant), effect as Effect<never>)
      : { skipped: 'unknown' };
  },

  foldEffect: (_part, slice, effect) => foldSettled(slice, effect as Effect<Settled>),

  apply: (session, changes) => writeLedger(session, changes),

  report(effect) {
    const { wallet, amount, lot, hold, owes } = (effect as Effect<Settled>).intent;
    return {
      kind: effect.kind,
      status: 'done',
      reason: effect.reason,
      facts: {
        wallet,
        amount,
        availableAt: lot?.availableAt ?? effect.at,
        ...(hold ? { holdId: hold.id } : {}),
        ...(owes ? { owes } : {}),
      },
    };
  },
};

/** Who issues points that it bought ahead, as its agreement of the day says. */
function prepaying(program: Compiling): Pick<PointsPart, 'hostBrandId' | 'isPrepaid' | 'prepaidBrands'> {
  const agreements = (program.section('agreements') ?? []) as readonly AgreementEntry[];
  const { host } = program.section('brands') as { readonly host: { readonly code: string } };
  const prepaidBrands = agreements.filter(({ issuing }) => issuing === 'prepaid').length;
  return {
    hostBrandId: configId('brd', host.code),
    prepaidBrands,
    isPrepaid: (brandId, on) => prepaidBrands > 0 && issuingOf({ sections: { agreements } }, brandId, on) === 'prepaid',
  };
}

function wishOf(kind: string, reason: string, intent: Intent['wallet']): Wish {
  return { kind, reason, intent };
}

function lotDue(lot: Lot, until: Instant): Wish<Intent['lot']>[] {
  if (openIn(lot) <= 0) return [];
  const wishes: Wish<Intent['lot']>[] = [];
  const intent = { lotId: lot.id };
  if (lot.isPending && lot.availableAt <= until) {
    wishes.push({ kind: 'points.mature', reason: 'available', at: lot.availableAt, intent });
  }
  if (lot.expiresAt !== null && lot.expiresAt <= until) wishes.push(expiry(lot, lot.expiresAt));
  return wishes;
}

/** A hold that ran out lets go of its points; those that should have died meanwhile die then. */
function holdDue(hold: Hold, { lots }: PointsSlice, until: Instant): Wish[] {
  const at = holdDueAt(hold);
  if (at === null || at > until) return [];
  const intent = { holdId: hold.id, isTimeout: true };
  const late = hold.reserves.flatMap(({ lotId }) => {
    const lot = lots.get(lotId);
    return lot && lot.expiresAt !== null && lot.expiresAt <= at ? [expiry(lot, at)] : [];
  });
  return [{ kind: 'points.release', reason: 'the hold ran out', at, intent }, ...late];
}

function expiry({ id }: Lot, at: Instant): Wish<Intent['lot']> {
  return { kind: 'points.expire', reason: 'expired', at, intent: { lotId: id } };
}
