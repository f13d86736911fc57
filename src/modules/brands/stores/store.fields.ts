import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { Access } from '../../../kernel/graphql/access.js';
import type { RequestContext } from '../../../kernel/graphql/context.js';
import { load } from '../../../kernel/graphql/loaders.js';
import { translationsOf } from '../../../kernel/graphql/localised.js';
import { TranslationType } from '../../../kernel/graphql/locale.type.js';
import { BrandType, ViewerType } from '../brands.types.js';
import { ApiKeyType } from '../key-types.js';
import { brandOfProgram } from '../program-brand.js';
import { ChannelType } from './channels.types.js';
import { storeTypes } from './place-lists.js';
import { storeOf } from './places.js';
import { StoreType } from './stores.types.js';

@Resolver(() => StoreType)
export class StoreFields {
  @FieldResolver(() => BrandType, { nullable: true, description: 'Whose it is.' })
  brand(@Root() { brandId }: StoreType, @Ctx() { session }: RequestContext): BrandType | null {
    return brandOfProgram(session.house.programs.current(), brandId);
  }

  @FieldResolver(() => [TranslationType], { nullable: true, description: 'Its texts in every language, for those who write them.' })
  @Access({ brand: 'stores:write' })
  translations(@Root() { texts }: StoreType): TranslationType[] {
    return translationsOf(texts);
  }
} // prettier-ignore

@Resolver(() => ChannelType)
export class ChannelFields {
  @FieldResolver(() => BrandType, { nullable: true, description: 'Whose it is.' })
  brand(@Root() { brandId }: ChannelType, @Ctx() { session }: RequestContext): BrandType | null {
    return brandOfProgram(session.house.programs.current(), brandId);
  }

  @FieldResolver(() => [TranslationType], { nullable: true, description: 'Its texts in every language, for those who write them.' })
  @Access({ brand: 'channels:write' })
  translations(@Root() { texts }: ChannelType): TranslationType[] {
    return translationsOf(texts);
  }
} // prettier-ignore

@Resolver(() => ApiKeyType)
export class ApiKeyStoreFields {
  @FieldResolver(() => StoreType, { nullable: true, description: 'The one store it acts for; null for a key of a whole brand.' })
  async store(@Root() { storeId }: ApiKeyType, @Ctx() context: RequestContext): Promise<StoreType | null> {
    return storeId === null ? null : ((await load(context, storeTypes, storeId)) ?? null);
  }
} // prettier-ignore

@Resolver(() => ViewerType)
export class ViewerStoreFields {
  @FieldResolver(() => StoreType, { nullable: true, description: 'The one store it acts for: of the key of a till, and of a clerk.' })
  async store(@Root() _viewer: ViewerType, @Ctx() context: RequestContext): Promise<StoreType | null> {
    const own = storeOf(context.caller);
    return own === null ? null : ((await load(context, storeTypes, own)) ?? null);
  }
} // prettier-ignore
