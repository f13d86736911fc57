import { Args, Ctx, FieldResolver, Int, Resolver, Root } from 'type-graphql';
import { Access } from '../../kernel/graphql/access.js';
import { PageArgs } from '../../kernel/graphql/connection.js';
import type { RequestContext } from '../../kernel/graphql/context.js';
import { load } from '../../kernel/graphql/loaders.js';
import { TranslationType } from '../../kernel/graphql/locale.type.js';
import { translationsOf } from '../../kernel/graphql/localised.js';
import { OutcomeType } from '../../kernel/graphql/outcome.type.js';
import type { PageArguments } from '../../kernel/graphql/page.js';
import { DateTime } from '../../kernel/graphql/scalars.js';
import { layeringsOf, layeringType, segmentTypeByCode } from './segment-type.js';
import { builds, histories, segmentMembers, sizes, storedOnce, toldSize } from './segments.queries.js';
import { SegmentLayeringType, SegmentMemberConnection, SegmentMoveType, SegmentSizeType, SegmentType } from './segments.types.js'; // prettier-ignore

const TRANSLATIONS = 'Its texts in every language, for those who write them.';
const VERSION = 'Counts its changes, for `expectedVersion` of `segmentSave`.';

@Resolver(() => SegmentType)
export class SegmentFields {
  @FieldResolver(() => Int, {
    nullable: true,
    description: 'Members in it now: a partner is told how many of those linked to it are, and not below 20.',
  })
  async size(@Root() { code }: SegmentType, @Ctx() context: RequestContext): Promise<number | null> {
    return toldSize(context.caller, (await load(context, sizes, code)) ?? 0);
  }

  @FieldResolver(() => String, { nullable: true, description: 'Its rule; null for a list and for who is left over.' })
  @Access({ brand: 'segments:read', isHostOnly: true })
  rule(@Root() { audience }: SegmentType): string | null {
    return audience.rule?.source ?? null;
  }

  @FieldResolver(() => SegmentLayeringType, { nullable: true, description: 'The layering it is a layer of.' })
  layering(@Root() { audience }: SegmentType, @Ctx() context: RequestContext): SegmentLayeringType | null {
    const entry = layeringsOf(context).find(({ code }) => code === audience.layering);
    return entry ? layeringType(context, entry) : null;
  }

  @FieldResolver(() => DateTime, { nullable: true, description: 'When it was last worked out for everybody.' })
  @Access({ brand: 'segments:read', isHostOnly: true })
  async builtAt(@Root() { code }: SegmentType, @Ctx() context: RequestContext): Promise<number | null> {
    return (await load(context, builds, code))?.builtAt ?? null;
  }

  @FieldResolver(() => Boolean, { description: 'Its rule is new, and who is in it is being worked out.' })
  async isBuilding(@Root() { code, kind, audience }: SegmentType, @Ctx() context: RequestContext): Promise<boolean> {
    return kind !== 'list' && (await load(context, builds, code))?.ruleHash !== audience.ruleHash;
  }

  @FieldResolver(() => [SegmentSizeType], {
    nullable: true,
    description: 'Its sizes by day, the oldest first; at most 400 days.',
  })
  @Access({ brand: 'segments:read', isHostOnly: true })
  async history(@Root() { code }: SegmentType, @Ctx() context: RequestContext): Promise<SegmentSizeType[]> {
    return (await load(context, histories, code)) ?? [];
  }

  @FieldResolver(() => SegmentMemberConnection, { nullable: true, description: 'Who is in it, by id.' })
  @Access({ brand: 'members:read', isHostOnly: true })
  members(@Root() { code }: SegmentType, @Args(() => PageArgs) page: PageArguments, @Ctx() context: RequestContext) {
    return segmentMembers(context, code, page);
  }

  @FieldResolver(() => Int, { nullable: true, description: VERSION })
  @Access({ brand: 'segments:read', isHostOnly: true })
  async version(@Root() { code }: SegmentType, @Ctx() context: RequestContext): Promise<number | null> {
    const { segments } = await storedOnce(context);
    return segments.find(({ entry }) => entry.code === code)?.version ?? null;
  }

  @FieldResolver(() => [TranslationType], { nullable: true, description: TRANSLATIONS })
  @Access({ brand: 'segments:read', isHostOnly: true })
  translations(@Root() { texts }: SegmentType): TranslationType[] {
    return translationsOf(texts);
  }
}

@Resolver(() => SegmentLayeringType)
export class SegmentLayeringFields {
  @FieldResolver(() => [SegmentType], { description: 'Its segments in their order, the last with who is left over.' })
  segments(@Root() { entry: { layers, rest } }: SegmentLayeringType, @Ctx() context: RequestContext): SegmentType[] {
    return [...layers, rest].flatMap(({ code }) => segmentTypeByCode(context, code) ?? []);
  }

  @FieldResolver(() => Int, { nullable: true, description: VERSION })
  @Access({ brand: 'segments:read', isHostOnly: true })
  async version(@Root() { code }: SegmentLayeringType, @Ctx() context: RequestContext): Promise<number | null> {
    const { layerings } = await storedOnce(context);
    return layerings.find(({ entry }) => entry.code === code)?.version ?? null;
  }

  @FieldResolver(() => [TranslationType], { nullable: true, description: TRANSLATIONS })
  @Access({ brand: 'segments:read', isHostOnly: true })
  translations(@Root() { texts }: SegmentLayeringType): TranslationType[] {
    return translationsOf(texts);
  }
}

@Resolver(() => OutcomeType)
export class OutcomeSegmentFields {
  @FieldResolver(() => [SegmentMoveType], {
    nullable: true,
    description: 'Segments the member came into or left because of it. They tell of all brands: only to the host.',
  })
  @Access({ brand: 'segments:read', isHostOnly: true })
  segments(@Root() { facts }: OutcomeType, @Ctx() context: RequestContext): SegmentMoveType[] {
    const moves = (kind: string) => (facts[kind] ?? []) as unknown as { segment: string }[];
    const told = (kind: string, isEntered: boolean) =>
      moves(kind).map(({ segment }) => ({ segment: segmentTypeByCode(context, segment), isEntered }));
    return [...told('segments.leave', false), ...told('segments.enter', true)];
  }
}
