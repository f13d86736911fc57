import type { Bound } from '../../kernel/bind.js';
import { dayOf } from '../../kernel/calendar.js';
import type { Effect } from '../../kernel/effect.js';
import { sibling } from '../../kernel/id.js';
import type { Change, State } from '../../kernel/participant.js';
import { insertRows, marks, pages, upsertRows } from '../../kernel/rows.js';
import type { WriteSession } from '../../kernel/session.js';
import type { PointsSlice, Settled } from './balances.js';
import { accountOf } from './balances.js';
import type { Lot } from './lots.js';
import { dueAt } from './lots.js';

type Row = Record<string, Bound>;

const PROGRAM_ACCOUNTS = { earn: 'issued', spend: 'redeemed', take_back: 'reversed', give_back: 'redeemed', expire: 'expired', mature: '' } as const; // prettier-ignore

/** Writes what a drain did to the ledger, set-based: transfers with their draws, lots, then the balances. */
export async function writeLedger(session: WriteSession, changes: readonly Change[]): Promise<void> {
  const effects = changes.flatMap((change) => change.effects.filter(isOurs));
  if (effects.length === 0) return;
  const moving = effects.filter((effect) => effect.intent.kind !== 'mature');
  await insertRows(
    session.sql,
    'point_transfers',
    moving.map((effect) => transferRow(session, effect)),
  );
  await insertRows(session.sql, 'point_draws', moving.flatMap(drawRows));
  await upsertRows(session.sql, 'point_lots', ['id'], changes.flatMap(changedLots), {
    remaining: 'replace',
    reversed: 'replace',
    isPending: 'replace',
    dueAt: 'replace',
  });
  await writeBalances(session, changes.flatMap(balanceDeltas));
}

function isOurs(effect: Effect): effect is Effect<Settled> {
  return effect.kind.startsWith('points.');
}

function transferRow(session: WriteSession, effect: Effect<Settled>): Row {
  const { kind, wallet, amount, reversesId } = effect.intent;
  const account = `${PROGRAM_ACCOUNTS[kind]}:${effect.brandId}`;
  const [debit, credit] = amount > 0 ? [account, effect.memberId] : [effect.memberId, account];
  return {
    id: sibling(effect.id, 'trf'),
    memberId: effect.memberId,
    wallet,
    kind,
    debit,
    credit,
    amount: Math.abs(amount),
    brandId: effect.brandId,
    causeId: effect.causeId,
    reason: effect.reason,
    reversesId: reversesId ?? null,
    occurredAt: effect.at,
    occurredOn: effect.intent.lot?.occurredOn ?? dayOf(effect.at, session.house.programs.current().zone),
    recordedAt: session.now,
  };
}

function drawRows(effect: Effect<Settled>): Row[] {
  const { memberId, at: occurredAt } = effect;
  const transferId = sibling(effect.id, 'trf');
  return effect.intent.draws.map(({ lotId, amount }) => ({ transferId, lotId, memberId, amount, occurredAt }));
}

function changedLots({ memberId, before, after }: Change): Row[] {
  const known = pointsOf(before).lots;
  return [...pointsOf(after).lots.values()]
    .filter((lot) => known.get(lot.id) !== lot)
    .map((lot) => ({ ...lotRow(lot), memberId }));
}

function lotRow(lot: Lot): Row {
  return { ...lot, dueAt: dueAt(lot) };
}

function balanceDeltas({ memberId, before, after }: Change): Row[] {
  const rows: Row[] = [];
  for (const [wallet, now] of pointsOf(after).accounts) {
    const then = accountOf(pointsOf(before), wallet);
    if (then === now) continue;
    const [available, pending, earned] = [now.available - then.available, now.pending - then.pending, now.earned - then.earned]; // prettier-ignore
    rows.push({ memberId, wallet, available, pending, earned });
  }
  return rows;
}

/** Adds the differences. Nobody else can have moved them under the member's lock; if a balance went below zero all the same, nothing is kept. */
async function writeBalances(session: WriteSession, rows: readonly Row[]): Promise<void> {
  await upsertRows(session.sql, 'point_accounts', ['memberId', 'wallet'], rows, {
    available: 'add',
    pending: 'add',
    earned: 'add',
  });
  const lowered = rows.filter(({ available, pending }) => Number(available) < 0 || Number(pending) < 0);
  for (const page of pages(lowered)) {
    const memberIds = page.map(({ memberId }) => memberId as string);
    const [below] = await session.sql.rows<{ memberId: string }>(
      `SELECT memberId FROM point_accounts WHERE memberId IN ${marks(memberIds)} AND (available < 0 OR pending < 0)`,
      memberIds,
    );
    if (below) throw new Error(`The balance of ${below.memberId} would be below zero`);
  }
}

function pointsOf(state: State): PointsSlice {
  return state.slices['points'] as PointsSlice;
}
