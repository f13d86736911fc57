import { systemCaller } from '../../../src/kernel/session.js';
import { write } from '../../../src/kernel/unit-of-work.js';
import * as points from '../../../src/modules/points/index.js';
import type { TestHouse } from '../../support/house.js';
import { testProgram } from '../../support/program.js';

const brand = (code: string) => ({ code, name: code, zone: 'America/New_York', currency: 'USD', locale: 'en' });

/** A host and three partners: two with agreements, of which one changes in the middle of a month, and one without. */
export const manyBrands = {
  ...testProgram,
  brands: { host: brand('host'), partners: [brand('north'), brand('south'), brand('bare')] },
  agreements: [
    { brand: 'north', validFrom: '2026-01-01', earnRate: 501, redeemRate: 397, taxBasisPoints: 600, settlementDay: 20 },
    { brand: 'north', validFrom: '2026-01-21', earnRate: 603, redeemRate: 391, hostSharePercent: 33 },
    { brand: 'south', validFrom: '2025-12-01', earnRate: 777, redeemRate: 333, hostSharePercent: 50 },
  ],
};

export const BRANDS = ['brd_host', 'brd_north', 'brd_south', 'brd_bare'] as const;

/** Lets a brand give points to a member, or a member spend them with it. Answers the transfer. */
export async function moveAt(
  { house }: TestHouse,
  how: 'earn' | 'spend',
  brandId: string,
  memberId: string,
  amount: number,
): Promise<string> {
  const order = { memberId, brandId, wallet: 'points', amount, reason: 'test' };
  const { value } = await write(house, { caller: systemCaller(brandId), members: [memberId] }, (session) =>
    Promise.resolve(points[how](session, order)),
  );
  return `trf_${value.slice(4, -2)}01`; // the first thing that follows from the activity
}

/** Reverses a transfer in the name of a brand, which need not be the one it was booked for. */
export async function reverseBy({ house }: TestHouse, brandId: string, memberId: string, transferId: string) {
  await write(house, { caller: systemCaller(brandId), members: [memberId] }, (session) =>
    points.reverse(session, { memberId, brandId, transferId, reason: 'test' }),
  );
}
