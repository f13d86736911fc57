import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { Access } from '../../../kernel/graphql/access.js';
import type { RequestContext } from '../../../kernel/graphql/context.js';
import type { Loading } from '../../../kernel/graphql/loaders.js';
import { ask, load } from '../../../kernel/graphql/loaders.js';
import { textIn } from '../../../kernel/graphql/locale.js';
import { Prefetched } from '../../../kernel/graphql/prefetch.js';
import { groupBy } from '../../../kernel/group.js';
import type { Json } from '../../../kernel/json.js';
import type { LocalisedText } from '../../../kernel/refusal.js';
import { marks } from '../../../kernel/rows.js';
import { MemberType } from '../members.types.js';
import { seenFacts } from '../seen.js';
import type { AttributeKind } from './attributes.entity.js';
import { MemberAttributeType } from './attributes.types.js';

interface Row {
  readonly memberId: string;
  readonly code: string;
  readonly type: AttributeKind;
  readonly name: string;
  readonly textValue: string | null;
  readonly numberValue: number | null;
  readonly instantValue: number | null;
  readonly flagValue: number | null;
}

const COLUMNS = ['v.memberId', 'a.code', 'a.type', 'a.name', 'v.textValue', 'v.numberValue', 'v.instantValue', 'v.flagValue']; // prettier-ignore

const values: Loading<string, Row[]> = {
  async read(context, ids) {
    const seen = seenFacts(context.caller, 'v.memberId', 'a.brandId');
    const from = `FROM member_attributes v JOIN attributes a ON a.id = v.attributeId WHERE v.memberId IN ${marks(ids)}${seen.where}`;
    const rows = await ask<Row>(context, { columns: COLUMNS, from, params: [...ids, ...seen.params] });
    return groupBy(
      rows.sort((a, b) => (a.code < b.code ? -1 : 1)),
      ({ memberId }) => memberId,
    );
  },
};

@Resolver(() => MemberType)
export class MemberAttributeFields {
  @FieldResolver(() => [MemberAttributeType], {
    nullable: true,
    description: "What it has of the program's own attributes. A partner sees those that are its own.",
  })
  @Access({ brand: 'members:pii', member: true })
  @Prefetched((context, id) => load(context, values, id))
  async attributes(@Root() { id }: MemberType, @Ctx() context: RequestContext): Promise<MemberAttributeType[]> {
    const rows = (await load(context, values, id)) ?? [];
    return rows.map((row) => {
      const name = textIn(context, JSON.parse(row.name) as LocalisedText);
      return { code: row.code, type: row.type, name, value: VALUE[row.type](row) };
    });
  }
}

const VALUE: Readonly<Record<AttributeKind, (row: Row) => Json>> = {
  string: ({ textValue }) => textValue,
  double: ({ numberValue }) => numberValue,
  instant: ({ instantValue }) => new Date(instantValue ?? 0).toISOString(),
  bool: ({ flagValue }) => flagValue === 1,
};
