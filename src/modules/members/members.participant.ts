import type { Activity } from '../../kernel/activity.js';
import type { Bound } from '../../kernel/bind.js';
import { groupBy } from '../../kernel/group.js';
import { addDays } from '../../kernel/calendar.js';
import type { Change, Fragment, Need, Participant, Rows } from '../../kernel/participant.js';
import type { Value } from '../../kernel/expression/index.js';
import { refuse, refuseInput } from '../../kernel/refusal.js';
import { marks, pages, upsertRows } from '../../kernel/rows.js';
import type { WriteSession } from '../../kernel/session.js';
import type { DayTotals, Figures, MemberSlice, Order, Profile } from './metrics.js';
import { dayKey, fold, noFigures, orderKey, WHOLE_DAY } from './metrics.js';
import { memberReasons } from './members.reasons.js';

/** The history other participants may ask for: whole days, and days by category. */
export const DAYS_WANTED = 'members.days';
export const CATEGORY_DAYS_WANTED = 'members.categoryDays';
/** Asked for where a rule looks at profiles, and where one looks at attributes of the program's own. */
export const PROFILE_WANTED = 'members.profile';
export const VALUES_WANTED = 'members.values';

const FIGURES = ['sequence', 'orders', 'spendMinor', 'refunds', 'refundedMinor', 'interactions', 'firstOrderAt', 'lastOrderAt', 'lastActivityAt', 'lastOrderDay'] as const; // prettier-ignore

/** Metrics: the fact is counted before anybody decides on it. */
export const membersParticipant: Participant<null, MemberSlice> = {
  name: 'members',
  effects: [],
  compile: () => null,
  empty: { figures: noFigures, days: new Map(), moved: new Map(), orders: new Map(), profile: null, values: new Map() },

  load(need) {
    return [
      metricsFragment(need),
      ...daysFragment(need),
      ...ordersFragment(need),
      ...profileFragment(need),
      ...valuesFragment(need),
    ];
  },

  loadPast: wholeDays,

  slice(rows) {
    const [row] = rows('metrics');
    return {
      figures: row ? (Object.fromEntries(FIGURES.map((name, at) => [name, row[at]])) as unknown as Figures) : noFigures,
      days: daysOf(rows),
      moved: new Map(),
      orders: ordersOf(rows),
      profile: profileOf(rows),
      values: valuesOf(rows),
    };
  },

  vet(_part, state, activity) {
    if (state.member.status !== 'active') refuse('MEMBER_NOT_ACTIVE', { status: state.member.status });
    vetTotals(state.slices['members'] as MemberSlice, activity);
    if (activity.type === 'refund' && activity.subjectId !== null) {
      vetRefund(state.slices['members'] as MemberSlice, activity, activity.subjectId);
    }
  },

  foldActivity: (_part, slice, activity) => fold(slice, activity),

  async apply(session, changes) {
    await writeMetrics(session, changes);
    await writeDays(session, changes);
  },
};

/** A member's totals must stay whole numbers both databases and JavaScript can hold. */
function vetTotals({ figures }: MemberSlice, { type, amountMinor }: Activity): void {
  const total = type === 'refund' ? figures.refundedMinor : figures.spendMinor;
  const max = Number.MAX_SAFE_INTEGER - Math.max(0, total);
  if ((amountMinor ?? 0) > max) refuseInput(memberReasons.sumTooLarge(max), ['amountMinor']);
}

function vetRefund(slice: MemberSlice, activity: Activity, orderId: string): void {
  const order = slice.orders.get(orderKey(activity.brandId, orderId));
  if (!order) refuse('ORDER_NOT_FOUND', { orderId }, ['orderId']);
  const refundable = order.amountMinor - order.refundedMinor;
  if ((activity.amountMinor ?? 0) > refundable) refuse('REFUND_EXCEEDS_ORDER', { refundable }, ['amountMinor']);
}

function metricsFragment({ memberIds }: Need): Fragment {
  const from = `FROM member_metrics WHERE memberId IN ${marks(memberIds)}`;
  return { name: 'metrics', member: 'memberId', columns: FIGURES, from, params: memberIds };
}

/** Days from the widest window before the earliest activity, or before today; categories only when a rule asks for them. */
function daysFragment({ memberIds, activities, wants, today }: Need): Fragment[] {
  const [whole, byCategory] = [wants[DAYS_WANTED] ?? 0, wants[CATEGORY_DAYS_WANTED] ?? 0];
  const width = Math.max(whole, byCategory);
  if (width === 0) return [];
  const first = activities.reduce((day, { occurredOn }) => (occurredOn < day ? occurredOn : day), today);
  const after = (days: number) => addDays(first, -days);
  const which = byCategory > 0 ? '(category = ? OR occurredOn > ?)' : 'category = ?';
  return [
    {
      name: 'days',
      member: 'memberId',
      columns: DAY,
      from: `FROM member_days WHERE memberId IN ${marks(memberIds)} AND occurredOn > ? AND ${which}`,
      params: [...memberIds, after(width), WHOLE_DAY, ...(byCategory > 0 ? [after(byCategory)] : [])],
    },
  ];
}

const DAY = ['occurredOn', 'category', 'orders', 'spendMinor', 'interactions'] as const;

/** Every day there is of a member. */
function wholeDays({ memberIds, wants }: Need): Fragment[] {
  const byCategory = wants[CATEGORY_DAYS_WANTED] ?? 0;
  if (byCategory === 0 && (wants[DAYS_WANTED] ?? 0) === 0) return [];
  return [
    {
      name: 'days',
      member: 'memberId',
      columns: DAY,
      from: `FROM member_days WHERE memberId IN ${marks(memberIds)}${byCategory > 0 ? '' : ' AND category = ?'}`,
      params: [...memberIds, ...(byCategory > 0 ? [] : [WHOLE_DAY])],
    },
  ];
}

