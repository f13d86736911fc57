import type { RequestContext } from '../../kernel/graphql/context.js';
import { textIn } from '../../kernel/graphql/locale.js';
import { configId } from '../../kernel/id.js';
import type { WalletEntry } from './points.section.js';
import type { WalletType } from './wallet.types.js';

/** The wallets of the program in its order, in the language of the request. Nothing is read: the program is in memory. */
export function walletTypes(context: RequestContext): readonly WalletType[] {
  const entries = context.session.house.programs.current().sections['wallets'] as readonly WalletEntry[];
  return context.loaders.once(entries, 'wallets', () => entries.map((entry) => toType(context, entry)));
}

/** The wallet of a code. One that was retired since keeps its code for a name. */
export function walletType(context: RequestContext, code: string): WalletType {
  const known = walletTypes(context).find((each) => each.code === code);
  if (known) return known;
  const id = configId('wal', code);
  return { ...RETIRED, id, code, unitName: code };
}

const RETIRED = { isSpendable: false, pendingDays: 0, expiry: { kind: 'never' }, caps: {}, negativePolicy: 'forbid', floor: null, transferPerDay: null, cash: null, noticeDays: [] } as const; // prettier-ignore

function toType(context: RequestContext, entry: WalletEntry): WalletType {
  return {
    id: configId('wal', entry.code),
    code: entry.code,
    unitName: textIn(context, entry.unitName),
    texts: { unitName: entry.unitName },
    isSpendable: entry.spendable,
    pendingDays: entry.pendingDays,
    expiry: entry.expiry,
    caps: entry.caps,
    negativePolicy: entry.negative.policy,
    floor: entry.negative.policy === 'floor' ? -entry.negative.floor : null,
    transferPerDay: entry.transfer?.perDay ?? null,
    cash: entry.cash,
    noticeDays: entry.noticeDays,
  };
}
