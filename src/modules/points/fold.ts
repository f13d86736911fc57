import type { Activity } from '../../kernel/activity.js';
import type { Effect } from '../../kernel/effect.js';
import { orderKey } from '../members/index.js';
import type { Account, PaidWith, PointsPart, PointsSlice, Settled } from './balances.js';
import { accountOf, packKey } from './balances.js';
import type { Draw, Lot } from './lots.js';
import { livesUntil } from './wallet-rules.js';

/** The slice after an effect: pure arithmetic, the same for the live path, a dry run and a simulation. */
export function foldSettled(slice: PointsSlice, { brandId, intent }: Effect<Settled>): PointsSlice {
  const ledger = new Ledger(slice, intent.wallet);
  if (intent.lot) ledger.open(intent.lot);
  for (const reserve of intent.reserves ?? []) ledger.reserve(reserve);
  for (const draw of intent.draws) ledger.draw(draw, intent.kind === 'expire');
  if (intent.claims) ledger.claim(intent.claims);
  if (intent.owes) ledger.owe(intent.owes);
  if (intent.kind === 'recover') ledger.owe(intent.amount);
  if (intent.matures) ledger.mature(intent.matures);
  const folded = ledger.slice();
  return {
    ...folded,
    holds: intent.hold ? new Map(slice.holds).set(intent.hold.id, intent.hold) : slice.holds,
    paid: intent.orderId ? paidAfter(slice.paid, orderKey(brandId, intent.orderId), intent) : slice.paid,
    packs: intent.lot ? packsAfter(slice.packs, intent.lot) : slice.packs,
  };
}

/** The slice after a member did something: points that die of inactivity live on. What the house notes itself is no act. */
export function foldAct(part: PointsPart, slice: PointsSlice, { externalId, occurredAt }: Activity): PointsSlice {
  if (part.restless.length === 0 || externalId === null) return slice;
  const lots = new Map(slice.lots);
  for (const wallet of part.restless) {
    const until = livesUntil(wallet, occurredAt, part.zone) ?? 0;
    for (const lot of slice.lots.values()) {
      const isShorter = lot.wallet === wallet.code && lot.remaining > 0 && (lot.expiresAt ?? Infinity) < until;
      if (isShorter) lots.set(lot.id, { ...lot, expiresAt: until });
    }
  }
  return { ...slice, lots };
}

/** One wallet while one effect is counted; mutable only inside. */
class Ledger {
  readonly #lots: Map<string, Lot>;
  #earnedDays: PointsSlice['earnedDays'];
  #ruledDays: PointsSlice['ruledDays'];
  #account: Account;

  constructor(
    private readonly before: PointsSlice,
    private readonly wallet: string,
  ) {
    this.#lots = new Map(before.lots);
    this.#earnedDays = before.earnedDays;
    this.#ruledDays = before.ruledDays;
    this.#account = accountOf(before, wallet);
  }

  open(lot: Lot): void {
    this.#lots.set(lot.id, lot);
    this.#earn(lot, lot.amount);
    this.#move(lot, lot.amount);
  }

  draw({ lotId, amount }: Draw, isExpiry: boolean): void {
    const lot = this.#need(lotId);
    const expired = lot.expired + (isExpiry ? amount : 0);
    this.#lots.set(lotId, { ...lot, remaining: lot.remaining - amount, expired });
    this.#move(lot, -amount);
  }

  reserve({ lotId, amount }: Draw): void {
    const lot = this.#need(lotId);
    this.#lots.set(lotId, { ...lot, held: lot.held + amount });
    const { available, held } = this.#account;
    this.#account = { ...this.#account, available: available - amount, held: held + amount };
  }

  claim({ lotId, amount }: Draw): void {
    const lot = this.#need(lotId);
    this.#lots.set(lotId, { ...lot, reversed: lot.reversed + amount });
    this.#earn(lot, -amount);
  }

  owe(amount: number): void {
    this.#account = { ...this.#account, owed: this.#account.owed + amount };
  }

  mature(lotId: string): void {
    const lot = this.#need(lotId);
    this.#lots.set(lotId, { ...lot, isPending: false });
    const { available, pending } = this.#account;
    this.#account = { ...this.#account, pending: pending - lot.remaining, available: available + lot.remaining };
  }

  slice(): Omit<PointsSlice, 'holds' | 'paid' | 'packs'> {
    return {
      accounts: new Map(this.before.accounts).set(this.wallet, this.#account),
      lots: this.#lots,
      earnedDays: this.#earnedDays,
      ruledDays: this.#ruledDays,
    };
  }

  /** What other members gave was earned by them. */
  #earn({ source, occurredOn }: Lot, amount: number): void {
    if (source === 'transferred') return;
    this.#account = { ...this.#account, earned: this.#account.earned + amount };
    const key = `${this.wallet}|${occurredOn}`;
    this.#earnedDays = added(this.#earnedDays, key, amount);
    if (source === 'rule') this.#ruledDays = added(this.#ruledDays, key, amount);
  }

  #move({ isPending }: Lot, amount: number): void {
    const { available, pending } = this.#account;
    this.#account = isPending
      ? { ...this.#account, pending: pending + amount }
      : { ...this.#account, available: available + amount };
  }

  #need(lotId: string): Lot {
    const lot = this.#lots.get(lotId);
    if (!lot) throw new Error(`Lot ${lotId} is not in the loaded state`);
    return lot;
  }
}

function added(sums: ReadonlyMap<string, number>, key: string, amount: number): ReadonlyMap<string, number> {
  return new Map(sums).set(key, (sums.get(key) ?? 0) + amount);
}

/** Points that somebody else pays for came out of a pack. */
function packsAfter(
  packs: PointsSlice['packs'],
  { issuerId, funderId, wallet, amount, source }: Lot,
): PointsSlice['packs'] {
  if (packs === null || issuerId === funderId || source === 'transferred') return packs;
  const key = packKey(issuerId, wallet);
  return new Map(packs).set(key, (packs.get(key) ?? 0) - amount);
}

function paidAfter(
  paid: PointsSlice['paid'],
  key: string,
  { wallet, draws, reversesId }: Settled,
): PointsSlice['paid'] {
  const parts = new Map((paid.get(key) ?? []).map((part) => [part.lotId, part]));
  for (const { lotId, amount } of draws) {
    const part: PaidWith = parts.get(lotId) ?? { wallet, lotId, spent: 0, back: 0 };
    parts.set(lotId, {
      ...part,
      spent: part.spent + (reversesId === undefined ? Math.max(0, amount) : amount),
      back: part.back + (reversesId === undefined ? Math.max(0, -amount) : 0),
    });
  }
  return new Map(paid).set(key, [...parts.values()]);
}
