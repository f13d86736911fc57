import { escape } from 'mysql2';
import { writeEarning } from './decide.js';
import { hashOf } from './movement-rows.js';
import type { Movement } from './movement.js';
import { namedBy, pointsIn } from './movement.js';
import { Writes } from './writes.js';

/** Points a brand gives or takes, as both kinds of requests bring them. */
export interface Order {
  readonly customer: string;
  readonly amount: number;
  readonly reason: string;
  readonly key: string;
}

/** The order of a request; null when it is none. */
export function orderOf(body: unknown): Order | null {
  const { customer, amount, reason, key } = body as Partial<Order>;
  const isText = (value: unknown, max: number): value is string =>
    typeof value === 'string' && value.length > 0 && value.length <= max && value.isWellFormed();
  const isOrder = isText(customer, 190) && isText(reason, 120) && isText(key, 255) && Number.isSafeInteger(amount);
  return isOrder && (amount as number) > 0 ? { customer, amount: amount as number, reason, key } : null;
}

/** Gives points by hand: a transfer and the lot it opens. */
export function giving({ customer, amount, reason, key }: Order): Movement {
  return {
    type: 'points.given',
    scope: 'points:earn',
    idempotencyKey: key,
    inputHash: hashOf(JSON.stringify([customer, amount, reason])),
    from: namedBy(escape(customer)),
    reads: () => 'DO 0',

    decide(holder, _rows, moment) {
      const { memberId, points } = holder;
      const writes = new Writes();
      writeEarning(writes, { wallet: 'points', amount, reason }, 'given', memberId, `act_${moment.base}00`, '01', moment.now, moment); // prettier-ignore
      writes.accounts.push(`('${memberId}','points',${amount},0,0,0,${amount})`);
      return {
        payload: JSON.stringify({ wallet: 'points', amount, reason }),
        outcome: `{"points.earn":[{"reason":${JSON.stringify(reason)},"wallet":"points","amount":${amount},"availableAt":${moment.now}}]}`,
        holdId: null,
        statements: writes.ledger(),
        after: { ...holder, points: { ...points, available: points.available + amount } },
      };
    },

    tell: (stored) => ({ outcome: pointsIn(stored) }),
  };
}
