import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { Access } from '../../kernel/graphql/access.js';
import type { RequestContext } from '../../kernel/graphql/context.js';
import { load } from '../../kernel/graphql/loaders.js';
import { Prefetched } from '../../kernel/graphql/prefetch.js';
import { MemberType } from '../members/members.types.js';
import { rfmSegmentOf } from './rfm/names.js';
import { segmentTypeByCode } from './segment-type.js';
import { memberships, scores } from './segments.queries.js';
import { RfmScoreType, SegmentMembershipType } from './segments.types.js';

/** A member as its fields need it. No class: an object of another one would be copied for each field. */
type Known = Pick<MemberType, 'id'>;

@Resolver(() => MemberType)
export class MemberSegmentFields {
  @FieldResolver(() => [SegmentMembershipType], {
    nullable: true,
    description: 'Segments it is in, by code. They tell of what it does at all brands: only to the host.',
  })
  @Access({ brand: 'segments:read', isHostOnly: true })
  @Prefetched((context, id) => load(context, memberships, id))
  async segments(@Root() { id }: Known, @Ctx() context: RequestContext): Promise<SegmentMembershipType[]> {
    const rows = (await load(context, memberships, id)) ?? [];
    return rows.flatMap(({ segment: code, since }) => {
      const segment = segmentTypeByCode(context, code);
      return segment ? [{ segment, since }] : [];
    });
  }

  @FieldResolver(() => RfmScoreType, {
    nullable: true,
    description: 'Its scores of the last scoring, over all brands; null for who had no order by then.',
  })
  @Access({ brand: 'segments:read', isHostOnly: true })
  @Prefetched((context, id) => load(context, scores, id))
  async rfm(@Root() { id }: Known, @Ctx() context: RequestContext): Promise<RfmScoreType | null> {
    const row = await load(context, scores, id);
    if (!row) return null;
    const { r, f, m, scoredOn } = row;
    return { r, f, m, scoredOn, score: r * 100 + f * 10 + m, segment: rfmSegmentOf(r, f).code };
  }
}
