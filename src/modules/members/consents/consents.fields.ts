import { Args, Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { Access } from '../../../kernel/graphql/access.js';
import { PageArgs } from '../../../kernel/graphql/connection.js';
import type { RequestContext } from '../../../kernel/graphql/context.js';
import type { Loading } from '../../../kernel/graphql/loaders.js';
import { ask, load, loadWith } from '../../../kernel/graphql/loaders.js';
import type { Page, PageArguments } from '../../../kernel/graphql/page.js';
import { readPage } from '../../../kernel/graphql/page.js';
import { Prefetched } from '../../../kernel/graphql/prefetch.js';
import { groupBy } from '../../../kernel/group.js';
import { marks } from '../../../kernel/rows.js';
import { MemberType } from '../members.types.js';
import { seenFacts } from '../seen.js';
import { ConsentChangeConnection, ConsentType } from './consents.types.js';

interface Row extends ConsentType {
  readonly memberId: string;
}

const COLUMNS = ['memberId', 'brandId', 'channel', 'purpose', 'state', 'textVersion', 'source', 'occurredAt'];

const consents: Loading<string, Row[]> = {
  async read(context, ids) {
    const { where, params } = seenFacts(context.caller);
    const from = `FROM member_consents WHERE memberId IN ${marks(ids)}${where}`;
    const rows = await ask<Row>(context, { columns: COLUMNS, from, params: [...ids, ...params] });
    return groupBy(rows.sort(inOrder), ({ memberId }) => memberId);
  },
};

const changes: Loading<string, Page<Row>, PageArguments> = {
  async read(context, memberIds, page) {
    const { where, params } = seenFacts(context.caller);
    const read = (memberId: string) =>
      readPage<Row>(
        context,
        {
          name: `consents.${memberId}`,
          columns: ['id', 'recordedAt', ...COLUMNS],
          from: `FROM member_consent_changes WHERE memberId = ?${where}`,
          params: [memberId, ...params],
          order: ['occurredAt', 'id'],
          isDescending: true,
        },
        page,
      );
    const pages = await Promise.all(memberIds.map(read));
    return new Map(memberIds.map((memberId, at) => [memberId, pages[at] as Page<Row>]));
  },
};

const inOrder = (a: Row, b: Row): number => (nameOf(a) < nameOf(b) ? -1 : 1);
const nameOf = ({ brandId, channel, purpose }: Row): string => `${brandId}|${channel}|${purpose}`;

@Resolver(() => MemberType)
export class MemberConsentFields {
  @FieldResolver(() => [ConsentType], {
    nullable: true,
    description:
      'What it said last about each channel and purpose. A partner sees what was said to itself; the host and the member see all.',
  })
  @Access({ brand: 'consents:read', member: true })
  @Prefetched((context, id) => load(context, consents, id))
  async consents(@Root() { id }: MemberType, @Ctx() context: RequestContext) {
    return (await load(context, consents, id)) ?? [];
  }

  @FieldResolver(() => ConsentChangeConnection, {
    nullable: true,
    description: 'Everything it ever said, the last first.',
  })
  @Access({ brand: 'consents:read', member: true })
  @Prefetched((context, id, args) => loadWith(context, changes, id, askedOf(args)))
  consentHistory(
    @Root() { id }: MemberType,
    @Args(() => PageArgs) page: PageArguments,
    @Ctx() context: RequestContext,
  ) {
    return loadWith(context, changes, id, askedOf(page));
  }
}

/** In one spelling, so that what was read ahead is found. */
function askedOf({ first, after, last, before }: PageArguments): PageArguments {
  return { first, after, last, before };
}
