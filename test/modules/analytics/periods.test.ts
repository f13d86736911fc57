import { describe, expect, it } from '@jest/globals';
import { addMonths, cut, nameOf } from '../../../src/modules/analytics/periods.js';
import { choose, sql } from '../../../src/modules/analytics/statement.js';

describe('A period', () => {
  it('is cut where calendar weeks and months begin, and its ends may be parts of such', () => {
    const weeks = cut({ from: '2025-12-31', to: '2026-01-14' }, 'WEEK');
    expect(weeks.map((week) => [week.from, week.to, nameOf(week, 'WEEK')])).toEqual([
      ['2025-12-31', '2026-01-05', '2025-12-29'],
      ['2026-01-05', '2026-01-12', '2026-01-05'],
      ['2026-01-12', '2026-01-14', '2026-01-12'],
    ]);
    const months = cut({ from: '2024-01-31', to: '2024-03-02' }, 'MONTH');
    expect(months.map((month) => [month.from, month.to, nameOf(month, 'MONTH')])).toEqual([
      ['2024-01-31', '2024-02-01', '2024-01'],
      ['2024-02-01', '2024-03-01', '2024-02'],
      ['2024-03-01', '2024-03-02', '2024-03'],
    ]);
    expect(cut({ from: '2024-02-28', to: '2024-03-01' }, 'DAY').map(({ from }) => from)).toEqual(['2024-02-28', '2024-02-29']); // prettier-ignore
  });

  it('of months ends on the last day where a month has no such day', () => {
    expect(addMonths('2024-03-31', -1)).toBe('2024-02-29');
    expect(addMonths('2024-02-29', 12)).toBe('2025-02-28');
    expect(addMonths('2026-01-31', -12)).toBe('2025-01-31');
    expect(addMonths('2026-11-30', 3)).toBe('2027-02-28');
  });
});

describe('A tree of comparisons', () => {
  it('binds every bound and every choice, and is as deep as it must be', () => {
    const bounds = Array.from({ length: 1_095 }, (_, at) => at + 1);
    const { text, params } = choose(sql`a.day`, bounds, [0, ...bounds]);
    expect(params).toHaveLength(2 * 1_096 - 1);
    expect(text.match(/CASE/g)).toHaveLength(1_095);
    expect(/(?:END ?){12,}/.test(text)).toBe(false);
  });

  it('is the only choice where there is one', () => {
    expect(choose(sql`a.day`, [], [7])).toEqual(sql`${7}`);
  });
});
