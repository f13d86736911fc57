import { testProgram } from '../../support/program.js';

const transfer = { perDay: 1_000_000_000 };
const unitName = { en: 'points', 'zh-CN': '积分', 'zh-TW': '點數' };

export const MEMBERS = 10;
export const MEMBER_IDS = Array.from({ length: MEMBERS }, (_, number) => `m-${number}`);
/** What every member is given of both wallets before anything begins. */
export const START_POINTS = 1_000;

/**
 * The usual test program with two wallets whose points members give to one another. Those of `vault` are only given and
 * held, never made or spent: all of them together stay the same number, whatever happens.
 */
export const bankProgram = {
  ...testProgram,
  wallets: [
    { code: 'points', unitName, transfer, cash: { points: 1, minor: 100 }, negative: { policy: 'forbid' } },
    { code: 'vault', unitName, transfer, negative: { policy: 'forbid' } },
    ...testProgram.wallets.filter(({ code }) => code !== 'points'),
  ],
};
