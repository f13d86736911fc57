import { describe, expect, it } from '@jest/globals';
import type { Bought, Payable, Terms } from '../../../src/modules/settlements/index.js';
import { linesOf, termsOn, totalsOf } from '../../../src/modules/settlements/index.js';

const HOST = 'brd_host';
const base = { earnRate: 500, redeemRate: 400, settlementDay: 15, taxBasisPoints: 600, hostSharePercent: 0, issuing: 'on_spend' } as const; // prettier-ignore
const agreed = (brandId: string, more: Partial<Terms> = {}): Terms => ({
  brandId,
  validFrom: '2026-01-01',
  ...base,
  ...more,
});
const spent = (funderId: string, spentAtId: string, points: number, more: Partial<Payable> = {}): Payable => ({
  issuerId: funderId,
  funderId,
  spentAtId,
  wallet: 'points',
  spentOn: '2026-01-20',
  points,
  ...more,
});
const lines = (terms: readonly Terms[], payables: readonly Payable[], bought: readonly Bought[] = []) =>
  linesOf(HOST, termsOn(terms), payables, bought);

describe('The lines of a month', () => {
  it('have the price the partner is paid, and at the host the price the partner pays', () => {
    const told = lines([agreed('brd_a'), agreed('brd_b', { redeemRate: 700 })], [
      spent('brd_a', 'brd_b', 1_001),
      spent('brd_a', HOST, 999),
      spent(HOST, 'brd_a', 1_250),
    ]); // prettier-ignore
    expect(told.map(({ payerId, payeeId, rate, amountMinor, taxMinor }) => [payerId, payeeId, rate, amountMinor, taxMinor])).toEqual([
      ['brd_a', 'brd_b', 700, 701, 42],
      ['brd_a', HOST, 500, 500, 30],
      [HOST, 'brd_a', 400, 500, 30],
    ]); // prettier-ignore
  });

  it('are rounded half up once for all points of one price, also below zero', () => {
    const halves = [spent('brd_a', HOST, 1), spent('brd_a', HOST, 2, { spentOn: '2026-01-21' })];
    expect(lines([agreed('brd_a')], halves)).toEqual([expect.objectContaining({ points: 3, amountMinor: 2 })]);
    expect(lines([agreed('brd_a')], [spent('brd_a', HOST, -3)])).toEqual([
      expect.objectContaining({ points: -3, amountMinor: -2 }),
    ]);
    expect(lines([agreed('brd_a')], [spent('brd_a', HOST, 3), spent('brd_a', HOST, -3)])).toEqual([]);
  });

  it('tell the versions of an agreement apart by the day of the spending', () => {
    const versions = [agreed('brd_a'), agreed('brd_a', { validFrom: '2026-01-21', earnRate: 900 })];
    const told = lines(versions, [
      spent('brd_a', HOST, 1_000),
      spent('brd_a', HOST, 1_000, { spentOn: '2026-01-21' }),
      spent('brd_a', HOST, 1_000, { spentOn: '2025-12-31' }),
    ]);
    expect(told.map(({ agreementFrom, rate, amountMinor }) => [agreementFrom, rate, amountMinor])).toEqual([
      [null, 0, 0],
      ['2026-01-01', 500, 500],
      ['2026-01-21', 900, 900],
    ]);
  });

  it('split what the host bears off without a cent more or less for who is paid', () => {
    const told = lines([agreed('brd_a', { hostSharePercent: 50 }), agreed('brd_b', { redeemRate: 1_000 })], [
      spent('brd_a', 'brd_b', 3),
      spent('brd_a', HOST, 1_000),
    ]); // prettier-ignore
    expect(told.map(({ payerId, payeeId, sharePercent, amountMinor }) => [payerId, payeeId, sharePercent, amountMinor])).toEqual([
      ['brd_a', 'brd_b', 50, 1],
      ['brd_a', HOST, 50, 250],
      [HOST, 'brd_b', 50, 2],
    ]); // prettier-ignore
  });

  it('leave a prepaid brand that the host bears whole with its packs alone', () => {
    const terms = [agreed('brd_a', { hostSharePercent: 100, issuing: 'prepaid' }), agreed('brd_b')];
    const bought = { brandId: 'brd_a', wallet: 'points', boughtOn: '2026-01-02', points: 10_000, priceMinor: 5_000 };
    const told = lines(terms, [spent('brd_a', HOST, 1_000), spent('brd_a', 'brd_b', 1_000)], [bought, bought]);
    expect(told.map(({ kind, payerId, payeeId, amountMinor }) => [kind, payerId, payeeId, amountMinor])).toEqual([
      ['pack', 'brd_a', HOST, 10_000],
      ['points', HOST, 'brd_b', 400],
    ]);
  });

  it('come to zero over all brands', () => {
    const told = lines([agreed('brd_a', { hostSharePercent: 33 }), agreed('brd_b')], [
      spent('brd_a', 'brd_b', 1_001),
      spent('brd_b', 'brd_a', 77),
      spent(HOST, 'brd_b', 12_345),
    ]); // prettier-ignore
    const balances = [HOST, 'brd_a', 'brd_b'].map((brandId) => totalsOf(brandId, told).balanceMinor);
    expect(balances).not.toContain(0);
    expect(balances.reduce((sum, each) => sum + each, 0)).toBe(0);
  });
});
