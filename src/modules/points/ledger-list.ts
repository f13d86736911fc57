import type { RequestContext } from '../../kernel/graphql/context.js';
import type { Loading } from '../../kernel/graphql/loaders.js';
import { ask } from '../../kernel/graphql/loaders.js';
import type { List, Page, PageArguments } from '../../kernel/graphql/page.js';
import { readPage } from '../../kernel/graphql/page.js';
import { marks } from '../../kernel/rows.js';
import { seenFacts } from '../members/index.js';
import type { LotSource } from './lots.js';
import type { TransferKind } from './points.entity.js';
import type { PointLotType } from './balance.types.js';
import type { LedgerEntryType } from './ledger-entry.types.js';
import { walletType } from './wallet-type.js';

/** A transfer as it is stored. */
interface TransferRow {
  readonly id: string;
  readonly memberId: string;
  readonly kind: TransferKind;
  readonly wallet: string;
  readonly debit: string;
  readonly credit: string;
  readonly amount: number;
  readonly reason: string;
  readonly occurredAt: number;
  readonly recordedAt: number;
  readonly causeId: string;
  readonly reversesId: string | null;
  readonly subjectId: string | null;
  readonly holdId: string | null;
}

/** A lot as it is stored. */
interface LotRow {
  readonly id: string;
  readonly memberId: string;
  readonly wallet: string;
  readonly amount: number;
  readonly remaining: number;
  readonly held: number;
  readonly source: LotSource;
  readonly issuerId: string;
  readonly funderId: string;
  readonly occurredAt: number;
  readonly availableAt: number;
  readonly expiresAt: number | null;
  readonly isPending: number;
  readonly causeId: string;
}

interface Asked extends PageArguments {
  readonly wallet?: string | null;
}

const TRANSFER: readonly (keyof TransferRow)[] = ['id', 'memberId', 'kind', 'wallet', 'debit', 'credit', 'amount', 'reason', 'occurredAt', 'recordedAt', 'causeId', 'reversesId', 'subjectId', 'holdId']; // prettier-ignore
const LOT: readonly (keyof LotRow)[] = [
  'id',
  'memberId',
  'issuerId',
  'funderId',
  'source',
  'wallet',
  'amount',
  'remaining',
  'held',
  'occurredAt',
  'availableAt',
  'expiresAt',
  'isPending',
  'causeId',
];

/** Pages of the ledgers of several members. A partner sees what was booked for it, not where else a member shops. */
export const ledgers = pagesBy('ledger', TRANSFER, 'point_transfers', 'brandId', toEntry);

/** Pages of the lots of several members; a partner sees those it issued. */
export const lots = pagesBy('lots', LOT, 'point_lots', 'issuerId', toLot);

/** Transfers by id; those the caller may not see are not found. */
export const transfers: Loading<string, LedgerEntryType> = {
  async read(context, ids) {
    const seen = seenFacts(context.caller);
    const from = `FROM point_transfers WHERE id IN ${marks(ids)}${seen.where}`;
    const rows = await ask<TransferRow>(context, { columns: TRANSFER, from, params: [...ids, ...seen.params] });
    return new Map(rows.map((row) => [row.id, toEntry(context, row)]));
  },
};

/** Lots by id, likewise. */
export const lotsById: Loading<string, PointLotType> = {
  async read(context, ids) {
    const seen = seenFacts(context.caller, 'memberId', 'issuerId');
    const from = `FROM point_lots WHERE id IN ${marks(ids)}${seen.where}`;
    const rows = await ask<LotRow>(context, { columns: LOT, from, params: [...ids, ...seen.params] });
    return new Map(rows.map((row) => [row.id, toLot(context, row)]));
  },
};

/** A movement as it is told: whole, so that none of its fields has to be worked out for each row again. */
function toEntry(context: RequestContext, row: TransferRow): LedgerEntryType {
  const amount = (row.credit === row.memberId ? row.amount : 0) - (row.debit === row.memberId ? row.amount : 0);
  return { ...row, amount, orderId: row.subjectId, wallet: walletType(context, row.wallet) };
}

function toLot(context: RequestContext, row: LotRow): PointLotType {
  return { ...row, wallet: walletType(context, row.wallet), isPending: row.isPending === 1 };
}

function pagesBy<Row extends object, Told extends object>(
  name: string,
  columns: readonly (keyof Row & string)[],
  table: string,
  brandColumn: string,
  tell: (context: RequestContext, row: Row) => Told,
): Loading<string, Page<Told>, Asked> {
  return {
    async read(context, memberIds, { wallet, ...page }) {
      const read = async (memberId: string) => {
        const rows = await readPage<Row>(context, listOf(context, memberId, wallet ?? null), page);
        return [memberId, rows.map((row) => tell(context, row))] as const;
      };
      return new Map(await Promise.all(memberIds.map(read)));
    },
  };

  function listOf({ caller }: RequestContext, memberId: string, wallet: string | null): List {
    const seen = seenFacts(caller, 'memberId', brandColumn);
    return {
      name: `${name}.${memberId}`,
      columns,
      from: `FROM ${table} WHERE memberId = ?${wallet ? ' AND wallet = ?' : ''}${seen.where}`,
      params: [memberId, ...(wallet ? [wallet] : []), ...seen.params],
      order: ['occurredAt', 'id'],
      isDescending: true,
    };
  }
}