/** The orders that refunds name, and what was refunded of them before. */
function ordersFragment({ memberIds, activities }: Need): Fragment[] {
  const named = activities.filter(({ type, subjectId }) => type === 'refund' && subjectId !== null);
  if (named.length === 0) return [];
  const subjects = [...new Set(named.map(({ subjectId }) => subjectId as string))];
  return [
    {
      name: 'orders',
      member: 'memberId',
      columns: ['id', 'type', 'brandId', 'subjectId', 'occurredOn', 'amountMinor', 'payload'],
      from: `FROM activities WHERE memberId IN ${marks(memberIds)} AND subjectId IN ${marks(subjects)} AND type IN ('purchase', 'refund')`,
      params: [...memberIds, ...subjects],
    },
  ];
}

function profileFragment({ memberIds, wants }: Need): Fragment[] {
  if (!wants[PROFILE_WANTED]) return [];
  const from = `FROM members m LEFT JOIN member_profiles p ON p.memberId = m.id WHERE m.id IN ${marks(memberIds)}`;
  return [
    { name: 'profile', member: 'm.id', columns: ['m.channel', 'p.birthday', 'p.locale'], from, params: memberIds },
  ];
}

function valuesFragment({ memberIds, wants }: Need): Fragment[] {
  if (!wants[VALUES_WANTED]) return [];
  const columns = ['attributeId', 'textValue', 'numberValue', 'instantValue', 'flagValue'];
  const from = `FROM member_attributes WHERE memberId IN ${marks(memberIds)}`;
  return [{ name: 'values', member: 'memberId', columns, from, params: memberIds }];
}

function profileOf(rows: Rows): Profile | null {
  const [row] = rows('profile');
  return row ? ({ channel: row[0], birthday: row[1], locale: row[2] } as Profile) : null;
}

function valuesOf(rows: Rows): Map<string, Value> {
  return new Map(
    rows('values').map(([id, text, number, instant, flag]) => [
      id as string,
      (text ?? number ?? instant ?? flag) as Value,
    ]),
  );
}

function daysOf(rows: Rows): Map<string, DayTotals> {
  return new Map(
    rows('days').map(([day, category, orders, spendMinor, interactions]) => [
      dayKey(day as string, category as string),
      { orders: orders as number, spendMinor: spendMinor as number, interactions: interactions as number },
    ]),
  );
}

function ordersOf(rows: Rows): Map<string, Order> {
  const orders = new Map<string, Order>();
  const refunded = new Map<string, number>();
  for (const [id, type, brandId, subjectId, occurredOn, amount, payload] of rows('orders')) {
    const key = orderKey(brandId as string, subjectId as string);
    if (type === 'refund') refunded.set(key, (refunded.get(key) ?? 0) + (amount as number));
    else {
      orders.set(key, {
        activityId: id as string,
        brandId: brandId as string,
        occurredOn: occurredOn as string,
        amountMinor: amount as number,
        refundedMinor: 0,
        payload: JSON.parse(payload as string) as Order['payload'],
      });
    }
  }
  for (const [key, order] of orders) orders.set(key, { ...order, refundedMinor: refunded.get(key) ?? 0 });
  return orders;
}

async function writeMetrics(session: WriteSession, changes: readonly Change[]): Promise<void> {
  const all = changes.filter(({ activities }) => activities.length > 0);
  const [counted, acted] = [all.filter(isCountedOnly), all.filter((change) => !isCountedOnly(change))];
  await countOn(session, counted);
  const rows = acted.map(({ memberId, after }) => ({ memberId, ...figuresOf(after) }));
  const changed = FIGURES.filter((name) =>
    acted.some(({ before, after }) => figuresOf(before)[name] !== figuresOf(after)[name]),
  );
  const update = Object.fromEntries(changed.map((name) => [name, 'replace' as const]));
  await upsertRows(session.sql, 'member_metrics', ['memberId'], rows, update);
}

/** Something happened to the member that changes no figure of it: of many at once that is most of them. */
function isCountedOnly({ before, after }: Change): boolean {
  const [was, is] = [figuresOf(before), figuresOf(after)];
  return was.sequence > 0 && FIGURES.every((name) => name === 'sequence' || was[name] === is[name]);
}

/** Their rows are there, and locked with their members: as many things more happened to each as were decided. */
async function countOn({ sql }: WriteSession, changes: readonly Change[]): Promise<void> {
  const bySteps = groupBy(changes, ({ before, after }) => figuresOf(after).sequence - figuresOf(before).sequence);
  for (const [steps, group] of bySteps) {
    for (const page of pages(group.map(({ memberId }) => memberId))) {
      await sql.later(`UPDATE member_metrics SET sequence = sequence + ? WHERE memberId IN ${marks(page)}`, [steps, ...page]); // prettier-ignore
    }
  }
}

async function writeDays(session: WriteSession, changes: readonly Change[]): Promise<void> {
  const rows: Record<string, Bound>[] = [];
  for (const { memberId, after } of changes) {
    for (const [key, totals] of (after.slices['members'] as MemberSlice).moved) {
      rows.push({ memberId, occurredOn: key.slice(0, 10), category: key.slice(11), ...totals });
    }
  }
  const update = { orders: 'add', spendMinor: 'add', interactions: 'add' } as const;
  await upsertRows(session.sql, 'member_days', ['memberId', 'occurredOn', 'category'], rows, update);
}

function figuresOf(state: Change['after']): Figures {
  return (state.slices['members'] as MemberSlice).figures;
}
