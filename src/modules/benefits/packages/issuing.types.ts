import { Field, ID, ObjectType } from 'type-graphql';
import { OutcomeType } from '../../../kernel/graphql/outcome.type.js';
import { Payload } from '../../../kernel/graphql/payload.js';
import { MemberType } from '../../members/members.types.js';
import { BenefitPackageType } from './packages.types.js';

/** What every mutation about a package of a member answers. */
@ObjectType({ simpleResolvers: true })
export abstract class PackageIssuePayload extends Payload {
  /** Not told: what was given is looked up when it is asked for. */
  readonly packageIssueId!: string | null;

  @Field(() => MemberType, { nullable: true, description: 'Whose it is.' })
  member!: MemberType | null;

  @Field(() => OutcomeType, { nullable: true, description: 'What it led to; its grants are in `outcome.grants`.' })
  outcome!: OutcomeType | null;
}

@ObjectType('BenefitPackageIssuePayload', { simpleResolvers: true, description: 'A package that was given.' })
export class BenefitPackageIssuePayload extends PackageIssuePayload {}

@ObjectType('BenefitPackageExchangePayload', {
  simpleResolvers: true,
  description: 'A package the member paid points for.',
})
export class BenefitPackageExchangePayload extends PackageIssuePayload {
  @Field(() => BenefitPackageType, { nullable: true, description: 'What was asked for.' })
  package!: BenefitPackageType | null;
}

@ObjectType('BenefitPackageRevokePayload', { simpleResolvers: true, description: 'A package that was taken back.' })
export class BenefitPackageRevokePayload extends PackageIssuePayload {}

@ObjectType('PackageOutcome', { simpleResolvers: true, description: 'A package that came of something.' })
export class PackageOutcomeType {
  @Field(() => ID, { nullable: true, description: 'The `PackageIssue`; null for a dry run, which made none.' })
  packageIssueId!: string | null;

  @Field(() => BenefitPackageType, { nullable: true, description: 'What it is.' })
  package!: BenefitPackageType | null;
}
