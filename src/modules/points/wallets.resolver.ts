import { Arg, Ctx, Int, Mutation, Resolver } from 'type-graphql';
import { Access } from '../../kernel/graphql/access.js';
import type { RequestContext } from '../../kernel/graphql/context.js';
import { answer } from '../../kernel/graphql/payload.js';
import { KEY } from './movement.js';
import { saveWallet } from './wallet-changes.js';
import { walletType } from './wallet-type.js';
import { WalletInput, WalletSavePayload } from './wallets.types.js';

@Resolver()
export class WalletsResolver {
  @Mutation(() => WalletSavePayload, {
    description:
      'Makes a wallet or changes its rules; the program gets a new version. Points that are there keep the end they were given.',
  })
  @Access({ brand: 'brands:write', isHostOnly: true })
  walletSave(
    @Arg('input', () => WalletInput, { description: 'The whole wallet.' }) input: WalletInput,
    @Arg('expectedVersion', () => Int, {
      nullable: true,
      description: 'The version you have seen; absent for a new one. When it is another by now: VERSION_CONFLICT.',
    })
    expectedVersion: number | null | undefined,
    @Arg('idempotencyKey', () => String, { description: KEY }) key: string,
    @Ctx() context: RequestContext,
  ): Promise<WalletSavePayload> {
    const { caller, session } = context;
    const wallet = entryOf(input);
    const once = { mutation: 'walletSave', key, input: { wallet, expectedVersion: expectedVersion ?? null } };
    return answer(context, async () => {
      const { code, isReplay } = await saveWallet(session.house, caller, {
        wallet,
        expectedVersion: expectedVersion ?? null,
        once,
      });
      return { wallet: walletType(context, code), replayed: isReplay };
    });
  }
}

/** As the program file says it; what is absent is left out, so that the file's own defaults hold. */
function entryOf(input: WalletInput): unknown {
  const { code, isSpendable, pendingDays, expiry, caps, negativePolicy, floor, transferPerDay, cash, noticeDays } =
    input;
  const { en, zhCN, zhTW } = input.unitName;
  return said({
    code,
    unitName: { en, 'zh-CN': zhCN, 'zh-TW': zhTW },
    spendable: isSpendable,
    pendingDays,
    expiry: expiry && said({ kind: expiry.kind, months: expiry.months, on: expiry.on }),
    caps: caps && said({ order: caps.order, day: caps.day, month: caps.month }),
    negative: negativePolicy && said({ policy: negativePolicy, floor: floor == null ? null : -floor }),
    transfer: transferPerDay == null ? null : { perDay: transferPerDay },
    cash: cash && { points: cash.points, minor: cash.minor, maxPercent: cash.maxPercent },
    noticeDays,
  });
}

function said(facts: Readonly<Record<string, unknown>>): object {
  return Object.fromEntries(Object.entries(facts).filter(([, value]) => value != null));
}
