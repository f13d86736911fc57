import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { Access } from '../../../kernel/graphql/access.js';
import type { RequestContext } from '../../../kernel/graphql/context.js';
import { load } from '../../../kernel/graphql/loaders.js';
import { MemberType } from '../../members/members.types.js';
import { benefitTypeByCode } from '../benefit-type.js';
import { BenefitType } from '../benefits.types.js';
import { grants } from '../grant-list.js';
import { GrantType } from '../grants.types.js';
import type { ObligationRow } from './obligation-list.js';
import { obligations } from './obligation-list.js';
import { ObligationAssignPayload, ObligationSettlePayload, ObligationType } from './obligations.types.js';
import { obligationOf } from './write.js';

@Resolver(() => ObligationType)
export class ObligationFields {
  @FieldResolver(() => BenefitType, { nullable: true })
  benefit(@Root() { benefit }: ObligationRow, @Ctx() context: RequestContext): BenefitType | null {
    return benefitTypeByCode(context, benefit);
  }

  @FieldResolver(() => MemberType, { description: 'To whom it is owed.' })
  member(@Root() { memberId }: ObligationRow) {
    return { id: memberId };
  }

  @FieldResolver(() => GrantType, { nullable: true, description: 'The grant that waits for it.' })
  grant(@Root() { grantId }: ObligationRow, @Ctx() context: RequestContext) {
    return load(context, grants, grantId);
  }

  @FieldResolver(() => Boolean, { description: 'Whether it is open beyond its time.' })
  isOverdue(@Root() { status, dueAt }: ObligationRow, @Ctx() { session: { now } }: RequestContext): boolean {
    return status === 'open' && dueAt <= now;
  }
}

@Resolver(() => GrantType)
export class GrantObligationFields {
  @FieldResolver(() => ObligationType, { nullable: true, description: 'What is owed, or was: null where there was one all along.' })
  @Access({ brand: 'benefits:read', member: true })
  obligation(@Root() { id }: GrantType, @Ctx() context: RequestContext) {
    return load(context, obligations, obligationOf(id));
  }
} // prettier-ignore

@Resolver(() => ObligationSettlePayload)
export class SettlePayloadFields {
  @FieldResolver(() => ObligationType, { nullable: true, description: 'As it stands now.' })
  obligation(@Root() { obligationId }: ObligationSettlePayload, @Ctx() context: RequestContext) {
    return obligationId ? load(context, obligations, obligationId) : null;
  }
}

@Resolver(() => ObligationAssignPayload)
export class AssignPayloadFields {
  @FieldResolver(() => ObligationType, { nullable: true, description: 'As it stands now.' })
  obligation(@Root() { obligationId }: ObligationAssignPayload, @Ctx() context: RequestContext) {
    return obligationId ? load(context, obligations, obligationId) : null;
  }
}
