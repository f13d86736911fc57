import { Ctx, FieldResolver, ID, Int, Resolver, Root } from 'type-graphql';
import { Access } from '../../kernel/graphql/access.js';
import type { RequestContext } from '../../kernel/graphql/context.js';
import { load } from '../../kernel/graphql/loaders.js';
import type { Loading } from '../../kernel/graphql/loaders.js';
import { MoneyType } from '../../kernel/graphql/money.type.js';
import { DateTime } from '../../kernel/graphql/scalars.js';
import { configId } from '../../kernel/id.js';
import { marks } from '../../kernel/rows.js';
import { imagesByIds } from '../media/index.js';
import { ImageType } from '../media/media.types.js';
import { brandIdOf } from './benefit-list.js';
import { faceType, fallbackType, stockType, validityType } from './benefit-terms.js';
import { BenefitDeliveryType, BenefitFaceType, BenefitFallbackType, BenefitFunderType, BenefitSlotsType, BenefitStackingType, BenefitStockType, BenefitValidityType } from './benefit-terms.types.js'; // prettier-ignore
import { benefitTypeByCode } from './benefit-type.js';
import { BenefitType } from './benefits.types.js';

const versions: Loading<string, number> = {
  async read({ session }, benefits) {
    const rows = await session.sql.rows<{ code: string; version: number }>(`SELECT code, version FROM benefits WHERE code IN ${marks(benefits)}`, benefits); // prettier-ignore
    return new Map(rows.map(({ code, version }) => [code, version]));
  },
};

/** What a benefit says of itself. */
@Resolver(() => BenefitType)
export class BenefitTermsFields {
  @FieldResolver(() => BenefitFaceType, { description: 'What stands on it.' })
  face(@Root() { offered: { face } }: BenefitType, @Ctx() context: RequestContext): BenefitFaceType {
    return faceType(face, (amountMinor) => moneyOf(context, amountMinor));
  }

  @FieldResolver(() => BenefitValidityType, { description: 'How long one that was issued may be used.' })
  validity(@Root() { offered }: BenefitType): BenefitValidityType {
    return validityType(offered.validity);
  }

  @FieldResolver(() => MoneyType, { nullable: true, description: 'What it is worth to a member; null where nobody said.' })
  worth(@Root() { offered: { valueMinor } }: BenefitType, @Ctx() context: RequestContext): MoneyType | null {
    return valueMinor === 0 ? null : moneyOf(context, valueMinor);
  }

  @FieldResolver(() => Int, { nullable: true, description: 'For how many minutes it is kept for whoever pays; null where it costs no money.' })
  holdMinutes(@Root() { offered: { priceMinor, holdMinutes } }: BenefitType): number | null {
    return priceMinor === null ? null : holdMinutes;
  }

  @FieldResolver(() => [ID], { description: 'The brands it is good at.' })
  goodAtBrandIds(@Root() { offered }: BenefitType, @Ctx() context: RequestContext): string[] {
    const { brands } = offered;
    return brands.length > 0 ? brands.map((code) => configId('brd', code)) : [brandIdOf(context, offered)];
  }

  @FieldResolver(() => [String], { description: 'The stores of these it is good in, by their codes; all of them when empty.' })
  goodInStores(@Root() { offered: { stores } }: BenefitType): readonly string[] {
    return stores;
  }

  @FieldResolver(() => BenefitStackingType, { description: 'What it may be used together with.' })
  stacking(@Root() { offered: { stacking } }: BenefitType): BenefitStackingType {
    return stacking;
  }

  @FieldResolver(() => Boolean, { description: 'Its money may be used bit by bit.' })
  isPartial(@Root() { offered: { isPartial } }: BenefitType): boolean {
    return isPartial;
  }

  @FieldResolver(() => BenefitDeliveryType, { nullable: true, description: 'How it is sent to the member, who says where (`fulfilmentAddressSave`); null for what is used, not sent.' })
  delivery(@Root() { offered: { delivery } }: BenefitType): BenefitDeliveryType | null {
    return delivery;
  }

  @FieldResolver(() => BenefitSlotsType, { nullable: true, description: 'Times that are booked (`serviceSlots`, `slotBook`); null where there are none.' })
  slots(@Root() { offered: { slots } }: BenefitType): BenefitSlotsType | null {
    return slots;
  }

  @FieldResolver(() => [ImageType], { description: 'Its pictures, the first one first.' })
  images(@Root() { offered: { images } }: BenefitType, @Ctx() context: RequestContext): Promise<ImageType[]> {
    return imagesByIds(context, images);
  }

  @FieldResolver(() => BenefitType, { nullable: true, description: 'What takes its place once it is retired.' })
  replacement(@Root() { offered: { replacement } }: BenefitType, @Ctx() context: RequestContext): BenefitType | null {
    return replacement === null ? null : benefitTypeByCode(context, replacement);
  }

  @FieldResolver(() => DateTime, { nullable: true, description: 'Until when it is honoured once it is retired.' })
  honourUntil(@Root() { offered: { honourUntil } }: BenefitType): number | null {
    return honourUntil === null ? null : Date.parse(honourUntil);
  }

  @FieldResolver(() => Int, { nullable: true, description: 'Grows with every change: what changes take as the version you have seen.' })
  @Access({ brand: 'benefits:read' })
  async version(@Root() { code }: BenefitType, @Ctx() context: RequestContext): Promise<number | null> {
    return (await load(context, versions, code)) ?? null;
  }

  @FieldResolver(() => BenefitStockType, { nullable: true, description: 'What there is of it in all; `stockLeft` says how much is left.' })
  @Access({ brand: 'benefits:read', isHostOnly: true })
  stock(@Root() { offered }: BenefitType): BenefitStockType {
    return stockType(offered.stock);
  }

  @FieldResolver(() => [BenefitFallbackType], { nullable: true, description: 'What happens when there is none left: the first that works.' })
  @Access({ brand: 'benefits:read', isHostOnly: true })
  otherwise(@Root() { offered: { otherwise } }: BenefitType): BenefitFallbackType[] {
    return otherwise.map(fallbackType);
  }

  @FieldResolver(() => String, { nullable: true, description: 'Who may have it, in the rule language; null for everybody.' })
  @Access({ brand: 'benefits:read', isHostOnly: true })
  eligibility(@Root() { offered: { eligibility } }: BenefitType): string | null {
    return eligibility?.source ?? null;
  }

  @FieldResolver(() => MoneyType, { nullable: true, description: 'What one costs whoever pays for it.' })
  @Access({ brand: 'benefits:read', isHostOnly: true })
  cost(@Root() { offered: { costMinor } }: BenefitType, @Ctx() context: RequestContext): MoneyType {
    return moneyOf(context, costMinor);
  }

  @FieldResolver(() => [BenefitFunderType], { nullable: true, description: 'Who pays for it; whoever issues it when empty.' })
  @Access({ brand: 'benefits:read', isHostOnly: true })
  funders(@Root() { offered: { funders } }: BenefitType): BenefitFunderType[] {
    return funders.map(({ brand, percent }) => ({ brandId: configId('brd', brand), percent }));
  }
} // prettier-ignore

function moneyOf({ session }: RequestContext, amountMinor: number): MoneyType {
  return { amountMinor, currency: session.house.programs.current().currency };
}
