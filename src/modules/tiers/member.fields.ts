import { Arg, Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { Access } from '../../kernel/graphql/access.js';
import type { RequestContext } from '../../kernel/graphql/context.js';
import type { Loading } from '../../kernel/graphql/loaders.js';
import { load, loadWith } from '../../kernel/graphql/loaders.js';
import { OutcomeType } from '../../kernel/graphql/outcome.type.js';
import { groupBy } from '../../kernel/group.js';
import { marks } from '../../kernel/rows.js';
import { MemberType } from '../members/members.types.js';
import { tierOf } from './ladder.js';
import { progress, standings } from './progress.js';
import { ladderOf, laddersOf, tierType, tierTypeByCode } from './tier-type.js';
import { TierChangeType, TierHistoryEntryType, TierProgressType, TierType } from './tiers.types.js';

const LADDER = 'The ladder, by its code; the main one when nothing is said.';
const HISTORY_MAX = 100;

interface ChangeRow {
  readonly id: string;
  readonly memberId: string;
  readonly occurredAt: number;
  readonly causeId: string | null;
  readonly payload: string;
}

interface Change {
  readonly ladder: string;
  readonly from: string;
  readonly to: string;
}

/** Moves of several members as the journal tells them, the newest first. */
const history: Loading<string, ChangeRow[]> = {
  async read({ session }, ids) {
    const rows = await session.sql.rows<ChangeRow>(
      `SELECT id, memberId, occurredAt, causeId, payload FROM activities
        WHERE memberId IN ${marks(ids)} AND type = 'tier.changed' ORDER BY occurredAt DESC, sequence DESC`,
      ids,
    );
    return groupBy(rows, ({ memberId }) => memberId);
  },
};

@Resolver(() => MemberType)
export class MemberTierFields {
  @FieldResolver(() => TierType, {
    nullable: true,
    description: 'The tier it stands on; null in a program without tiers.',
  })
  @Access({ brand: 'members:read', member: true })
  async tier(
    @Root() { id }: MemberType,
    @Arg('ladder', () => String, { nullable: true, description: LADDER }) code: string | null,
    @Ctx() context: RequestContext,
  ): Promise<TierType | null> {
    const ladder = ladderOf(context, code);
    if (!ladder) return null;
    const standing = await load(context, standings, id);
    return tierType(context, ladder, tierOf(ladder, standing?.get(ladder.code)));
  }

  @FieldResolver(() => TierProgressType, { nullable: true, description: 'How far it is from the next tier.' })
  @Access({ brand: 'members:read', member: true })
  tierProgress(
    @Root() { id }: MemberType,
    @Arg('ladder', () => String, { nullable: true, description: LADDER }) ladder: string | null,
    @Ctx() context: RequestContext,
  ) {
    return loadWith(context, progress, id, { ladder });
  }

  @FieldResolver(() => [TierHistoryEntryType], {
    nullable: true,
    description: `How it came to its tiers, the last move first; at most ${HISTORY_MAX}.`,
  })
  @Access({ brand: 'members:read', member: true })
  async tierHistory(
    @Root() { id }: MemberType,
    @Arg('ladder', () => String, { nullable: true, description: LADDER }) code: string | null,
    @Ctx() context: RequestContext,
  ): Promise<TierHistoryEntryType[]> {
    const rows = (await load(context, history, id)) ?? [];
    const ladder = ladderOf(context, code)?.code;
    const moves = rows.map((row) => ({ ...row, ...(JSON.parse(row.payload) as Change) }));
    return moves
      .filter((move) => move.ladder === ladder)
      .slice(0, HISTORY_MAX)
      .map(({ id: activityId, occurredAt, causeId, from, to }) => ({
        activityId,
        occurredAt,
        causeId,
        from: tierTypeByCode(context, from),
        to: tierTypeByCode(context, to),
      }));
  }
}

@Resolver(() => OutcomeType)
export class OutcomeTierFields {
  @FieldResolver(() => TierChangeType, {
    nullable: true,
    description: 'The tier that was reached; of several moves, from the first to the last.',
  })
  tierChange(@Root() { facts }: OutcomeType, @Ctx() context: RequestContext): TierChangeType | null {
    const moves = (facts['tiers.change'] ?? []) as unknown as Change[];
    const main = laddersOf(context)[0]?.code;
    const [ladder] = moves.map((move) => move.ladder).sort((a, b) => Number(b === main) - Number(a === main));
    const along = moves.filter((move) => move.ladder === ladder);
    const [first, last] = [along[0], along.at(-1)];
    if (!first || !last) return null;
    return { from: tierTypeByCode(context, first.from), to: tierTypeByCode(context, last.to) };
  }
}
