import { Arg, Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { Access } from '../../../kernel/graphql/access.js';
import type { RequestContext } from '../../../kernel/graphql/context.js';
import { load, loadWith } from '../../../kernel/graphql/loaders.js';
import { OutcomeType } from '../../../kernel/graphql/outcome.type.js';
import { MemberType } from '../../members/members.types.js';
import { benefitsOf, benefitTypeByCode } from '../benefit-type.js';
import type { GrantRow } from '../grant-list.js';
import { grants } from '../grant-list.js';
import { GrantType } from '../grants.types.js';
import { cardParts } from './card-parts.js';
import type { PackageIssueStatus } from './held.js';
import type { PackageIssueRow } from './issue-list.js';
import { memberCards, packageGrants, packageIssues } from './issue-list.js';
import { BenefitPackageRevokePayload, PackageIssuePayload, PackageOutcomeType } from './issuing.types.js';
import { packageTypeByCode } from './package-type.js';
import { BenefitPackageType, CardCycleType, CardPartType, MemberCardType, PackageIssueStatusName, PackageIssueType } from './packages.types.js'; // prettier-ignore

const HELD = { brand: 'benefits:read', member: true } as const;

/** A card as it is told, and the row it is told from. */
interface Card extends MemberCardType {
  readonly row: PackageIssueRow;
}

interface Cycle extends CardCycleType {
  readonly row: PackageIssueRow;
}

@Resolver(() => MemberType)
export class MemberCardsFields {
  @FieldResolver(() => [MemberCardType], { nullable: true, description: 'Its cards, the newest first, at most 50; those that are live when nothing is said. A partner sees those it gave.' })
  @Access(HELD)
  async cards(
    @Root() { id }: MemberType,
    @Arg('status', () => [PackageIssueStatusName], { defaultValue: ['live'], description: 'Only those that stand so.' })
    status: PackageIssueStatus[],
    @Ctx() context: RequestContext,
  ): Promise<MemberCardType[]> {
    const rows = await loadWith(context, memberCards, id, status);
    return (rows ?? []).map(cardOf);
  }
} // prettier-ignore

@Resolver(() => MemberCardType)
export class CardFields {
  @FieldResolver(() => BenefitPackageType, { nullable: true, description: 'The package it is of.' })
  package(@Root() { row }: Card, @Ctx() context: RequestContext): BenefitPackageType | null {
    return packageTypeByCode(context, row.package);
  }

  @FieldResolver(() => CardCycleType, { description: 'The cycle that is under way, or was the last.' })
  cycle(@Root() { row, from, until }: Card): CardCycleType {
    const cycle: Cycle = { number: row.cycle + 1, from: row.cycleFrom ?? from, until: row.cycleUntil ?? until, row };
    return cycle;
  }
}

@Resolver(() => CardCycleType)
export class CardCycleFields {
  @FieldResolver(() => [CardPartType], { description: 'What came with it, and what is left of that.' })
  async parts(@Root() { row, from }: Cycle, @Ctx() context: RequestContext): Promise<CardPartType[]> {
    const { now, house } = context.session;
    const grants = (await load(context, packageGrants, keyOf(row))) ?? [];
    const entry = benefitsOf(house.programs.current()).packages.get(row.package);
    return cardParts(entry, grants, from, now).map((part) => ({ ...part, benefit: benefitTypeByCode(context, part.benefit) })); // prettier-ignore
  }
}

@Resolver(() => PackageIssueType)
export class PackageIssueFields {
  @FieldResolver(() => BenefitPackageType, { nullable: true, description: 'What it is; null when it is not for you to see.' })
  package(@Root() row: PackageIssueRow, @Ctx() context: RequestContext): BenefitPackageType | null {
    return packageTypeByCode(context, row.package);
  }

  @FieldResolver(() => MemberType, { description: 'Whose it is.' })
  member(@Root() { memberId }: PackageIssueRow) {
    return { id: memberId };
  }

  @FieldResolver(() => [GrantType], { description: 'The grants that came of it, in the order in which they came; those of past cycles of a card among them.' })
  async grants(@Root() row: PackageIssueRow, @Ctx() context: RequestContext): Promise<readonly GrantRow[]> {
    return (await load(context, packageGrants, keyOf(row))) ?? [];
  }

  @FieldResolver(() => MemberCardType, { nullable: true, description: 'The card it is; null of a bundle.' })
  card(@Root() row: PackageIssueRow): MemberCardType | null {
    return row.kind === 'card' ? cardOf(row) : null;
  }
} // prettier-ignore

@Resolver(() => GrantType)
export class GrantPackageFields {
  @FieldResolver(() => PackageIssueType, { nullable: true, description: 'The package it came with, if it is a part of one.' })
  @Access(HELD)
  packageIssue(@Root() { packageIssueId }: GrantRow, @Ctx() context: RequestContext) {
    return packageIssueId === null ? null : load(context, packageIssues, packageIssueId);
  }
} // prettier-ignore

@Resolver(() => PackageIssuePayload)
export class PackageIssuePayloadFields {
  @FieldResolver(() => PackageIssueType, { nullable: true, description: 'The package as the member has it; null for a dry run.' })
  packageIssue(@Root() { packageIssueId }: PackageIssuePayload, @Ctx() context: RequestContext) {
    return packageIssueId ? load(context, packageIssues, packageIssueId) : null;
  }
} // prettier-ignore

interface Fact {
  readonly packageIssueId: string | null;
  readonly package: string;
  readonly used?: readonly string[];
}

@Resolver(() => BenefitPackageRevokePayload)
export class RevokePayloadFields {
  @FieldResolver(() => [GrantType], { description: 'What of it had been used, or is held for a payment, and stays.' })
  async used(@Root() { outcome }: BenefitPackageRevokePayload, @Ctx() context: RequestContext) {
    const [fact] = (outcome?.facts['benefit.unpack'] ?? []) as unknown as Fact[];
    const found = await Promise.all((fact?.used ?? []).map((id) => load(context, grants, id)));
    return found.flatMap((grant) => grant ?? []);
  }
} // prettier-ignore

@Resolver(() => OutcomeType)
export class OutcomePackagesFields {
  @FieldResolver(() => [PackageOutcomeType], {
    description: 'Packages the member got; their parts are among `grants`.',
  })
  @Access(HELD)
  packages(@Root() { facts }: OutcomeType, @Ctx() context: RequestContext): PackageOutcomeType[] {
    const told = (facts['benefit.package'] ?? []) as unknown as Fact[];
    return told.map(({ packageIssueId, package: code }) => ({ packageIssueId, package: packageTypeByCode(context, code) })); // prettier-ignore
  }
}

function cardOf(row: PackageIssueRow): Card {
  return { packageIssueId: row.id, status: row.status, from: row.issuedAt, until: row.until ?? row.issuedAt, row };
}

function keyOf({ id, memberId }: PackageIssueRow): string {
  return `${memberId}|${id}`;
}
