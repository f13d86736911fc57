import { Ctx, FieldResolver, ID, Int, Resolver, Root } from 'type-graphql';
import { windowOf } from '../../kernel/caller.js';
import { Access } from '../../kernel/graphql/access.js';
import type { RequestContext } from '../../kernel/graphql/context.js';
import type { Loading } from '../../kernel/graphql/loaders.js';
import { ask, load } from '../../kernel/graphql/loaders.js';
import { Prefetched } from '../../kernel/graphql/prefetch.js';
import { CalendarDate, DateTime } from '../../kernel/graphql/scalars.js';
import { groupBy } from '../../kernel/group.js';
import { marks } from '../../kernel/rows.js';
import { ViewerType } from '../brands/brands.types.js';
import type { MemberRow } from './member-list.js';
import { memberRows } from './member-list.js';
import { ofSeenMembers } from './seen.js';
import { LocaleEnum } from '../../kernel/graphql/locale.type.js';
import { MemberIdentityType, MemberMetricsType, MemberStatus, MemberType } from './members.types.js';

/** A member as a field is given it: its row, or only its id where nothing else was at hand. */
type Given = MemberType & Partial<MemberRow>;

interface Profile {
  readonly memberId: string;
  readonly displayName: string | null;
  readonly birthday: string | null;
  readonly locale: (typeof LocaleEnum)[keyof typeof LocaleEnum] | null;
  readonly zone: string | null;
  readonly version: number;
}

export const profiles: Loading<string, Profile> = {
  async read(context, ids) {
    const columns = ['memberId', 'displayName', 'birthday', 'locale', 'zone', 'version'];
    const seen = ofSeenMembers(context.caller);
    const from = `FROM member_profiles WHERE memberId IN ${marks(ids)}${seen.where}`;
    const rows = await ask<Profile>(context, { columns, from, params: [...ids, ...seen.params] });
    return new Map(rows.map((row) => [row.memberId, row]));
  },
};

/** A brand knows its own identities of a member; the member who proved itself knows all of them. */
const identities: Loading<string, IdentityRow[]> = {
  async read(context, ids) {
    const { caller } = context;
    const seen = ofSeenMembers(caller);
    const isWhole = caller.kind === 'member' && windowOf(caller) === null;
    const rows = await ask<IdentityRow>(context, {
      columns: ['id', 'memberId', 'kind', 'value', 'brandId'],
      from: `FROM member_identities WHERE memberId IN ${marks(ids)}${seen.where}${isWhole ? '' : ' AND brandId = ?'}`,
      params: [...ids, ...seen.params, ...(isWhole ? [] : [caller.brandId])],
    });
    return groupBy(rows.sort(byId), ({ memberId }) => memberId);
  },
};

interface IdentityRow extends MemberIdentityType {
  readonly id: string;
  readonly memberId: string;
}

const byId = (a: IdentityRow, b: IdentityRow): number => (a.id < b.id ? -1 : 1);

interface MetricsRow {
  readonly memberId: string;
  readonly orders: number;
  readonly spendMinor: number;
  readonly refunds: number;
  readonly refundedMinor: number;
  readonly interactions: number;
  readonly firstOrderAt: number | null;
  readonly lastOrderAt: number | null;
  readonly lastActivityAt: number | null;
}

const METRICS = ['memberId', 'orders', 'spendMinor', 'refunds', 'refundedMinor', 'interactions', 'firstOrderAt', 'lastOrderAt', 'lastActivityAt']; // prettier-ignore

const metrics: Loading<string, MetricsRow> = {
  async read(context, ids) {
    if (windowOf(context.caller) !== null) return new Map(); // they are over all brands
    const seen = ofSeenMembers(context.caller);
    const from = `FROM member_metrics WHERE memberId IN ${marks(ids)}${seen.where}`;
    const rows = await ask<MetricsRow>(context, { columns: METRICS, from, params: [...ids, ...seen.params] });
    return new Map(rows.map((row) => [row.memberId, row]));
  },
};

const MEMBER_ACCESS = { brand: 'members:read', member: true } as const;

@Resolver(() => MemberType)
export class MemberFields {
  @FieldResolver(() => Int, {
    nullable: true,
    description: 'Dense from 1 in the order members joined Laurel: for the host, as it tells how many there are.',
  })
  @Access({ brand: 'members:read', isHostOnly: true })
  number(@Root() member: Given, @Ctx() context: RequestContext) {
    return columnOf(context, member, 'number');
  }

