import { addDays, startOfDay } from '../../../kernel/calendar.js';
import type { Day } from '../../../kernel/calendar.js';
import { closed, counted, countedOrClosed, within } from '../counted.js';
import { actsIn, ordersIn } from '../facts.js';
import type { Metric, Parameter, Question } from '../metric.js';
import type { Period } from '../periods.js';
import { addMonths, startOfMonth } from '../periods.js';
import { asTable, isStep, slotOfMember } from '../slots.js';
import { choose, nothing, sql } from '../statement.js';
import type { Statement } from '../statement.js';

const DORMANT_DAYS: Parameter = {
  name: 'dormantDays',
  kind: 'NUMBER',
  usual: 60,
  min: 1,
  max: 366,
  description: {
    en: 'Days without a purchase after which a member is dormant',
    'zh-CN': '多少天未购买视为沉睡',
    'zh-TW': '多少天未購買視為沉睡',
  },
};

/** Who falls asleep. */
export const churnRate: Metric = {
  key: 'churnRate',
  version: 2,
  unit: 'SHARE',
  name: { en: 'Churn', 'zh-CN': '会员流失率', 'zh-TW': '會員流失率' },
  numerator: {
    en: 'of these, members who are dormant or closed at the end',
    'zh-CN': '其中期末已沉睡或已注销的会员',
    'zh-TW': '其中期末已沉睡或已註銷的會員',
  },
  denominator: {
    en: 'members who are not dormant at the start of the period',
    'zh-CN': '期初未沉睡的会员',
    'zh-TW': '期初未沉睡的會員',
  },
  definition: {
    en: 'The part of the members awake at the start who have fallen asleep or left for good by the end. Dormant is who has bought nothing for so many days before.',
    'zh-CN': '期初未沉睡的会员中期末已沉睡或已注销的比例。此前若干天内没有购买即为沉睡。',
    'zh-TW': '期初未沉睡的會員中期末已沉睡或已註銷的比例。此前若干天內沒有購買即為沉睡。',
  },
  by: ['WEEK', 'MONTH', 'TIER'],
  parameters: [DORMANT_DAYS],
  isHostOnly: false,
  tables: (question) => {
    const days = question.numbers['dormantDays'] ?? 0;
    const before = (day: Day): Period => ({ from: addDays(day, -days), to: day });
    const windows = ({ from, to }: Period) => ({ start: before(from), end: before(to) });
    return [
      stayed(question, {
        rowsIn: ordersIn,
        windows,
        numerator: ASLEEP,
        whose: countedOrClosed(question),
        also: OPEN_AT_START,
      }),
    ];
  },
};

const WINDOW_DAYS = 90;

/** Who is still there after a year. */
export const retention12: Metric = {
  key: 'retention12',
  version: 1,
  unit: 'SHARE',
  name: { en: 'Retention over 12 months', 'zh-CN': '12个月留存率', 'zh-TW': '12個月留存率' },
  numerator: {
    en: 'of these, members with an act in the 90 days before the end of the period',
    'zh-CN': '其中期末前90天内有行为的会员',
    'zh-TW': '其中期末前90天內有行為的會員',
  },
  denominator: {
    en: 'members with an act in the 90 days that end 12 months before',
    'zh-CN': '12个月前的90天内有行为的会员',
    'zh-TW': '12個月前的90天內有行為的會員',
  },
  definition: {
    en: 'The part of those who were active a year before the end of the period who are active at its end.',
    'zh-CN': '期末一年前活跃的会员中期末仍活跃的比例。',
    'zh-TW': '期末一年前活躍的會員中期末仍活躍的比例。',
  },
  by: ['MONTH', 'TIER'],
  parameters: [],
  isHostOnly: false,
  tables: (question) => {
    const before = (day: Day): Period => ({ from: addDays(day, -WINDOW_DAYS), to: day });
    const windows = ({ to }: Period) => ({ start: before(addMonths(to, -12)), end: before(to) });
    return [
      stayed(question, {
        rowsIn: actsIn,
        windows,
        numerator: sql`MAX(x.isEnd)`,
        whose: counted(question),
        also: nothing,
      }),
    ];
  },
};

/** Who does anything months after joining. */
export const retention: Metric = {
  key: 'retention',
  version: 1,
  unit: 'SHARE',
  name: { en: 'Retention', 'zh-CN': '留存率', 'zh-TW': '留存率' },
  numerator: {
    en: 'of these, members with an act in the month that many months later',
    'zh-CN': '其中在其后第N个月有行为的会员',
    'zh-TW': '其中在其後第N個月有行為的會員',
  },
  denominator: {
    en: 'members who joined in the period',
    'zh-CN': '期内入会的会员',
    'zh-TW': '期間內入會的會員',
  },
  definition: {
    en: 'The part of those who joined in a calendar month who did something in the calendar month so many months later. A cohort is immature until that month is over.',
    'zh-CN': '某自然月入会的会员在其后第N个自然月有行为的比例。该月结束前，该批次标记为未成熟。',
    'zh-TW': '某曆月入會的會員在其後第N個曆月有行為的比例。該月結束前，該批次標示為未成熟。',
  },
  by: ['MONTH', 'TIER', 'CHANNEL', 'BRAND'],
  parameters: [
    {
      name: 'month',
      kind: 'NUMBER',
      usual: 1,
      min: 0,
      max: 60,
      description: {
        en: 'How many months after that of joining',
        'zh-CN': '入会月之后的第几个月',
        'zh-TW': '入會月之後的第幾個月',
      },
    },
  ],
  isHostOnly: false,
  tables: cohorts,
  finalOn: ({ numbers }, { to }) => addMonths(startOfMonth(addDays(to, -1)), (numbers['month'] ?? 0) + 1),
};

