import { Arg, Ctx, Int, Mutation, Query, Resolver } from 'type-graphql';
import { Access } from '../../../kernel/graphql/access.js';
import type { RequestContext } from '../../../kernel/graphql/context.js';
import { answer } from '../../../kernel/graphql/payload.js';
import { write } from '../../../kernel/unit-of-work.js';
import { attributeById, listAttributes } from './attribute-list.js';
import { AttributeDefinitionType, AttributeInput, AttributeSavePayload } from './attributes.types.js';
import type { AttributeDraft } from './save.js';
import { saveAttribute } from './save.js';

@Resolver()
export class AttributesResolver {
  @Query(() => [AttributeDefinitionType], {
    description:
      "Everything that is known of members and their acts by a name: what Laurel declares, for rules, and the program's own; of those a partner is told its own. By code.",
  })
  @Access({ brand: 'program:read' })
  attributes(@Ctx() context: RequestContext): Promise<AttributeDefinitionType[]> {
    return listAttributes(context);
  }

  @Mutation(() => AttributeSavePayload, {
    description: "Makes an attribute of the program's own, or changes its names and who may set it. Its type never changes.",
  })
  @Access({ brand: 'members:write', isHostOnly: true })
  attributeSave(
    @Arg('input', () => AttributeInput, { description: 'The attribute.' }) input: AttributeInput,
    @Arg('expectedVersion', () => Int, {
      nullable: true,
      description: 'The `version` that was read: VERSION_CONFLICT when somebody has changed it since.',
    })
    expectedVersion: number | null | undefined,
    @Ctx() context: RequestContext,
  ): Promise<AttributeSavePayload> {
    const { caller, session: { house } } = context;
    return answer(context, async () => {
      const { value: id } = await write(house, { caller, members: [] }, async (session) => {
        const saved = await saveAttribute(session, toDraft(input), expectedVersion ?? null);
        await house.programs.restate(session); // rules may ask about it from now on
        return saved;
      });
      await house.programs.reload(house.database.reader);
      return { attribute: await attributeById(context, id) };
    });
  } // prettier-ignore
}

function toDraft({ name: { en, zhCN, zhTW }, brandId, ...input }: AttributeInput): AttributeDraft {
  return { ...input, name: { en, 'zh-CN': zhCN, 'zh-TW': zhTW }, brandId: brandId ?? null };
}
