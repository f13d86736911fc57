import { Ctx, FieldResolver, Int, Resolver, Root } from 'type-graphql';
import { Access } from '../../kernel/graphql/access.js';
import type { RequestContext } from '../../kernel/graphql/context.js';
import { TranslationType } from '../../kernel/graphql/locale.type.js';
import type { Loading } from '../../kernel/graphql/loaders.js';
import { load } from '../../kernel/graphql/loaders.js';
import { translationsOf } from '../../kernel/graphql/localised.js';
import { activeWallets } from './points.section.js';
import { WalletType } from './wallet.types.js';

/** A program has few wallets: one look tells the versions of all of them. */
const versions: Loading<string, number> = {
  async read({ session }) {
    const wallets = await activeWallets(session.sql);
    return new Map(wallets.map(({ entry, version }) => [entry.code, version]));
  },
};

@Resolver(() => WalletType)
export class WalletFields {
  @FieldResolver(() => [TranslationType], {
    nullable: true,
    description: 'Its texts in every language, for those who write them.',
  })
  @Access({ brand: 'program:read', isHostOnly: true })
  translations(@Root() { texts = {} }: WalletType): TranslationType[] {
    return translationsOf(texts);
  }

  @FieldResolver(() => Int, {
    nullable: true,
    description: 'Grows with every change: what `walletSave` takes as the version you have seen.',
  })
  @Access({ brand: 'program:read', isHostOnly: true })
  async version(@Root() { code }: WalletType, @Ctx() context: RequestContext): Promise<number | null> {
    return (await load(context, versions, code)) ?? null;
  }
}