  @FieldResolver(() => MemberStatus, { nullable: true, description: 'Whether it takes part.' })
  @Access(MEMBER_ACCESS)
  status(@Root() member: Given, @Ctx() context: RequestContext) {
    return columnOf(context, member, 'status');
  }

  @FieldResolver(() => DateTime, { nullable: true, description: 'When it joined.' })
  @Access(MEMBER_ACCESS)
  enrolledAt(@Root() member: Given, @Ctx() context: RequestContext) {
    return columnOf(context, member, 'enrolledAt');
  }

  @FieldResolver(() => ID, {
    nullable: true,
    description: 'The brand that enrolled it; null for a partner where another brand did.',
  })
  @Access(MEMBER_ACCESS)
  brandId(@Root() member: Given, @Ctx() context: RequestContext) {
    return columnOf(context, member, 'brandId');
  }

  @FieldResolver(() => String, {
    nullable: true,
    description: 'Where it joined; null for a partner where another brand enrolled it.',
  })
  @Access(MEMBER_ACCESS)
  channel(@Root() member: Given, @Ctx() context: RequestContext) {
    return columnOf(context, member, 'channel');
  }

  @FieldResolver(() => String, { nullable: true, description: 'How it is addressed.' })
  @Access({ brand: 'members:pii', member: true })
  @Prefetched((context, id) => load(context, profiles, id))
  async displayName(@Root() { id }: Given, @Ctx() context: RequestContext) {
    return (await load(context, profiles, id))?.displayName;
  }

  @FieldResolver(() => CalendarDate, { nullable: true, description: 'Its birthday.' })
  @Access({ brand: 'members:pii', member: true })
  @Prefetched((context, id) => load(context, profiles, id))
  async birthday(@Root() { id }: Given, @Ctx() context: RequestContext) {
    return (await load(context, profiles, id))?.birthday;
  }

  @FieldResolver(() => LocaleEnum, { nullable: true, description: 'The language it reads.' })
  @Access({ brand: 'members:read', member: true })
  @Prefetched((context, id) => load(context, profiles, id))
  async locale(@Root() { id }: Given, @Ctx() context: RequestContext) {
    return (await load(context, profiles, id))?.locale;
  }

  @FieldResolver(() => String, { nullable: true, description: 'The IANA time zone it lives in.' })
  @Access({ brand: 'members:read', member: true })
  @Prefetched((context, id) => load(context, profiles, id))
  async zone(@Root() { id }: Given, @Ctx() context: RequestContext) {
    return (await load(context, profiles, id))?.zone;
  }

  @FieldResolver(() => Int, {
    nullable: true,
    description: 'Counts the changes by `memberUpdate`, for its `expectedVersion`.',
  })
  @Access({ brand: 'members:read', member: true })
  @Prefetched((context, id) => load(context, profiles, id))
  async version(@Root() { id }: Given, @Ctx() context: RequestContext) {
    return (await load(context, profiles, id))?.version;
  }

  @FieldResolver(() => [MemberIdentityType], { nullable: true, description: 'What the caller knows it by.' })
  @Access({ brand: 'members:pii', member: true })
  @Prefetched((context, id) => load(context, identities, id))
  async identities(@Root() { id }: Given, @Ctx() context: RequestContext) {
    return (await load(context, identities, id)) ?? [];
  }

  @FieldResolver(() => MemberMetricsType, {
    nullable: true,
    description: 'What it has done so far, over all brands: for keys of the host and for the member itself.',
  })
  @Access({ brand: 'members:read', isHostOnly: true, member: true })
  @Prefetched((context, id) => load(context, metrics, id))
  async metrics(@Root() { id }: Given, @Ctx() context: RequestContext): Promise<MemberMetricsType | null> {
    const row = await load(context, metrics, id);
    const { currency } = context.session.house.programs.current();
    return row
      ? {
          ...row,
          spend: { amountMinor: row.spendMinor, currency },
          refunded: { amountMinor: row.refundedMinor, currency },
        }
      : null;
  }
}

@Resolver(() => ViewerType)
export class ViewerMemberFields {
  @FieldResolver(() => MemberType, { nullable: true, description: 'The member whose token this is.' })
  member(@Root() { memberId }: ViewerType) {
    return memberId === null ? null : { id: memberId };
  }
}

/** At once where the row is at hand, else read with everybody else's. */
function columnOf<Column extends keyof MemberRow>(context: RequestContext, member: Given, column: Column) {
  const value = member[column];
  return value === undefined ? load(context, memberRows, member.id).then((row) => row?.[column] ?? null) : value;
}
