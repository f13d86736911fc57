import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { windowOf } from '../../../kernel/caller.js';
import { Access } from '../../../kernel/graphql/access.js';
import type { RequestContext } from '../../../kernel/graphql/context.js';
import type { Loading } from '../../../kernel/graphql/loaders.js';
import { ask, load } from '../../../kernel/graphql/loaders.js';
import { Prefetched } from '../../../kernel/graphql/prefetch.js';
import { groupBy } from '../../../kernel/group.js';
import { marks } from '../../../kernel/rows.js';
import { brandOfProgram } from '../../brands/index.js';
import { memberRows } from '../member-list.js';
import { MemberType } from '../members.types.js';
import { seenFacts } from '../seen.js';
import { MemberCodeType, MemberLinkType } from './links.types.js';
import { CODE_MS, memberCode, stepAt } from './member-code.js';

interface LinkRow {
  readonly memberId: string;
  readonly brandId: string;
  readonly linkedAt: number;
}

const links: Loading<string, LinkRow[]> = {
  async read(context, ids) {
    const seen = seenFacts(context.caller);
    const from = `FROM member_links WHERE memberId IN ${marks(ids)}${seen.where}`;
    const columns = ['memberId', 'brandId', 'linkedAt'];
    const rows = await ask<LinkRow>(context, { columns, from, params: [...ids, ...seen.params] });
    const inOrder = rows.sort((a, b) => a.linkedAt - b.linkedAt || (a.brandId < b.brandId ? -1 : 1));
    return groupBy(inOrder, ({ memberId }) => memberId);
  },
};

@Resolver(() => MemberType)
export class MemberLinkFields {
  @FieldResolver(() => MemberCodeType, {
    nullable: true,
    description:
      'The code it shows at a till, another every minute. Only for a member who proved itself: null for a token that the key of a partner issued, which could show it to another.',
  })
  @Access({ member: true })
  @Prefetched((context, id) => load(context, memberRows, id))
  async memberCode(@Root() { id }: MemberType, @Ctx() context: RequestContext): Promise<MemberCodeType | null> {
    const row = windowOf(context.caller) === null ? await load(context, memberRows, id) : null;
    const { house, now } = context.session;
    const step = stepAt(now);
    return row ? { code: memberCode(house.secrets.tokenKey, row, step), expiresAt: (step + 1) * CODE_MS } : null;
  }

  @FieldResolver(() => [MemberLinkType], {
    nullable: true,
    description: 'The partners that see it, besides the host: for the member itself and for keys of the host.',
  })
  @Access({ brand: 'members:read', isHostOnly: true, member: true })
  @Prefetched((context, id) => load(context, links, id))
  async links(@Root() { id }: MemberType, @Ctx() context: RequestContext): Promise<MemberLinkType[]> {
    const program = context.session.house.programs.current();
    const rows = (await load(context, links, id)) ?? [];
    return rows.map(({ brandId, linkedAt }) => ({ brand: brandOfProgram(program, brandId), linkedAt }));
  }
}
