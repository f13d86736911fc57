import type { Bound } from '../../kernel/bind.js';
import { dayOf } from '../../kernel/calendar.js';
import { LostRace } from '../../kernel/database.js';
import type { Effect } from '../../kernel/effect.js';
import { groupBy } from '../../kernel/group.js';
import { sibling } from '../../kernel/id.js';
import type { Change, State } from '../../kernel/participant.js';
import { insertRows, marks, pages, upsertRows } from '../../kernel/rows.js';
import type { WriteSession } from '../../kernel/session.js';
import { returnToPack, takeFromPack } from '../settlements/index.js';
import type { PointsPart, PointsSlice, Settled } from './balances.js';
import { accountOf, packKey } from './balances.js';
import type { Hold } from './holds.js';
import { holdDueAt } from './holds.js';
import type { Lot } from './lots.js';
import { dueAt, sumOf } from './lots.js';
import type { TransferKind } from './points.entity.js';
import { nextNoticeAt } from './wallet-rules.js';

type Row = Record<string, Bound>;
type Ours = Effect<Settled>;

/** Where points come from and go to; an offset moves them between the lots of one member. */
const PROGRAM_ACCOUNTS: Readonly<Record<TransferKind, string>> = {
  earn: 'issued',
  spend: 'redeemed',
  take_back: 'reversed',
  give_back: 'redeemed',
  expire: 'expired',
  adjust: 'adjusted',
  transfer_out: 'transferred',
  transfer_in: 'transferred',
  recover: 'reversed',
  offset: '',
};

/** Writes what a drain did to the ledger, set-based: transfers with their draws, lots, holds, then the balances. */
export async function writeLedger(session: WriteSession, changes: readonly Change[]): Promise<void> {
  const effects = changes.flatMap((change) => change.effects.filter(isOurs));
  const moving = effects.filter(isTransfer);
  await insertRows(session.sql, 'point_transfers', moving.map((effect) => transferRow(session, effect))); // prettier-ignore
  await insertRows(session.sql, 'point_draws', moving.flatMap(drawRows));
  await writeLots(session, changes);
  if (effects.length === 0) return;
  await insertRows(session.sql, 'point_claims', effects.flatMap((effect) => claimRows(session, effect))); // prettier-ignore
  await writeHolds(session, changes);
  await writeBalances(session, changes);
  await writePacks(session, changes);
}

function isOurs(effect: Effect): effect is Ours {
  return effect.kind.startsWith('points.');
}

function isTransfer({ intent: { kind, amount } }: Ours): boolean {
  return kind === 'offset' || (amount !== 0 && kind in PROGRAM_ACCOUNTS);
}

function transferRow(session: WriteSession, effect: Ours): Row {
  const { kind, wallet, amount, draws, reversesId, orderId, hold, lot } = effect.intent;
  const isOffset = kind === 'offset';
  const account = isOffset ? effect.memberId : `${PROGRAM_ACCOUNTS[kind as TransferKind]}:${effect.brandId}`;
  const [debit, credit] = amount > 0 ? [account, effect.memberId] : [effect.memberId, account];
  return {
    id: sibling(effect.id, 'trf'),
    memberId: effect.memberId,
    wallet,
    kind,
    debit,
    credit,
    amount: isOffset ? sumOf(draws.filter((draw) => draw.amount > 0)) : Math.abs(amount),
    brandId: effect.brandId,
    causeId: effect.causeId,
    reason: effect.reason,
    reversesId: reversesId ?? null,
    subjectId: orderId ?? null,
    holdId: hold?.id ?? null,
    occurredAt: effect.at,
    occurredOn: lot?.occurredOn ?? dayOf(effect.at, session.house.programs.current().zone),
    recordedAt: session.now,
  };
}

function drawRows(effect: Ours): Row[] {
  const { memberId, at: occurredAt } = effect;
  const transferId = sibling(effect.id, 'trf');
  return effect.intent.draws.map(({ lotId, amount }) => ({ transferId, lotId, memberId, amount, occurredAt }));
}