const ASLEEP = sql`CASE WHEN MAX(x.isEnd) = 1 AND COALESCE(MIN(g.closedAt), MIN(x.endAt)) >= MIN(x.endAt) THEN 0 ELSE 1 END`;
const OPEN_AT_START = sql` WHERE g.closedAt IS NULL OR g.closedAt >= x.startAt`;

interface Staying {
  readonly rowsIn: typeof actsIn;
  readonly windows: (piece: Period) => { readonly start: Period; readonly end: Period };
  readonly numerator: Statement;
  readonly whose: Statement;
  /** What else must be true of rows `x` and of when their member was closed, `g`. */
  readonly also: Statement;
}

/** Members who were there in the first of two windows, and whether they were in the second; in the slot of each piece. */
function stayed(question: Question, { rowsIn, windows, numerator, whose, also }: Staying): Statement {
  const { pieces, by, from, to, zone } = question;
  const whole = { from: pieces[0] ? windows(pieces[0]).start.from : from, to };
  const table = asTable(question, (piece) => {
    const { start, end } = windows(piece);
    return sql`${start.from} AS startFrom, ${start.to} AS startTo, ${end.from} AS endFrom, ${end.to} AS endTo, ${startOfDay(piece.from, zone)} AS startAt, ${startOfDay(piece.to, zone)} AS endAt`;
  });
  const isIn = (name: 'start' | 'end') =>
    name === 'start'
      ? sql`(o.occurredOn >= b.startFrom AND o.occurredOn < b.startTo)`
      : sql`(o.occurredOn >= b.endFrom AND o.occurredOn < b.endTo)`;
  const slot = isStep(by) ? sql`b.n` : sql`o.slot`;
  const needed = pieces.length === 1 && pieces[0] ? inEither(windows(pieces[0])) : nothing;
  const rows = sql`SELECT o.memberId, ${slot} AS slot, b.startAt, b.endAt, CASE WHEN ${isIn('start')} THEN 1 ELSE 0 END AS isStart, CASE WHEN ${isIn('end')} THEN 1 ELSE 0 END AS isEnd
    FROM (${table}) b JOIN (${rowsIn(question, { ...whole, slot: slotOfMember(question), also: needed, whose })}) o ON (${isIn('start')} OR ${isIn('end')}) AND o.enrolledAt < b.endAt`;
  return sql`SELECT x.memberId, x.slot, ${numerator} AS numerator, 1 AS denominator FROM (${rows}) x LEFT JOIN (${closed}) g ON g.memberId = x.memberId${also} GROUP BY x.memberId, x.slot HAVING MAX(x.isStart) = 1`;
}

/** One point has two windows, and what lies between them need not be read. */
function inEither({ start, end }: { readonly start: Period; readonly end: Period }): Statement {
  return sql` AND ((${within(start)}) OR (${within(end)}))`;
}

function cohorts(question: Question): Statement[] {
  const { by, from, to, zone, numbers, pieces } = question;
  const age = numbers['month'] ?? 0;
  const months: Day[] = [];
  for (let month = startOfMonth(from); month < to; month = addMonths(month, 1)) months.push(month);
  const [first = from, last = from] = [months[0], months.at(-1)];
  const starts = months.slice(1).map((month) => startOfDay(month, zone));
  const ofCohort = (later: number) => choose(sql`m.enrolledAt`, starts, months.map((month) => addMonths(month, later))); // prettier-ignore
  const { value, join } = slotOfMember(question);
  const slot = isStep(by) ? choose(sql`m.enrolledAt`, starts, pieces.map((_, at) => at)) : value; // prettier-ignore
  const inPeriod = sql`m.enrolledAt >= ${startOfDay(from, zone)} AND m.enrolledAt < ${startOfDay(to, zone)}`;
  const then = { from: addMonths(first, age), to: addMonths(last, age + 1) };
  const also = sql` AND ${inPeriod} AND a.occurredOn >= ${ofCohort(age)} AND a.occurredOn < ${ofCohort(age + 1)}`;
  const acts = actsIn(question, { ...then, slot: { value: slot, join }, also });
  return [
    sql`SELECT x.memberId, x.slot, 1 AS numerator, 0 AS denominator FROM (${acts}) x GROUP BY x.memberId, x.slot`,
    sql`SELECT m.id AS memberId, ${slot} AS slot, 0 AS numerator, 1 AS denominator FROM members m${join} WHERE ${counted(question)} AND ${inPeriod}`,
  ];
}
