import { Field, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';
import { Access } from '../../../kernel/graphql/access.js';
import { Localised } from '../../../kernel/graphql/localised.js';
import type { Texts } from '../../../kernel/graphql/localised.js';
import { Node } from '../../../kernel/graphql/node.js';
import { DateTime } from '../../../kernel/graphql/scalars.js';
import { BenefitType, PriceType } from '../benefits.types.js';
import type { GrantSource } from '../grants.js';
import { GrantSourceName } from '../grants.types.js';
import type { PackageIssueStatus } from './held.js';
import type { CycleUnit, PackageEntry, PackageKind, PackageStatus } from './package-terms.js';

export const PackageKindName = { BUNDLE: 'bundle', CARD: 'card' } as const satisfies Record<string, PackageKind>;
export const PackageStatusName = { DRAFT: 'draft', LIVE: 'live', RETIRED: 'retired' } as const satisfies Record<string, PackageStatus>; // prettier-ignore
export const CycleUnitName = { WEEK: 'week', MONTH: 'month', QUARTER: 'quarter' } as const satisfies Record<string, CycleUnit>; // prettier-ignore
export const PackageIssueStatusName = { LIVE: 'live', ENDED: 'ended', REVOKED: 'revoked' } as const satisfies Record<string, PackageIssueStatus>; // prettier-ignore

registerEnumType(PackageKindName, {
  name: 'PackageKind',
  description: 'How a package comes.',
  valuesConfig: {
    BUNDLE: { description: 'All of it at once.' },
    CARD: { description: 'Some of it every cycle, as long as the card lasts.' },
  },
});
registerEnumType(PackageStatusName, {
  name: 'PackageStatus',
  description: 'Where a package is in its life.',
  valuesConfig: {
    DRAFT: { description: 'Being written; nobody gets it.' },
    LIVE: { description: 'Can be had.' },
    RETIRED: { description: 'Cannot be had any more; cards of it go on to their end.' },
  },
});
registerEnumType(CycleUnitName, {
  name: 'CycleUnit',
  description: 'How long a cycle of a card is, from the day it was issued on.',
  valuesConfig: {
    WEEK: { description: 'Seven days.' },
    MONTH: { description: 'A month: to the same day of the next one, or the last of a month that has no such day.' },
    QUARTER: { description: 'Three months.' },
  },
});
registerEnumType(PackageIssueStatusName, {
  name: 'PackageIssueStatus',
  description: 'How a package stands that a member was given.',
  valuesConfig: {
    LIVE: { description: 'The member has it; of a bundle, its grants say what is left of it.' },
    ENDED: { description: 'The card is over.' },
    REVOKED: { description: 'It was taken back.' },
  },
});

@ObjectType('CardRhythm', { simpleResolvers: true, description: 'The cycles of a card.' })
export class CardRhythmType {
  @Field(() => CycleUnitName, { description: 'How long each is.' })
  unit!: CycleUnit;

  @Field(() => Int, { description: 'How many there are: so long the card lasts.' })
  count!: number;
}

@ObjectType('BenefitPackagePart', { simpleResolvers: true, description: 'A part of a package.' })
export class BenefitPackagePartType {
  @Field(() => BenefitType, { nullable: true, description: 'What it is; null when it is not for you to see.' })
  benefit!: BenefitType | null;

  @Field(() => Int, { description: 'How many of it: in a bundle in all, with a card every cycle.' })
  quantity!: number;

  @Field(() => Boolean, { description: 'Only once a year, for the month of the member’s birthday.' })
  isBirthdayMonthOnly!: boolean;
}

@ObjectType('BenefitPackage', {
  simpleResolvers: true,
  implements: Node,
  description: 'Several benefits under one name. What a member was given of it is a `PackageIssue`.',
})
@Access({ brand: 'catalogue:read', member: true, publishable: true })
export class BenefitPackageType implements Node {
  readonly id!: string;

  /** As the program says it; not told. */
  readonly entry!: PackageEntry;
  readonly texts!: Texts;

  @Field(() => String, { description: 'Its short name.' })
  code!: string;

  @Field(() => PackageKindName, { description: 'How it comes.' })
  kind!: PackageKind;

  @Field(() => PackageStatusName, { description: 'Where it is in its life.' })
  status!: PackageStatus;

  @Localised()
  @Field(() => String, { description: 'What it is called.' })
  name!: string;

  @Localised()
  @Field(() => String, { nullable: true, description: 'What it is.' })
  description!: string | null;

  @Field(() => CardRhythmType, { nullable: true, description: 'The cycles of a card; null of a bundle.' })
  cycle!: CardRhythmType | null;

  @Field(() => Int, { nullable: true, description: 'So many days before a cycle of a card ends the member hears of what it has not used (`card.unused`), 0 for never; null of a bundle.' })
  noticeDays!: number | null;

  @Field(() => PriceType, { nullable: true, description: 'What it costs; null where it is only given.' })
  price!: PriceType | null;
} // prettier-ignore

@ObjectType('PackageIssue', {
  simpleResolvers: true,
  implements: Node,
  description: 'A package that a member was given.',
})
@Access({ brand: 'benefits:read', member: true })
export class PackageIssueType implements Node {
  readonly id!: string;

  @Field(() => PackageIssueStatusName, { description: 'How it stands.' })
  status!: PackageIssueStatus;

  @Field(() => GrantSourceName, { description: 'What it was given for.' })
  source!: GrantSource;

  @Field(() => DateTime, { description: 'When it was given.' })
  issuedAt!: number;

  @Field(() => DateTime, { nullable: true, description: 'When its card ended, or it was taken back.' })
  endedAt!: number | null;
}

@ObjectType('CardPart', { simpleResolvers: true, description: 'What a cycle of a card brings of one benefit.' })
export class CardPartType {
  @Field(() => BenefitType, { nullable: true, description: 'What it is; null when it is not for you to see.' })
  benefit!: BenefitType | null;

  @Field(() => Int, { description: 'Uses that came with this cycle; 0 of what waits for the month of the birthday.' })
  quota!: number;

  @Field(() => Int, { description: 'How many were used.' })
  used!: number;

  @Field(() => Int, { description: 'How many can still be used before they die.' })
  remaining!: number;
}

@ObjectType('CardCycle', { simpleResolvers: true, description: 'The cycle of a card that is under way, or was the last.' })
export class CardCycleType {
  @Field(() => Int, { description: 'Which it is, from 1.' })
  number!: number;

  @Field(() => DateTime, { description: 'When it began.' })
  from!: number;

  @Field(() => DateTime, { description: 'When it ends: what is unused dies then.' })
  until!: number;
} // prettier-ignore

@ObjectType('MemberCard', { simpleResolvers: true, description: 'A card of a member: a package that brings something every cycle.' })
@Access({ brand: 'benefits:read', member: true })
export class MemberCardType {
  @Field(() => ID, { description: 'The `PackageIssue` it is.' })
  packageIssueId!: string;

  @Field(() => PackageIssueStatusName, { description: 'How it stands.' })
  status!: PackageIssueStatus;

  @Field(() => DateTime, { description: 'When it was given.' })
  from!: number;

  @Field(() => DateTime, { description: 'When it ends.' })
  until!: number;
} // prettier-ignore

@InputType('BenefitPackageFilter', { description: 'Which packages; all that can be had when nothing is said.' })
export class BenefitPackageFilter {
  @Field(() => [PackageKindName], { nullable: true, description: 'Only of these kinds.' })
  kind?: PackageKind[] | null;

  @Field(() => [PackageStatusName], { nullable: true, description: 'Only at these points of their lives; drafts are told to the host only.' })
  status?: PackageStatus[] | null;
} // prettier-ignore
