import { Arg, Args, Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { Access } from '../../kernel/graphql/access.js';
import { PageArgs } from '../../kernel/graphql/connection.js';
import type { RequestContext } from '../../kernel/graphql/context.js';
import { load, loadWith } from '../../kernel/graphql/loaders.js';
import { OutcomeType } from '../../kernel/graphql/outcome.type.js';
import type { PageArguments } from '../../kernel/graphql/page.js';
import { MemberType } from '../members/members.types.js';
import { benefitTypeByCode, offeredIn } from './benefit-type.js';
import { BenefitType } from './benefits.types.js';
import type { GrantRow } from './grant-list.js';
import { qrSvg } from './qr.js';
import { grantPages, grants } from './grant-list.js';
import type { GrantStatus } from './grants.js';
import { GrantAction, GrantConnection, GrantFilter, GrantOrder, GrantOutcomeType, GrantPayload, GrantStatusName, GrantType } from './grants.types.js'; // prettier-ignore

@Resolver(() => GrantType)
export class GrantFields {
  @FieldResolver(() => BenefitType, { nullable: true })
  benefit(@Root() { benefit }: GrantRow, @Ctx() context: RequestContext): BenefitType | null {
    return benefitTypeByCode(context, benefit);
  }

  @FieldResolver(() => BenefitType, { nullable: true })
  instead(@Root() { instead }: GrantRow, @Ctx() context: RequestContext): BenefitType | null {
    return instead === null ? null : benefitTypeByCode(context, instead);
  }

  @FieldResolver(() => GrantStatusName)
  status(@Root() row: GrantRow, @Ctx() { session }: RequestContext): GrantStatus {
    return isDead(row, session.now) ? 'expired' : row.status;
  }

  @FieldResolver(() => String, {
    nullable: true,
    description: 'The code as an image for scanners: an SVG. Null where there is no code.',
  })
  qr(@Root() { code }: GrantRow): string | null {
    return code === null ? null : qrSvg(code);
  }

  @FieldResolver(() => [GrantAction], { description: 'What may be done with it now.' })
  availableActions(@Root() row: GrantRow, @Ctx() context: RequestContext): (keyof typeof GrantAction)[] {
    const { status, usableFrom } = row;
    const { now } = context.session;
    const isSent = offeredIn(context, row.benefit)?.delivery != null;
    const isThere = (status === 'issued' || status === 'claimed') && !isDead(row, now);
    return [...(isThere && status === 'issued' ? (['CLAIM'] as const) : []), ...(isThere && !isSent && usableFrom <= now ? (['USE'] as const) : [])]; // prettier-ignore
  }
}

/** It has died, whether that is written down yet or not. */
function isDead({ status, expiresAt }: GrantRow, now: number): boolean {
  return (status === 'issued' || status === 'claimed') && expiresAt !== null && expiresAt <= now;
}

@Resolver(() => MemberType)
export class MemberGrantsFields {
  @FieldResolver(() => GrantConnection, { nullable: true, description: 'Benefits it was promised, those that die first first. A partner sees those it caused.' })
  @Access({ brand: 'benefits:read', member: true })
  grants(
    @Root() { id }: MemberType,
    @Arg('filter', () => GrantFilter, { nullable: true, description: 'Which.' }) filter: GrantFilter | null,
    @Arg('orderBy', () => GrantOrder, { defaultValue: GrantOrder.EXPIRES_AT_ASC, description: 'Their order.' })
    orderBy: keyof typeof GrantOrder,
    @Args(() => PageArgs) { first, after, last, before }: PageArguments,
    @Ctx() context: RequestContext,
  ) {
    return loadWith(context, grantPages, id, { first, after, last, before, filter: filter ?? null, orderBy });
  }
} // prettier-ignore

@Resolver(() => GrantPayload)
export class GrantPayloadFields {
  @FieldResolver(() => GrantType, { nullable: true, description: 'The grant; null for a dry run.' })
  grant(@Root() { grantId }: GrantPayload, @Ctx() context: RequestContext) {
    return grantId ? load(context, grants, grantId) : null;
  }
}

/** What the outcome stores of a grant. */
interface Fact {
  readonly grantId: string | null;
  readonly benefit: string;
  readonly status: string;
}

@Resolver(() => OutcomeType)
export class OutcomeGrantsFields {
  @FieldResolver(() => [GrantOutcomeType], { description: 'Benefits the member got, or is owed.' })
  grants(@Root() { facts }: OutcomeType, @Ctx() context: RequestContext): GrantOutcomeType[] {
    const told = [facts['benefit.issue'], facts['benefit.deliver'], facts['benefit.buy']].flatMap(
      (each) => each ?? [],
    ) as unknown as Fact[];
    return told.map(({ grantId, benefit, status }) => ({
      id: grantId,
      status: status === 'owed' ? 'owed' : 'issued',
      benefit: benefitTypeByCode(context, benefit),
    }));
  }
}
