import type { Caller } from '../../kernel/caller.js';
import type { House } from '../../kernel/house.js';
import { configId } from '../../kernel/id.js';
import { takeTurn } from '../../kernel/program-change.js';
import type { JsonObject } from '../../kernel/json.js';
import type { Once } from '../../kernel/idempotency.js';
import { refuse } from '../../kernel/refusal.js';
import type { WriteSession } from '../../kernel/session.js';
import { write } from '../../kernel/unit-of-work.js';
import type { StoredWallet, WalletEntry } from './points.section.js';
import { activeWallets, walletEntry, walletsSection } from './points.section.js';
import { refuseWrong } from '../../kernel/wrong-value.js';

/**
 * Makes a wallet, or changes the rules of one as somebody has seen it last; the program gets a new version with it. Points
 * that are there keep the end they were given; what is earned from now on follows the new rules. Refuses INVALID_INPUT,
 * VERSION_CONFLICT, and LIVE_ONLY in the sandbox, which has the program of the live house.
 */
export async function saveWallet(
  house: House,
  caller: Caller,
  { wallet, expectedVersion, once }: { readonly wallet: unknown; readonly expectedVersion: number | null; readonly once: Once }, // prettier-ignore
): Promise<{ code: string; isReplay: boolean }> {
  if (house.mode !== 'live') refuse('LIVE_ONLY');
  const entry = entryOf(wallet);
  const { isReplay } = await write(house, { caller, members: [], once }, async (session) => {
    await save(session, entry, expectedVersion);
    await house.programs.restate(session);
    return undefined;
  });
  await house.programs.reload(house.database.reader);
  return { code: entry.code, isReplay };
}

async function save(session: WriteSession, entry: WalletEntry, expectedVersion: number | null): Promise<void> {
  await takeTurn(session);
  const wallets = await activeWallets(session.sql);
  const before = wallets.find((each) => each.entry.code === entry.code);
  if ((before?.version ?? null) !== expectedVersion) refuse('VERSION_CONFLICT', {}, ['expectedVersion']);
  await walletsSection.write(session, replaced(wallets, entry));
  session.audit({
    action: before ? 'wallets.changed' : 'wallets.created',
    subject: { type: 'wallet', id: configId('wal', entry.code) },
    ...(before ? { before: before.entry as unknown as JsonObject } : {}),
    after: entry as unknown as JsonObject,
  });
}

function replaced(wallets: readonly StoredWallet[], entry: WalletEntry): WalletEntry[] {
  const entries = wallets.map((each) => (each.entry.code === entry.code ? entry : each.entry));
  return entries.includes(entry) ? entries : [...entries, entry];
}

function entryOf(wallet: unknown): WalletEntry {
  const parsed = walletEntry.safeParse(wallet);
  if (parsed.success) return parsed.data;
  refuseWrong(parsed.error.issues);
}
