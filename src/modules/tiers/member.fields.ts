import { Arg, Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { windowOf } from '../../kernel/caller.js';
import { Access } from '../../kernel/graphql/access.js';
import type { RequestContext } from '../../kernel/graphql/context.js';
import type { Loading } from '../../kernel/graphql/loaders.js';
import { ask, load } from '../../kernel/graphql/loaders.js';
import { OutcomeType } from '../../kernel/graphql/outcome.type.js';
import { Prefetched } from '../../kernel/graphql/prefetch.js';
import { groupBy } from '../../kernel/group.js';
import { isId } from '../../kernel/id.js';
import { marks } from '../../kernel/rows.js';
import { seenFacts } from '../members/index.js';
import { MemberType } from '../members/members.types.js';
import type { Entry } from './ladder.js';
import { isCondition, tierOf } from './ladder.js';
import { figuresOf, keepProgressOf, progressOf, standings } from './progress.js';
import { TierChangeType, TierHistoryEntryType } from './tier-history.types.js';
import { ladderOf, laddersOf, tierType, tierTypeByCode } from './tier-type.js';
import { TierKeepProgressType, TierProgressType, TierRequirementType, TierType } from './tiers.types.js';

const LADDER = 'The ladder, by its code; the main one when nothing is said.';
const PROGRESS =
  'How far it is from the next tier. `current` and `remaining` are over all brands: null for partners and for tokens their keys issued.';
const HISTORY_MAX = 100;

/** A member as its fields need it. No class: an object of another one would be copied for each field. */
type Known = Pick<MemberType, 'id'>;

interface ChangeRow {
  readonly id: string;
  readonly memberId: string;
  readonly sequence: number;
  readonly occurredAt: number;
  readonly causeId: string | null;
  readonly payload: string;
}

/** What `tier.changed` says; moves of earlier releases say only the first three. */
interface Change {
  readonly ladder: string;
  readonly from: string;
  readonly to: string;
  readonly cause?: TierHistoryEntryType['cause'];
  readonly measure?: Entry['measure'] | 'rule';
  readonly had?: number;
  readonly needed?: number;
  readonly windowFrom?: string;
  readonly windowTo?: string;
  readonly policy?: TierHistoryEntryType['policy'];
  readonly reason?: string;
  readonly byId?: string;
}

/** Moves of several members as the journal tells them, the newest first; a partner sees those its own reports led to. */
const history: Loading<string, ChangeRow[]> = {
  async read(context, ids) {
    const seen = seenFacts(context.caller);
    const rows = await ask<ChangeRow>(context, {
      columns: ['id', 'memberId', 'sequence', 'occurredAt', 'causeId', 'payload'],
      from: `FROM activities WHERE memberId IN ${marks(ids)} AND type = 'tier.changed'${seen.where}`,
      params: [...ids, ...seen.params],
    });
    return groupBy(
      rows.sort((a, b) => b.occurredAt - a.occurredAt || b.sequence - a.sequence),
      ({ memberId }) => memberId,
    );
  },
};

@Resolver(() => MemberType)
export class MemberTierFields {
  @FieldResolver(() => TierType, {
    nullable: true,
    description: 'The tier it stands on; null in a program without tiers.',
  })
  @Access({ brand: 'members:read', member: true })
  @Prefetched((context, id) => load(context, standings, id))
  async tier(
    @Root() { id }: Known,
    @Arg('ladder', () => String, { nullable: true, description: LADDER }) code: string | null,
    @Ctx() context: RequestContext,
  ): Promise<TierType | null> {
    const ladder = ladderOf(context, code);
    const standing = await load(context, standings, id);
    return ladder ? tierType(context, ladder, tierOf(ladder, standing?.get(ladder.code)?.tier)) : null;
  }

  @FieldResolver(() => TierProgressType, { nullable: true, description: PROGRESS })
  @Access({ brand: 'members:read', member: true })
  @Prefetched(async (context, id, args) => {
    const ladder = ladderOf(context, args['ladder'] as string | undefined);
    if (ladder) await figuresOf(context, id, ladder);
  })
  tierProgress(
    @Root() { id }: Known,
    @Arg('ladder', () => String, { nullable: true, description: LADDER }) code: string | null,
    @Ctx() context: RequestContext,
  ) {
    const ladder = ladderOf(context, code);
    return ladder ? progressOf(context, id, ladder) : null;
  }

  @FieldResolver(() => [TierRequirementType], {
    nullable: true,
    description:
      'What each tier of a ladder asks for and what the member has of it, the lowest first: why it stands where it stands. Figures are over all brands: null for partners and for tokens their keys issued.',
  })
  @Access({ brand: 'members:read', member: true })
  async tierRequirements(
    @Root() { id }: Known,
    @Arg('ladder', () => String, { nullable: true, description: LADDER }) code: string | null,
    @Ctx() context: RequestContext,
  ): Promise<TierRequirementType[]> {
    const ladder = ladderOf(context, code);
    if (!ladder) return [];
    if (windowOf(context.caller) !== null) {
      return ladder.tiers.map((rule) => ({ tier: tierType(context, ladder, rule), current: null, isMet: null }));
    }
    const [, has] = await figuresOf(context, id, ladder);
    return ladder.tiers.map((rule, at) => {
      const { entry, isInvitedOnly } = rule;
      const current = isInvitedOnly ? null : (has[at] ?? null);
      const needed = entry && !isCondition(entry) ? entry.atLeast : 0;
      return { tier: tierType(context, ladder, rule), current, isMet: current === null ? null : current >= needed };
    });
  }

  @FieldResolver(() => [TierHistoryEntryType], {
    nullable: true,
    description: `How it came to its tiers, the last move first; at most ${HISTORY_MAX}. A partner sees the moves its own reports led to.`,
  })
  @Access({ brand: 'members:read', member: true })
  @Prefetched((context, id) => load(context, history, id))
  async tierHistory(
    @Root() { id }: Known,
    @Arg('ladder', () => String, { nullable: true, description: LADDER }) code: string | null,
    @Ctx() context: RequestContext,
  ): Promise<TierHistoryEntryType[]> {
    const rows = (await load(context, history, id)) ?? [];
    const ladder = ladderOf(context, code)?.code;
    const moves = rows.map((row) => ({ row, change: JSON.parse(row.payload) as Change }));
    return moves
      .filter(({ change }) => change.ladder === ladder)
      .slice(0, HISTORY_MAX)
      .map(({ row, change }) => entryOf(context, row, change));
  }
}

function entryOf(context: RequestContext, row: ChangeRow, change: Change): TierHistoryEntryType {
  const isWhole = windowOf(context.caller) === null;
  const { cause = null, measure, needed = null, policy = null, reason = null, byId = null } = change;
  return {
    activityId: row.id,
    occurredAt: row.occurredAt,
    causeId: row.causeId !== null && isId(row.causeId, 'act') ? row.causeId : null,
    from: tierTypeByCode(context, change.from),
    to: tierTypeByCode(context, change.to),
    cause,
    metric: measure === undefined || measure === 'rule' ? null : measure,
    had: isWhole ? (change.had ?? null) : null,
    needed,
    windowFrom: change.windowFrom ?? null,
    windowTo: change.windowTo ?? null,
    policy,
    reason,
    byId,
  };
}

@Resolver(() => TierProgressType)
export class TierProgressFields {
  @FieldResolver(() => TierKeepProgressType, {
    nullable: true,
    description: 'How far it is from keeping the tier it stands on; null where nothing is asked for that.',
  })
  keep(@Root() { memberId, ladder }: TierProgressType, @Ctx() context: RequestContext) {
    return keepProgressOf(context, memberId, ladder);
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
