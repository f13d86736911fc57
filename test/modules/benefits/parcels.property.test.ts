import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Refusal } from '../../../src/kernel/refusal.js';
import type { Act, FulfilmentStatus, Parcel } from '../../../src/modules/benefits/fulfilment/acts.js';
import { FULFILMENT_STATUSES, isPossible, moved, TABLE } from '../../../src/modules/benefits/fulfilment/acts.js';

/** Written down once more, by hand: how a parcel may stand after it stood so. */
const MAY_FOLLOW: Readonly<Record<FulfilmentStatus, readonly FulfilmentStatus[]>> = {
  'needs-address': ['to-ship', 'cancelled'],
  'to-ship': ['to-ship', 'shipped', 'needs-address', 'cancelled'],
  shipped: ['received', 'returned'],
  received: ['returned'],
  returned: ['to-ship', 'needs-address', 'cancelled'],
  cancelled: [],
};

const DAY_MS = 86_400_000;
const acts = Object.keys(TABLE) as Act[];

const fresh: Parcel = {
  ...{ id: 'ful_1', memberId: 'mem_1', grantId: 'grt_1', benefit: 'mug', brandId: 'brd_a', grantBrandId: 'brd_a' },
  ...{ status: 'needs-address', useId: null, carrier: null, trackingNumber: null, shipments: 0, shipDays: 7, eraseDays: 30 },
  ...{ dueAt: null, alarmAt: null, eraseAt: null, openedAt: 0, since: 0, addressedAt: null },
  ...{ shippedAt: null, receivedAt: null, returnedAt: null, endedAt: null, note: null },
}; // prettier-ignore

const said = { carrier: 'SF', trackingNumber: 'N', reason: 'because' };

describe('A parcel', () => {
  it('never stands in a way the table does not have, whatever is tried on it in whatever order', () => {
    const seen = new Map<string, number>();
    const step = fc.record({ act: fc.constantFrom(...acts), possible: fc.option(fc.nat()), hours: fc.integer({ min: 1, max: 200 }) }); // prettier-ignore
    const steps = fc.array(step, { minLength: 10, maxLength: 40 });
    fc.assert(
      fc.property(steps, (tried) => {
        let [parcel, at] = [fresh, 0];
        for (const { act: any, possible, hours } of tried) {
          const act = possible === null ? any : (oneOfThose(parcel.status, possible) ?? any);
          at += hours * 3_600_000;
          const next = attempt(parcel, act, at);
          expect(next === null).toBe(!isPossible(act, parcel.status));
          if (next === null) continue;
          expect(MAY_FOLLOW[parcel.status]).toContain(next.status);
          expectSound(next, at);
          seen.set(`${parcel.status} → ${next.status}`, (seen.get(`${parcel.status} → ${next.status}`) ?? 0) + 1);
          parcel = next;
        }
      }),
      { numRuns: 2_000 },
    );
    console.info('parcels property test:', Object.fromEntries([...seen].sort()));
    expect([...seen.keys()].sort()).toEqual(FULFILMENT_STATUSES.flatMap((from) => MAY_FOLLOW[from].map((to) => `${from} → ${to}`)).sort()); // prettier-ignore
  });

  it('is not moved by what it cannot be: it is told how it stands', () => {
    for (const act of acts) {
      for (const status of FULFILMENT_STATUSES) {
        if (isPossible(act, status)) continue;
        expect(() => moved({ ...fresh, status }, act, 1, said)).toThrow(expect.objectContaining({ code: 'FULFILMENT_STATE', details: { status } })); // prettier-ignore
      }
    }
  });
});

/** Most acts can be done to few parcels: whoever tries at random alone seldom gets far. */
function oneOfThose(status: FulfilmentStatus, nth: number): Act | undefined {
  const possible = acts.filter((act) => isPossible(act, status));
  return possible[nth % possible.length];
}

function attempt(parcel: Parcel, act: Act, at: number): Parcel | null {
  try {
    return moved(parcel, act, at, said);
  } catch (error) {
    if (error instanceof Refusal) return null;
    throw error;
  }
}

/** What must be so of every parcel, however it came about. */
function expectSound(parcel: Parcel, at: number): void {
  const { status, addressedAt, dueAt, alarmAt, eraseAt, since, endedAt, trackingNumber } = parcel;
  expect(since).toBeLessThanOrEqual(at);
  if (status === 'to-ship') expect(dueAt).not.toBeNull();
  if (alarmAt !== null) expect([status, alarmAt]).toEqual(['to-ship', dueAt]);
  if (status === 'to-ship' || status === 'needs-address') expect(eraseAt).toBeNull();
  else if (addressedAt !== null) expect(eraseAt).toBeGreaterThanOrEqual(since + 30 * DAY_MS);
  expect(endedAt !== null).toBe(status === 'received' || status === 'cancelled');
  if (status === 'shipped' || status === 'received') expect(trackingNumber).toBe('N');
  if (status === 'to-ship' || status === 'needs-address') expect(trackingNumber).toBeNull();
}