function claimRows(session: WriteSession, { id, memberId, brandId, causeId, at, intent }: Ours): Row[] {
  const { owes = 0, wallet, claims } = intent;
  if (owes === 0) return [];
  const { lotId = '' } = claims ?? {};
  return [
    {
      id: sibling(id, 'clm'),
      memberId,
      wallet,
      brandId,
      causeId,
      lotId,
      amount: owes,
      occurredAt: at,
      recordedAt: session.now,
    },
  ];
}

async function writeLots(session: WriteSession, changes: readonly Change[]): Promise<void> {
  const columns = ['remaining', 'held', 'reversed', 'expired', 'expiresAt', 'isPending', 'maturedAt', 'dueAt', 'noticeAt']; // prettier-ignore
  const update = Object.fromEntries(columns.map((name) => [name, 'replace' as const]));
  const rows = changes.flatMap((change) => changedLots(session, change));
  await upsertRows(session.sql, 'point_lots', ['id'], rows, update);
}

function changedLots(session: WriteSession, { memberId, before, after }: Change): Row[] {
  const known = pointsOf(before).lots;
  return [...pointsOf(after).lots.values()]
    .filter((lot) => known.get(lot.id) !== lot)
    .map((lot) => ({ ...lotRow(session, after, known.get(lot.id), lot), memberId }));
}

/** When it was written, and when the member is told next, is known only here: deciding has no clock. */
function lotRow({ now }: WriteSession, after: State, was: Lot | undefined, lot: Lot): Row {
  const isNewlyDated = was?.expiresAt !== lot.expiresAt;
  const { noticeDays = [] } = partOf(after).wallets.get(lot.wallet) ?? {};
  return {
    ...lot,
    recordedAt: was?.recordedAt ?? now,
    maturedAt: was?.isPending && !lot.isPending ? now : lot.maturedAt,
    dueAt: dueAt(lot),
    noticeAt: isNewlyDated ? nextNoticeAt(noticeDays, lot.expiresAt, now) : lot.noticeAt,
  };
}

async function writeHolds(session: WriteSession, changes: readonly Change[]): Promise<void> {
  const rows: Row[] = [];
  const reserves: Row[] = [];
  for (const { memberId, before, after } of changes) {
    const known = pointsOf(before).holds;
    for (const hold of pointsOf(after).holds.values()) {
      const was = known.get(hold.id);
      if (was === hold) continue;
      rows.push({ ...holdRow(session, was, hold), memberId });
      reserves.push(...reserveRows(memberId, was, hold));
    }
  }
  const change = { captured: 'replace', released: 'replace', status: 'replace', endedAt: 'replace', dueAt: 'replace' } as const; // prettier-ignore
  await upsertRows(session.sql, 'point_holds', ['id'], rows, change);
  await upsertRows(session.sql, 'point_reserves', ['holdId', 'lotId'], reserves, { amount: 'replace' });
}

function holdRow({ now }: WriteSession, was: Hold | undefined, { reserves: _, ...hold }: Hold): Row {
  return {
    ...hold,
    recordedAt: was?.recordedAt ?? now,
    endedAt: hold.endedAt === null ? null : (was?.endedAt ?? now),
    dueAt: holdDueAt({ ...hold, reserves: [] }),
  };
}

/** Every lot it reserves or has reserved, with what of it is reserved now. */
function reserveRows(memberId: string, was: Hold | undefined, { id, reserves }: Hold): Row[] {
  const now = new Map(reserves.map(({ lotId, amount }) => [lotId, amount]));
  const lotIds = new Set([...(was?.reserves ?? []), ...reserves].map(({ lotId }) => lotId));
  return [...lotIds].map((lotId) => ({ holdId: id, lotId, memberId, amount: now.get(lotId) ?? 0 }));
}

/**
 * What brands issued comes out of what they bought ahead, and what was taken back of it goes back: shared rows, taken
 * last and in the order of their keys. Whoever lost the race for the last of them decides anew.
 */
