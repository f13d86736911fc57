import { Field, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';
import { Access } from '../../kernel/graphql/access.js';
import { connectionOf } from '../../kernel/graphql/connection.js';
import { Node } from '../../kernel/graphql/node.js';
import { OutcomeType } from '../../kernel/graphql/outcome.type.js';
import { Payload } from '../../kernel/graphql/payload.js';
import { DateTime, SafeInt } from '../../kernel/graphql/scalars.js';
import { MemberType } from '../members/members.types.js';
import { BenefitType } from './benefits.types.js';
import type { GrantSource, GrantStatus } from './grants.js';

export const GrantStatusName = { ISSUED: 'issued', CLAIMED: 'claimed', HELD: 'held', USED: 'used', EXPIRED: 'expired', REVOKED: 'revoked', OWED: 'owed' } as const satisfies Record<string, GrantStatus>; // prettier-ignore
export const GrantSourceName = { RULE: 'rule', PACK: 'pack', CLAIM: 'claim', EXCHANGE: 'exchange', PURCHASE: 'purchase', HAND: 'hand', BULK: 'bulk', PACKAGE: 'package', DATE: 'date', COMPENSATION: 'compensation' } as const satisfies Record<string, GrantSource>; // prettier-ignore
export const GrantOrder = { EXPIRES_AT_ASC: 'EXPIRES_AT_ASC', ISSUED_AT_DESC: 'ISSUED_AT_DESC' } as const;
export const GrantAction = { CLAIM: 'CLAIM', USE: 'USE' } as const;

registerEnumType(GrantStatusName, {
  name: 'GrantStatus',
  description: 'How a grant stands.',
  valuesConfig: {
    ISSUED: { description: 'The member has it.' },
    CLAIMED: { description: 'The member has taken it.' },
    HELD: { description: 'All of it is reserved for payments that are under way.' },
    USED: { description: 'It is used up.' },
    EXPIRED: { description: 'It died unused, or with something left.' },
    REVOKED: { description: 'It was taken back.' },
    OWED: { description: 'There was none left; the member will get it.' },
  },
});
registerEnumType(GrantSourceName, {
  name: 'GrantSource',
  description: 'What a grant was issued for.',
  valuesConfig: {
    RULE: { description: 'A rule of a campaign.' },
    PACK: { description: 'The pack of a tier that was reached.' },
    CLAIM: { description: 'The member took it.' },
    EXCHANGE: { description: 'The member paid points.' },
    PURCHASE: { description: 'The member paid money.' },
    HAND: { description: 'Somebody gave it.' },
    BULK: { description: 'It was issued to many at once.' },
    PACKAGE: { description: 'It is a part of a package.' },
    DATE: { description: 'A day of the member: birthday, anniversary.' },
    COMPENSATION: { description: 'It makes up for something there was none left of.' },
  },
});
registerEnumType(GrantOrder, {
  name: 'GrantOrder',
  description: 'The order of grants.',
  valuesConfig: {
    EXPIRES_AT_ASC: { description: 'Those that die first come first; those that never die, last.' },
    ISSUED_AT_DESC: { description: 'The newest first.' },
  },
});
registerEnumType(GrantAction, {
  name: 'GrantAction',
  description: 'What may be done with a grant now.',
  valuesConfig: {
    CLAIM: { description: '`benefitClaim` may be called with it.' },
    USE: { description: 'It may be held or redeemed where it is good.' },
  },
});

@ObjectType('Grant', {
  simpleResolvers: true,
  implements: Node,
  description: 'A benefit that was promised to a member.',
})
@Access({ brand: 'benefits:read', member: true })
export class GrantType implements Node {
  readonly id!: string;

  @Field(() => BenefitType, { nullable: true, description: 'What it is; null when it is not for you to see.' })
  benefit!: BenefitType | null;

  @Field(() => GrantStatusName, { description: 'How it stands now.' })
  status!: GrantStatus;

  @Field(() => String, { nullable: true, description: 'What is shown at a till: 16 signs, the last checks the others; codes of a pool are as they were printed. Null while it is owed.' })
  code!: string | null;

  @Field(() => GrantSourceName, { description: 'What it was issued for.' })
  source!: GrantSource;

  @Field(() => BenefitType, { nullable: true, description: 'What it stands in for, of which there was none left.' })
  instead!: BenefitType | null;

  @Field(() => Int, { description: 'How often it may be used.' })
  usesMax!: number;

  @Field(() => Int, { description: 'How often it was used.' })
  uses!: number;

  @Field(() => SafeInt, { nullable: true, description: 'Money that may be used bit by bit, in minor units; null where a use is a use.' })
  valueMinor!: number | null;

  @Field(() => SafeInt, { description: 'How much of that was used, in minor units.' })
  usedMinor!: number;

  @Field(() => DateTime, { description: 'When it was issued.' })
  issuedAt!: number;

  @Field(() => DateTime, { nullable: true, description: 'When the member took it.' })
  claimedAt!: number | null;

  @Field(() => DateTime, { description: 'From when it can be used.' })
  usableFrom!: number;

  @Field(() => DateTime, { nullable: true, description: 'When it dies; null for never.' })
  expiresAt!: number | null;

  @Field(() => DateTime, { nullable: true, description: 'When it was used up, died or was taken back.' })
  endedAt!: number | null;

  @Field(() => ID, { description: 'The activity that caused it.' })
  causeId!: string;
} // prettier-ignore

export const GrantConnection = connectionOf(GrantType, 'Grant', "a member's grants");

@InputType('GrantFilter', { description: 'Which grants; all when nothing is said.' })
export class GrantFilter {
  @Field(() => Boolean, { nullable: true, description: 'Only those that can be used now.' })
  usableNow?: boolean | null;

  @Field(() => [GrantStatusName], { nullable: true, description: 'Only those that stand so.' })
  status?: GrantStatus[] | null;

  @Field(() => [ID], { nullable: true, description: 'Only of these benefits.' })
  benefitIds?: string[] | null;
}

/** What every mutation about a grant answers. */
@ObjectType({ simpleResolvers: true })
export abstract class GrantPayload extends Payload {
  /** Not told: the grant is looked up when it is asked for. */
  readonly grantId!: string | null;

  @Field(() => MemberType, { nullable: true, description: 'Whose it is.' })
  member!: MemberType | null;

  @Field(() => OutcomeType, { nullable: true, description: 'What it led to.' })
  outcome!: OutcomeType | null;
}

@ObjectType('BenefitIssuePayload', { simpleResolvers: true, description: 'A benefit that was given.' })
export class BenefitIssuePayload extends GrantPayload {}

@ObjectType('BenefitClaimPayload', { simpleResolvers: true, description: 'A benefit the member took.' })
export class BenefitClaimPayload extends GrantPayload {}

@ObjectType('GrantOutcome', { simpleResolvers: true, description: 'A grant that came of something.' })
@Access({ brand: 'benefits:read', member: true })
export class GrantOutcomeType {
  @Field(() => ID, { nullable: true, description: 'The grant; null for a dry run, which made none.' })
  id!: string | null;

  @Field(() => GrantStatusName, { description: 'How it stood then.' })
  status!: GrantStatus;

  @Field(() => BenefitType, { nullable: true, description: 'What it is.' })
  benefit!: BenefitType | null;
}
