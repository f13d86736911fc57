import { Args, Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { Access } from '../../kernel/graphql/access.js';
import { PageArgs } from '../../kernel/graphql/connection.js';
import type { RequestContext } from '../../kernel/graphql/context.js';
import { load, loadWith } from '../../kernel/graphql/loaders.js';
import type { PageArguments } from '../../kernel/graphql/page.js';
import { benefitTypeByCode } from './benefit-type.js';
import { BenefitType } from './benefits.types.js';
import { GrantCheckType } from './check.types.js';
import { grants } from './grant-list.js';
import type { RedemptionStatus } from './grants.js';
import { isHolding } from './grants.js';
import { GrantType } from './grants.types.js';
import type { RedemptionRow } from './redemption-list.js';
import { redemptionPages, redemptions } from './redemption-list.js';
import { RedemptionAction, RedemptionConnection, RedemptionStatusName, RedemptionType, UsePayload } from './use.types.js'; // prettier-ignore

type Action = keyof typeof RedemptionAction;

@Resolver(() => RedemptionType)
export class RedemptionFields {
  @FieldResolver(() => BenefitType, { nullable: true })
  benefit(@Root() { benefit }: RedemptionRow, @Ctx() context: RequestContext): BenefitType | null {
    return benefitTypeByCode(context, benefit);
  }

  @FieldResolver(() => GrantType, { nullable: true })
  grant(@Root() { grantId }: RedemptionRow, @Ctx() context: RequestContext) {
    return load(context, grants, grantId);
  }

  @FieldResolver(() => RedemptionStatusName)
  status(@Root() row: RedemptionRow, @Ctx() { session }: RequestContext): RedemptionStatus {
    return statusOf(row, session.now);
  }

  @FieldResolver(() => [RedemptionAction], { description: 'What may be done with it now.' })
  availableActions(@Root() row: RedemptionRow, @Ctx() { session, caller }: RequestContext): readonly Action[] {
    return caller.kind === 'member' ? [] : ACTIONS[statusOf(row, session.now)];
  }
}

const ACTIONS: Readonly<Record<RedemptionStatus, readonly Action[]>> = {
  held: ['REDEEM', 'RELEASE'],
  redeemed: ['REVERSE'],
  released: [],
  expired: [],
  reversed: [],
};

/** A hold whose time is over has expired, whether that is written down yet or not. */
function statusOf(row: RedemptionRow, now: number): RedemptionStatus {
  return row.status === 'held' && !isHolding(row, now) ? 'expired' : row.status;
}

@Resolver(() => GrantType)
export class GrantRedemptionsFields {
  @FieldResolver(() => RedemptionConnection, { nullable: true, description: 'How it was used. A partner sees what was used at it.' })
  @Access({ brand: 'benefits:read', member: true })
  redemptions(@Root() { id }: GrantType, @Args(() => PageArgs) { first, after, last, before }: PageArguments, @Ctx() context: RequestContext) {
    return loadWith(context, redemptionPages, id, { first, after, last, before });
  }
} // prettier-ignore

@Resolver(() => GrantCheckType)
export class GrantCheckFields {
  @FieldResolver(() => GrantType, { nullable: true, description: 'Everything about the grant, where it is yours to see.' })
  grant(@Root() { grantId }: GrantCheckType, @Ctx() context: RequestContext) {
    return grantId ? load(context, grants, grantId) : null;
  }
} // prettier-ignore

@Resolver(() => UsePayload)
export class UsePayloadFields {
  @FieldResolver(() => RedemptionType, { nullable: true, description: 'The use; null for a dry run.' })
  redemption(@Root() { redemptionId }: UsePayload, @Ctx() context: RequestContext) {
    return redemptionId ? load(context, redemptions, redemptionId) : null;
  }
}
