import { describe, expect, it } from '@jest/globals';
import { qrSvg } from '../../../src/modules/benefits/qr.js';

describe('The image of a code', () => {
  it('is a square with quiet sides and the three marks by which scanners find it', () => {
    const svg = qrSvg('2345678923456789');
    const side = Number(/viewBox="0 0 (\d+) \1"/.exec(svg)?.[1]);
    expect((side - 8 - 17) % 4).toBe(0);
    const dark = new Set([...svg.matchAll(/M(\d+) (\d+)h1v1h-1z/g)].map(([, x, y]) => `${x} ${y}`));
    const last = side - 5;
    for (const corner of ['4 4', `${last} 4`, `4 ${last}`, '10 10', `${last - 6} 10`, `10 ${last - 6}`])
      expect(dark.has(corner)).toBe(true);
    expect([...dark].some((at) => at.split(' ').some((n) => Number(n) < 4 || Number(n) > last))).toBe(false);
  });
});