async function writePacks(session: WriteSession, changes: readonly Change[]): Promise<void> {
  const moved = new Map<string, number>();
  for (const change of changes) {
    for (const [key, amount] of packMoves(change)) moved.set(key, (moved.get(key) ?? 0) + amount);
  }
  for (const [key, amount] of [...moved].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const [brandId = '', wallet = ''] = key.split('|');
    if (amount < 0) await returnToPack(session, brandId, wallet, -amount);
    else if (amount > 0 && !(await takeFromPack(session, brandId, wallet, amount))) throw new LostRace(`the pack of ${brandId}`); // prettier-ignore
  }
}

const TAKING_BACK: ReadonlySet<Settled['kind']> = new Set(['take_back', 'recover']);

/** Points somebody else pays for were bought ahead by their issuer; gifts only change hands. */
function packMoves({ effects, after }: Change): [string, number][] {
  const moves: [string, number][] = [];
  const note = ({ issuerId, funderId, wallet, source }: Lot, amount: number): void => {
    if (issuerId !== funderId && source !== 'transferred') moves.push([packKey(issuerId, wallet), amount]);
  };
  for (const { intent } of effects.filter(isOurs)) {
    if (intent.lot) note(intent.lot, intent.lot.amount);
    if (!TAKING_BACK.has(intent.kind)) continue;
    for (const { lotId, amount } of intent.draws) {
      const lot = pointsOf(after).lots.get(lotId);
      if (lot) note(lot, -amount);
    }
  }
  return moves;
}

const BALANCES = ['available', 'pending', 'held', 'owed', 'earned'] as const;

function balanceDeltas({ memberId, before, after }: Change): Row[] {
  const rows: Row[] = [];
  for (const [wallet, now] of pointsOf(after).accounts) {
    const then = accountOf(pointsOf(before), wallet);
    if (then === now) continue;
    const deltas = Object.fromEntries(BALANCES.map((name) => [name, now[name] - then[name]]));
    rows.push({ memberId, wallet, ...deltas });
  }
  return rows;
}

/** Adds the differences. Nobody else can have moved them under the member's lock; if a balance went too low all the same, nothing is kept. */
async function writeBalances(session: WriteSession, changes: readonly Change[]): Promise<void> {
  const rows = changes.flatMap(balanceDeltas);
  const moved = BALANCES.filter((name) => rows.some((row) => row[name] !== 0));
  const update = Object.fromEntries((moved.length > 0 ? moved : BALANCES).map((name) => [name, 'add' as const]));
  await upsertRows(session.sql, 'point_accounts', ['memberId', 'wallet'], rows, update);
  const lowered = rows.filter((row) => BALANCES.some((name) => name !== 'earned' && Number(row[name]) < 0));
  const [change] = changes;
  if (!change) return;
  for (const [wallet, group] of groupBy(lowered, (row) => row['wallet'] as string)) {
    const rule = partOf(change.after).wallets.get(wallet)?.negative;
    await requireNotBelow(session, wallet, rule?.policy === 'floor' ? -rule.floor : 0, group.map(({ memberId }) => memberId as string)); // prettier-ignore
  }
}

/**
 * Travels with the writes: a balance below what the wallet allows would be made null, which its column refuses, so that
 * the transaction ends there and nothing of it is kept.
 */
async function requireNotBelow(
  { sql }: WriteSession,
  wallet: string,
  floor: number,
  memberIds: readonly string[],
): Promise<void> {
  for (const page of pages(memberIds)) {
    await sql.later(
      `UPDATE point_accounts SET available = NULL WHERE memberId IN ${marks(page)} AND wallet = ? AND (available < ? OR pending < 0 OR held < 0 OR owed < 0)`,
      [...page, wallet, floor],
    );
  }
}

function pointsOf(state: State): PointsSlice {
  return state.slices['points'] as PointsSlice;
}

function partOf(state: State): PointsPart {
  return state.parts['points'] as PointsPart;
}
