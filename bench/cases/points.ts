import type { Case } from '../bench.js';
import { alternate, underLoad } from '../bench.js';
import { comparePoints } from '../compare-points.js';
import type { PointsKind } from '../requests.js';
import { resultOf } from '../shown.js';

const CONNECTIONS = 8;

/** Points given by hand, one request each. */
export const pointsEarn = moving('earn', 'gifts/s');

/** Points a member pays with, one request each. */
export const pointsSpend = moving('spend', 'spendings/s');

/** Points reserved and then captured: a payment that is under way. Two requests, counted as one hold. */
export const pointsHold = moving('hold', 'holds/s');

function moving(kind: PointsKind, unit: string): Case {
  const name = `points.${kind}`;
  return {
    name,
    async run(bench) {
      const { product, floor } = bench.servers;
      const compared = await comparePoints(bench, kind);
      const job = { kind, connections: CONNECTIONS } as const;
      const measured = await alternate(bench, {
        product: underLoad(bench, { ...job, side: 'product' }),
        floor: underLoad(bench, { ...job, side: 'floor' }),
      });
      return resultOf(
        { name, target: 0.5, unit },
        {
          product: { measured: measured.product, child: product.child },
          floor: { measured: measured.floor, child: floor.child },
        },
        { connections: CONNECTIONS, compared },
      );
    },
  };
}
