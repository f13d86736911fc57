import { Ctx, FieldResolver, Int, Resolver, Root } from 'type-graphql';
import { Access } from '../../kernel/graphql/access.js';
import type { RequestContext } from '../../kernel/graphql/context.js';
import { TranslationType } from '../../kernel/graphql/locale.type.js';
import type { Loading } from '../../kernel/graphql/loaders.js';
import { load } from '../../kernel/graphql/loaders.js';
import { textIn } from '../../kernel/graphql/locale.js';
import { translationsOf } from '../../kernel/graphql/localised.js';
import { walletType } from '../points/index.js';
import type { Requirement } from './ladder.js';
import { isCondition, keepOf } from './ladder.js';
import { entryType, ladderType, tiersPartOf, packPoints } from './tier-type.js';
import {
  TierDowngrade,
  TierEntryType,
  TierMultiplierType,
  TierPackItemType,
  TierPerkType,
  TierValidityType,
} from './tier-rules.types.js';
import { storedLadders } from './tiers.section.js';
import { TierLadderType, TierType } from './tiers.types.js';

const TRANSLATIONS = 'Its texts in every language, for those who write them.';

/** A program has few ladders: one look tells the versions of all of them, and of their tiers. */
const versions: Loading<string, number> = {
  async read({ session }) {
    const ladders = await storedLadders(session.sql);
    return new Map(
      ladders.flatMap(({ entry, version, tierVersions }) => [
        [`ladder ${entry.code}`, version] as const,
        ...[...tierVersions].map(([code, each]) => [`tier ${code}`, each] as const),
      ]),
    );
  },
};

@Resolver(() => TierType)
export class TierFields {
  @FieldResolver(() => [TranslationType], { nullable: true, description: TRANSLATIONS })
  @Access({ brand: 'program:read', isHostOnly: true })
  translations(@Root() { texts }: TierType): TranslationType[] {
    return translationsOf(texts);
  }

  @FieldResolver(() => Int, {
    nullable: true,
    description: 'Grows with every change: what `tierSave` takes as the version you have seen.',
  })
  @Access({ brand: 'program:read', isHostOnly: true })
  async version(@Root() { code }: TierType, @Ctx() context: RequestContext): Promise<number | null> {
    return (await load(context, versions, `tier ${code}`)) ?? null;
  }

  @FieldResolver(() => TierLadderType, { description: 'The ladder it is a step of.' })
  ladder(@Root() { of }: TierType, @Ctx() context: RequestContext): TierLadderType {
    return ladderType(context, of);
  }

  @FieldResolver(() => TierEntryType, {
    nullable: true,
    description: 'What it takes to enter; null where everybody starts, by invitation, and where a condition says it.',
  })
  entry(@Root() { rule: { entry } }: TierType, @Ctx() context: RequestContext): TierEntryType | null {
    return entryType(context, entry);
  }

  @FieldResolver(() => String, {
    nullable: true,
    description: 'The condition of entry in the rule language, where counting one thing is not enough.',
  })
  @Access({ brand: 'program:read' })
  entryCondition(@Root() { rule: { entry } }: TierType): string | null {
    return conditionOf(entry);
  }

  @FieldResolver(() => TierEntryType, {
    nullable: true,
    description: 'What it takes to keep it when its validity ends; null where a condition says it, and for the start.',
  })
  keep(@Root() { rule }: TierType, @Ctx() context: RequestContext): TierEntryType | null {
    return entryType(context, keepOf(rule));
  }

  @FieldResolver(() => String, { nullable: true, description: 'The condition of keeping it, in the rule language.' })
  @Access({ brand: 'program:read' })
  keepCondition(@Root() { rule }: TierType): string | null {
    return conditionOf(keepOf(rule));
  }

  @FieldResolver(() => TierValidityType, { description: 'How long it is a member’s before its keep rule is asked.' })
  validity(@Root() { rule: { validity } }: TierType): TierValidityType {
    return { kind: validity.kind, months: validity.kind === 'months' ? validity.months : null };
  }

  @FieldResolver(() => Int, { description: 'Days a member that did not keep it is given before it falls.' })
  graceDays(@Root() { rule: { graceDays } }: TierType): number {
    return graceDays;
  }

  @FieldResolver(() => TierDowngrade, { description: 'Where a member falls that does not keep it.' })
  downgrade(@Root() { rule: { policy } }: TierType): (typeof TierDowngrade)[keyof typeof TierDowngrade] {
    return policy;
  }

  @FieldResolver(() => Boolean, { description: 'Nobody reaches it by a rule: it is given by hand.' })
  isInvitedOnly(@Root() { rule: { isInvitedOnly } }: TierType): boolean {
    return isInvitedOnly;
  }

  @FieldResolver(() => TierMultiplierType, {
    nullable: true,
    description: 'By how much points of rules are multiplied for who stands on it; null for once.',
  })
  multiplier(@Root() { rule: { multiplier } }: TierType, @Ctx() context: RequestContext): TierMultiplierType | null {
    if (!multiplier) return null;
    const { numerator, denominator, wallets = [...tiersPartOf(context).spendable] } = multiplier;
    return { numerator, denominator, wallets: wallets.map((code) => walletType(context, code)) };
  }

  @FieldResolver(() => [TierPerkType], { description: 'What else it brings, in words.' })
  perks(@Root() { rule: { perks } }: TierType, @Ctx() context: RequestContext): TierPerkType[] {
    return perks.map((text) => ({ text: textIn(context, text), texts: { text } }));
  }

  @FieldResolver(() => [TierPackItemType], {
    description: 'Points a member is given once, on reaching it; `upgradeBenefits` are the benefits.',
  })
  upgradePack(@Root() { rule: { upgradePack } }: TierType, @Ctx() context: RequestContext): TierPackItemType[] {
    return packPoints(context, upgradePack);
  }
}

@Resolver(() => TierLadderType)
export class TierLadderFields {
  @FieldResolver(() => [TranslationType], { nullable: true, description: TRANSLATIONS })
  @Access({ brand: 'program:read', isHostOnly: true })
  translations(@Root() { texts }: TierLadderType): TranslationType[] {
    return translationsOf(texts);
  }

  @FieldResolver(() => Int, {
    nullable: true,
    description:
      'Grows with every change of it or of its tiers: what `tierLadderSave` takes as the version you have seen.',
  })
  @Access({ brand: 'program:read', isHostOnly: true })
  async version(@Root() { code }: TierLadderType, @Ctx() context: RequestContext): Promise<number | null> {
    return (await load(context, versions, `ladder ${code}`)) ?? null;
  }
}

function conditionOf(requirement: Requirement | null): string | null {
  return requirement && isCondition(requirement) ? requirement.when : null;
}
