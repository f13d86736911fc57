import { FieldResolver, Resolver, Root } from 'type-graphql';
import { Access } from '../../kernel/graphql/access.js';
import { TranslationType } from '../../kernel/graphql/locale.type.js';
import { translationsOf } from '../../kernel/graphql/localised.js';
import { WalletType } from './points.types.js';

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
}
