import type { Caller } from '../../kernel/caller.js';
import type { House } from '../../kernel/house.js';
import type { Json, JsonObject } from '../../kernel/json.js';
import { Refusal } from '../../kernel/refusal.js';
import type { Readied } from '../engine/index.js';
import { ready } from '../engine/index.js';
import type { MemberRef } from '../members/index.js';
import { refKey } from '../members/index.js';
import type { Row } from './file/rows.js';
import { conditionOf } from './mapping/condition.js';
import { Dates } from './mapping/dates.js';
import { digitsOf } from './mapping/decimal.js';
import type { ActivityMapping } from './mapping/schema.js';
import type { Columns } from './mapping/template.js';
import { amountReader } from './order-amount.js';
import type { Field } from './reading.js';
import { field, forRow, leaveOutOf, need, needInstant, optionalField, refuseMapping } from './reading.js';
import type { Reading } from './units.js';

/** An activity that passed its checks, and how its member is found. */
export interface ActivityItem extends Readied {
  readonly ref: MemberRef;
  readonly refKey: string;
}

/** Turns rows into activities as a mapping says. Refuses MAPPING_INVALID and COLUMN_MISSING before anything is read. */
export function activityReading(
  house: House,
  caller: Caller,
  mapping: ActivityMapping,
  columns: Columns,
): Reading<ActivityItem> {
  const { zone, currency } = house.programs.current();
  if (mapping.currency !== currency) refuseMapping('currency', `this program counts in ${currency}`);
  const dates = new Dates({ formats: mapping.dates.formats, zone: mapping.dates.zone ?? zone });
  const { activity, order } = mapping;
  const key = optionalField('order.by', order?.by, columns);
  const externalId = field('externalId', activity.externalId, columns);
  const occurredAt = field('occurredAt', activity.occurredAt, columns);
  const member = memberOf(mapping, columns);
  const payloadOf = payloadReader(mapping, columns, digitsOf(currency));
  return {
    keyOf: key && ((row) => key.fill(row)),
    within: order?.within ?? 0,
    leaveOut: leaveOutOf(mapping, columns),
    read(rows) {
      const [row] = rows as [Row];
      const who = forRow(row, () => member(row));
      refuseMixture(rows, member, who.refKey);
      const { type, payload } = payloadOf(rows);
      const report = {
        member: who.ref,
        type,
        externalId: need(externalId, row),
        occurredAt: needInstant(occurredAt, row, dates),
        payload,
      };
      return { ...ready(house, caller, report), ...who };
    },
  };
}

type Who = Pick<ActivityItem, 'ref' | 'refKey'>;

function memberOf({ member }: ActivityMapping, columns: Columns): (row: Row) => Who {
  const kind = member.externalId !== undefined ? 'externalId' : member.phone !== undefined ? 'phone' : 'email';
  const value = field(kind, member[kind] ?? '', columns);
  return (row) => {
    const ref = { [kind]: need(value, row) };
    return { ref, refKey: refKey(ref) };
  };
}

/** Two members in one order would make it the first one's. */
function refuseMixture(rows: readonly Row[], member: (row: Row) => Who, first: string): void {
  for (const row of rows) {
    if (row === rows[0]) continue;
    forRow(row, () => {
      if (member(row).refKey !== first) throw new Refusal('ORDER_MIXED');
    });
  }
}

type PayloadReader = (rows: readonly Row[]) => { type: string; payload: JsonObject };

function payloadReader(mapping: ActivityMapping, columns: Columns, digits: number): PayloadReader {
  const { activity, refund } = mapping;
  const type = field('type', activity.type, columns);
  const orderId = optionalField('orderId', activity.orderId, columns);
  const refundOrder = optionalField('refund.orderId', refund?.orderId, columns);
  const others = Object.entries(activity.payload).map(([name, text]) => field(name, text, columns));
  const amountOf = amountReader(mapping, columns, digits);
  const isRefund = refundTest(mapping, columns);
  return (rows) => {
    const [row] = rows as [Row];
    const worth = amountOf(rows);
    const isBack = isRefund(row, worth?.isNegative ?? false);
    const kind = isBack ? 'refund' : need(type, row);
    const payload: Record<string, Json> = { ...filled(others, row), ...worth?.inPayload(isBack) };
    const order = (isBack ? refundOrder : orderId)?.fill(row) ?? '';
    if (order !== '') payload['orderId'] = order;
    return { type: kind, payload };
  };
}

function filled(fields: readonly Field[], row: Row): Record<string, Json> {
  const entries = fields.map(({ name, fill }): [string, Json] => [name, fill(row)]);
  return Object.fromEntries(entries.filter(([, value]) => value !== ''));
}

function refundTest({ refund }: ActivityMapping, columns: Columns): (row: Row, isNegative: boolean) => boolean {
  if (!refund) return () => false;
  const { when } = refund;
  if (when === 'negative') return (_, isNegative) => isNegative;
  const isMet = conditionOf(when, columns);
  return ({ cells }) => isMet(cells ?? []);
}
