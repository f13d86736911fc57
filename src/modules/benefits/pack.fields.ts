import { Ctx, Field, FieldResolver, Int, ObjectType, Resolver, Root } from 'type-graphql';
import { Access } from '../../kernel/graphql/access.js';
import type { RequestContext } from '../../kernel/graphql/context.js';
import { isBenefit, isPackage } from '../tiers/index.js';
import { TierType } from '../tiers/tiers.types.js';
import { benefitTypeByCode } from './benefit-type.js';
import { BenefitType } from './benefits.types.js';
import { packageTypeByCode } from './packages/package-type.js';
import { BenefitPackageType } from './packages/packages.types.js';

@ObjectType('TierPackBenefit', {
  simpleResolvers: true,
  description: 'A benefit a member is given once, on reaching a tier.',
})
export class TierPackBenefitType {
  @Field(() => BenefitType, { nullable: true, description: 'The benefit; null where it is not for you to see.' })
  benefit!: BenefitType | null;

  @Field(() => Int, { description: 'How many of it.' })
  quantity!: number;
}

@Resolver(() => TierType)
export class TierPackFields {
  @FieldResolver(() => [TierPackBenefitType], {
    nullable: true,
    description:
      'Benefits a member is given once, on reaching it; `upgradePack` are the points, `upgradePackages` the packages.',
  })
  @Access({ brand: 'catalogue:read', member: true, publishable: true })
  upgradeBenefits(@Root() { rule: { upgradePack } }: TierType, @Ctx() context: RequestContext): TierPackBenefitType[] {
    return upgradePack
      .filter(isBenefit)
      .map(({ benefit, quantity }) => ({ benefit: benefitTypeByCode(context, benefit), quantity }));
  }

  @FieldResolver(() => [BenefitPackageType], {
    nullable: true,
    description: 'Packages a member is given once, on reaching it; those that are for you to see.',
  })
  @Access({ brand: 'catalogue:read', member: true, publishable: true })
  upgradePackages(@Root() { rule: { upgradePack } }: TierType, @Ctx() context: RequestContext): BenefitPackageType[] {
    return upgradePack.filter(isPackage).flatMap((item) => packageTypeByCode(context, item.package) ?? []);
  }
}
