import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { Access } from '../../kernel/graphql/access.js';
import type { RequestContext } from '../../kernel/graphql/context.js';
import { textIn } from '../../kernel/graphql/locale.js';
import { MemberType } from '../members/members.types.js';
import type { CheckedRule } from './rule-check.js';
import { sizeOf, warningsOf } from './rule-check.js';
import { RuleCheckType, RuleSizeType, RuleWarningType } from './rule-check.types.js';
import { isToldAll, someSelected } from './rule-size.js';

/** No class: what is asked of members is asked only where somebody wants to know. */
type Given = RuleCheckType & { readonly checked: CheckedRule };

@Resolver(() => RuleCheckType)
export class RuleCheckFields {
  @FieldResolver(() => RuleSizeType, {
    nullable: true,
    description:
      'How many members it selects at the moment; null for a rule that cannot be saved or is not of a SEGMENT.',
  })
  async size(@Root() { checked }: Given, @Ctx() { session }: RequestContext): Promise<RuleSizeType | null> {
    return checked.asked && sizeOf(session, await checked.asked.counted());
  }

  @FieldResolver(() => [MemberType], {
    nullable: true,
    description: 'Up to ten members it selects, for the host: what a rule may ask about is over all brands.',
  })
  @Access({ brand: 'members:read' })
  async sample(@Root() { checked }: Given, @Ctx() { session }: RequestContext): Promise<MemberType[] | null> {
    if (!checked.asked || !isToldAll(session)) return null;
    return (await someSelected(session, checked.asked.rule)).map((id) => ({ id }));
  }

  @FieldResolver(() => [RuleWarningType], { description: 'What is probably not meant, though it can be saved.' })
  async warnings(@Root() { checked }: Given, @Ctx() context: RequestContext): Promise<RuleWarningType[]> {
    if (!checked.asked) return [];
    const { rule, counted } = checked.asked;
    const warnings = await warningsOf(context.session, rule, await counted());
    return warnings.map(({ text, ...warning }) => ({ ...warning, message: textIn(context, text) }));
  }
}
