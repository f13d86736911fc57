import { Ctx, FieldResolver, ID, Int, Resolver, Root } from 'type-graphql';
import { Access } from '../../../kernel/graphql/access.js';
import type { RequestContext } from '../../../kernel/graphql/context.js';
import { load } from '../../../kernel/graphql/loaders.js';
import type { Loading } from '../../../kernel/graphql/loaders.js';
import { TranslationType } from '../../../kernel/graphql/locale.type.js';
import { translationsOf } from '../../../kernel/graphql/localised.js';
import { MoneyType } from '../../../kernel/graphql/money.type.js';
import { configId } from '../../../kernel/id.js';
import { marks } from '../../../kernel/rows.js';
import { imagesByIds } from '../../media/index.js';
import { ImageType } from '../../media/media.types.js';
import type { PointsPart } from '../../points/index.js';
import { benefitsOf, benefitTypeByCode } from '../benefit-type.js';
import { BenefitPackagePartType, BenefitPackageType } from './packages.types.js';
import { priceWorthMinor, savingMinor, totalValueMinor } from './worth.js';

const versions: Loading<string, number> = {
  async read({ session }, codes) {
    const rows = await session.sql.rows<{ code: string; version: number }>(`SELECT code, version FROM benefit_packages WHERE code IN ${marks(codes)}`, codes); // prettier-ignore
    return new Map(rows.map(({ code, version }) => [code, version]));
  },
};

/** What a package says of itself. */
@Resolver(() => BenefitPackageType)
export class PackageFields {
  @FieldResolver(() => [BenefitPackagePartType], { description: 'What is in it.' })
  parts(@Root() { entry }: BenefitPackageType, @Ctx() context: RequestContext): BenefitPackagePartType[] {
    return entry.parts.map((part) => ({ ...part, benefit: benefitTypeByCode(context, part.benefit) }));
  }

  @FieldResolver(() => MoneyType, { nullable: true, description: 'What all of its parts are worth, over all cycles of a card (`Benefit.worth`); null where nobody said what they are.' })
  totalValue(@Root() { entry }: BenefitPackageType, @Ctx() context: RequestContext): MoneyType | null {
    return moneyIn(context, totalValueMinor(entry, benefitsOf(programOf(context)).benefits));
  }

  @FieldResolver(() => MoneyType, { nullable: true, description: 'What its price is worth: the money, or what the points would pay for otherwise; null where its wallet pays for nothing.' })
  priceWorth(@Root() { entry }: BenefitPackageType, @Ctx() context: RequestContext): MoneyType | null {
    return moneyIn(context, priceWorthMinor(entry, pointsIn(context)));
  }

  @FieldResolver(() => MoneyType, { nullable: true, description: 'How much less that is than its parts are worth; null where one of both is not known, or it is no less.' })
  saving(@Root() { entry }: BenefitPackageType, @Ctx() context: RequestContext): MoneyType | null {
    return moneyIn(context, savingMinor(entry, benefitsOf(programOf(context)).benefits, pointsIn(context)));
  }

  @FieldResolver(() => ID, { description: 'The brand that offers it.' })
  brandId(@Root() { entry: { brand } }: BenefitPackageType, @Ctx() context: RequestContext): string {
    return brand === null ? programOf(context).hostBrandId : configId('brd', brand);
  }

  @FieldResolver(() => [ImageType], { description: 'Its pictures, the first one first.' })
  images(@Root() { entry: { images } }: BenefitPackageType, @Ctx() context: RequestContext): Promise<ImageType[]> {
    return imagesByIds(context, images);
  }

  @FieldResolver(() => Int, { nullable: true, description: 'Grows with every change: what changes take as the version you have seen.' })
  @Access({ brand: 'benefits:read' })
  async version(@Root() { code }: BenefitPackageType, @Ctx() context: RequestContext): Promise<number | null> {
    return (await load(context, versions, code)) ?? null;
  }

  @FieldResolver(() => [TranslationType], { nullable: true, description: 'Its texts in every language, for those who write them.' })
  @Access({ brand: 'benefits:read', isHostOnly: true })
  translations(@Root() { texts }: BenefitPackageType): TranslationType[] {
    return translationsOf(texts);
  }
} // prettier-ignore

function programOf({ session }: RequestContext) {
  return session.house.programs.current();
}

function pointsIn(context: RequestContext): PointsPart {
  return programOf(context).parts['points'] as PointsPart;
}

function moneyIn(context: RequestContext, amountMinor: number | null): MoneyType | null {
  return amountMinor === null ? null : { amountMinor, currency: programOf(context).currency };
}
