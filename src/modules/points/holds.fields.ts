import { Arg, Args, Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { Access } from '../../kernel/graphql/access.js';
import { PageArgs } from '../../kernel/graphql/connection.js';
import type { RequestContext } from '../../kernel/graphql/context.js';
import { load, loadWith } from '../../kernel/graphql/loaders.js';
import type { PageArguments } from '../../kernel/graphql/page.js';
import { MemberType } from '../members/members.types.js';
import type { HoldRow } from './hold-list.js';
import { holdPages, holds } from './hold-list.js';
import { HoldAction, PointHoldConnection, PointHoldType } from './holds.types.js';
import { PointsPayload } from './points.types.js';
import { WalletType } from './wallet.types.js';
import { walletType } from './wallet-type.js';

@Resolver(() => PointHoldType)
export class PointHoldFields {
  @FieldResolver(() => WalletType)
  wallet(@Root() { wallet }: HoldRow, @Ctx() context: RequestContext): WalletType {
    return walletType(context, wallet);
  }

  @FieldResolver(() => String, { nullable: true })
  orderId(@Root() { subjectId }: HoldRow): string | null {
    return subjectId;
  }

  @FieldResolver(() => [HoldAction], { description: 'What may be done with it now; nothing once it has ended.' })
  availableActions(@Root() { status, expiresAt }: HoldRow, @Ctx() { session, caller }: RequestContext) {
    const isOpen = status === 'held' && expiresAt > session.now && caller.kind === 'brand';
    return isOpen ? [HoldAction.CAPTURE, HoldAction.RELEASE] : [];
  }
}

@Resolver(() => MemberType)
export class MemberHoldsFields {
  @FieldResolver(() => PointHoldConnection, { nullable: true, description: 'Points that are or were reserved.' })
  @Access({ brand: 'points:read', member: true })
  holds(
    @Root() { id }: MemberType,
    @Arg('isOpen', () => Boolean, { nullable: true, description: 'Only those that are held now, or only the others.' })
    isOpen: boolean | null,
    @Args(() => PageArgs) { first, after, last, before }: PageArguments,
    @Ctx() context: RequestContext,
  ) {
    return loadWith(context, holdPages, id, { first, after, last, before, isOpen: isOpen ?? null });
  }
}

@Resolver(() => PointsPayload)
export class HoldPayloadFields {
  @FieldResolver(() => PointHoldType, { nullable: true, description: 'The hold it was about; null for a dry run.' })
  hold(@Root() { holdId }: PointsPayload, @Ctx() context: RequestContext) {
    return holdId ? load(context, holds, holdId) : null;
  }
}
