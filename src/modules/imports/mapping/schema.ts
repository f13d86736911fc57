import { DateTime } from 'luxon';
import { z } from 'zod';
import { zoneOf } from '../../../kernel/calendar.js';

/** A text with `{column}`, `{file}` and `{line}` in it; without braces, a constant. */
const template = z.union([z.string(), z.number()]).transform(String).pipe(z.string().max(500));
const needed = template.refine((text) => text.trim() !== '', 'must not be empty');
const names = z.array(z.string().trim().min(1).max(200)).min(1).max(2_000);
const rowBytesMax = z.int().min(1_000).max(64_000_000).default(1_048_576);

const csv = z.strictObject({
  type: z.literal('csv'),
  delimiter: z.string().regex(/^[\x01-\x7f]$/, 'one ASCII character').default(','), // eslint-disable-line no-control-regex
  quote: z.string().regex(/^[\x21-\x7e]$/, 'one ASCII character').nullable().default('"'),
  header: z.boolean().default(true),
  columns: names.optional(),
  rowBytesMax,
}); // prettier-ignore

const whitespace = z.strictObject({
  type: z.literal('whitespace'),
  header: z.boolean().default(false),
  columns: names.optional(),
  rowBytesMax,
});

const jsonLines = z.strictObject({ type: z.literal('json-lines'), rowBytesMax });

const format = z
  .discriminatedUnion('type', [csv, whitespace, jsonLines])
  .refine((of) => of.type === 'json-lines' || of.header || of.columns !== undefined, {
    message: 'a file without a header needs its columns named',
    path: ['columns'],
  });

const dates = z.strictObject({
  formats: z.array(z.string().min(1).max(60).refine(isDateFormat, 'neither iso, seconds, millis nor Luxon tokens')).min(1).max(10).default(['iso']),
  zone: z.string().refine(isZone, 'no IANA time zone').optional(),
}); // prettier-ignore

const numbers = z
  .strictObject({ mark: z.enum(['.', ',']).default('.'), group: z.enum(['', ',', '.', ' ', "'"]).default('') })
  .refine(({ mark, group }) => (mark as string) !== group, 'the decimal mark cannot separate groups too');

/** Which rows are meant, by one column. */
const condition = z
  .strictObject({
    column: z.string().min(1),
    is: z.union([z.string(), z.array(z.string()).min(1)]).optional(),
    startsWith: z.string().min(1).optional(),
    empty: z.boolean().optional(),
    not: z.boolean().default(false),
  })
  .refine(({ is, startsWith, empty }) => [is, startsWith, empty].filter((each) => each !== undefined).length === 1, {
    message: 'say one of is, startsWith, empty',
  });

const who = {
  externalId: needed.optional(),
  phone: needed.optional(),
  email: needed.optional(),
};

const common = {
  format,
  dates: dates.prefault({}),
  numbers: numbers.prefault({}),
  /** Rows that are not taken, each with its reason in the error file. */
  reject: z.array(z.strictObject({ when: condition, reason: z.string().trim().min(1).max(200) })).max(50).default([]),
}; // prettier-ignore

const line = z.strictObject({
  sku: needed,
  category: template.optional(),
  brand: template.optional(),
  quantity: needed.default('1'),
  price: needed.optional(),
});

const activities = z.strictObject({
  kind: z.literal('activities'),
  ...common,
  /** The currency the file is in; one that is not the program's is refused before anything is read. */
  currency: z.string().regex(/^[A-Z]{3}$/, 'an ISO 4217 code such as CNY'),
  /** Rows that belong together: one order. `within` says how many other rows may stand between them. */
  order: z.strictObject({ by: needed, within: z.int().min(0).max(1_000).default(0) }).optional(),
  activity: z.strictObject({
    type: needed.default('purchase'),
    externalId: needed,
    occurredAt: needed,
    orderId: template.optional(),
    amount: needed.optional(),
    line: line.optional(),
    payload: z.record(z.string().min(1).max(64), template).default({}),
  }),
  /** Which orders are money given back, and of which order. */
  refund: z
    .strictObject({
      when: z.union([z.literal('negative'), condition]),
      /** Signs of amounts in the file: refunds are written negative, or positive like purchases. */
      sign: z.enum(['negative', 'positive']).default('negative'),
      orderId: template.optional(),
    })
    .optional(),
  member: z
    .strictObject({ ...who, enrol: z.boolean().default(false) })
    .refine(({ externalId, phone, email }) => [externalId, phone, email].filter(Boolean).length === 1, {
      message: 'name members by exactly one of externalId, phone, email',
    }),
});

const members = z.strictObject({
  kind: z.literal('members'),
  ...common,
  member: z
    .strictObject({
      ...who,
      displayName: template.optional(),
      birthday: template.optional(),
      locale: template.optional(),
      zone: template.optional(),
      channel: template.optional(),
      enrolledAt: template.optional(),
    })
    .refine(({ externalId, phone, email }) => [externalId, phone, email].some(Boolean), {
      message: 'at least one of externalId, phone, email is needed',
    }),
});

export const mappingSchema = z.discriminatedUnion('kind', [activities, members]);

export type Format = z.infer<typeof format>;
export type Condition = z.infer<typeof condition>;
export type ActivityMapping = z.infer<typeof activities>;
export type MemberMapping = z.infer<typeof members>;
export type Mapping = ActivityMapping | MemberMapping;

function isZone(name: string): boolean {
  try {
    zoneOf(name);
    return true;
  } catch {
    return false;
  }
}

/** Luxon takes any text as a format; one that names no year can date nothing. */
function isDateFormat(format: string): boolean {
  if (['iso', 'seconds', 'millis'].includes(format)) return true;
  const sample = DateTime.fromISO('2011-12-13T14:15:16Z', { zone: 'UTC' });
  return DateTime.fromFormat(sample.toFormat(format), format, { zone: 'UTC' }).year === 2011;
}
