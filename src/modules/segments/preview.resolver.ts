import { Arg, Ctx, Field, Int, ObjectType, Query, Resolver } from 'type-graphql';
import { Access } from '../../kernel/graphql/access.js';
import type { RequestContext } from '../../kernel/graphql/context.js';
import { textIn } from '../../kernel/graphql/locale.js';
import { MemberType } from '../members/members.types.js';
import { draftsOf, preview, PREVIEW_RULES_MAX } from './preview.js';
import { PresetValueInput } from './segments.types.js';

@ObjectType('SegmentPreview', { simpleResolvers: true, description: 'Whom a rule would select that is not saved yet.' })
export class SegmentPreviewType {
  @Field(() => String, { nullable: true, description: 'What a layer of a preset is called; null for rules of one’s own.' })
  name!: string | null;

  @Field(() => String, { nullable: true, description: 'The rule; null for who is left over, the last.' })
  rule!: string | null;

  @Field(() => Int, { description: 'How many members it would have now.' })
  size!: number;

  @Field(() => Int, { description: 'Of a sample: not fewer, nineteen times out of twenty; else the size.' })
  low!: number;

  @Field(() => Int, { description: 'Of a sample: not more, nineteen times out of twenty; else the size.' })
  high!: number;

  @Field(() => Boolean, { description: 'Whether a sample was asked and not everybody.' })
  isEstimate!: boolean;

  @Field(() => [MemberType], { nullable: true, description: 'Up to five of those that were asked, who joined first.' })
  @Access({ brand: 'members:read', isHostOnly: true })
  sample!: MemberType[];
} // prettier-ignore

@Resolver()
export class SegmentPreviewResolver {
  @Query(() => [SegmentPreviewType], {
    description:
      'Whom rules would select before anything is saved: each member counts in the first it meets, the last answer is who is left over. Asks every member, or a sample where members times rules are more than 200,000: for people who write rules, not for each page.',
  })
  @Access({ brand: 'segments:read', isHostOnly: true })
  async segmentPreview(
    @Arg('rules', () => [String], { nullable: true, description: `1 to ${PREVIEW_RULES_MAX} rules, in the order of their layers; or a preset.` })
    rules: string[] | null | undefined,
    @Arg('preset', () => String, { nullable: true, description: 'By the code of one of `segmentPresets`, instead of rules.' })
    preset: string | null | undefined,
    @Arg('values', () => [PresetValueInput], { defaultValue: [], description: 'What stands in the blanks of the preset.' })
    values: PresetValueInput[],
    @Ctx() context: RequestContext,
  ): Promise<SegmentPreviewType[]> {
    const { drafts, rest } = draftsOf(rules ?? null, preset ?? null, values);
    const found = await preview(context.session, drafts, rest);
    return found.map(({ name, rule, size, sample }) => {
      const { members, ...interval } = size;
      return { name: name && textIn(context, name), rule, size: members, ...interval, sample: [...sample] };
    });
  } // prettier-ignore
}
