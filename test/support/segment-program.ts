import { testProgram } from './program.js';

const named = (text: string) => ({ en: text, 'zh-CN': text, 'zh-TW': text });
const segment = (code: string, when: string | null) => ({ code, name: named(code), when });

/** The program of most tests with segments of every sort: figures, windows, days, scores, means, tiers, points, one another. */
export const segmentProgram = {
  ...testProgram,
  segments: {
    segments: [
      segment('fresh', 'metrics.recencyDays <= 7'),
      segment('spenders', 'metrics.spendMinor >= base.meanSpendMinor'),
      segment('busy', 'orders(30) >= 4 || interactionDays(14) >= 6'),
      segment('beauty', 'spend("beauty", 60) > 20000'),
      segment('silver-up', 'tier.rank >= 1'),
      segment('rich', 'available("points") >= 400'),
      segment('champions', 'rfm.segment == "champions" || rfm.r + rfm.f >= 9'),
      segment('old-hands', 'member.enrolledDays >= 60'),
      segment('asleep', 'now - metrics.lastOrderAt > days(30)'),
      segment('best', 'inSegment("spenders") && inSegment("fresh")'),
      segment('all-but-best', '!inSegment("best") && !inSegment("friends")'),
      segment('friends', null),
    ],
    layerings: [
      {
        code: 'lifecycle',
        name: named('Lifecycle'),
        layers: [
          { code: 'new', name: named('New'), when: 'metrics.recencyDays <= 7 && metrics.orders == 1' },
          { code: 'active', name: named('Active'), when: 'metrics.recencyDays <= 30 && metrics.orders >= 2' },
          { code: 'dormant', name: named('Dormant'), when: 'metrics.recencyDays > 60' },
        ],
        rest: { code: 'other', name: named('Other') },
      },
    ],
  },
};
