import React from 'react';
import type { Cohort } from './books-told';
import { number } from './format';
import { texts } from './page-state';

const [WIDTH, HEIGHT, LEFT, FOOT] = [720, 240, 48, 28];
const COHORTS_MAX = 12;
const COLOURS = ['#2f6b45', '#c9a14a', '#3d6f8e', '#8d2a1d', '#7b5ea7', '#6a9f7c', '#1d2a22', '#d98b5f', '#7fb2cf', '#b0578d', '#8a8f3c', '#9aa79f']; // prettier-ignore

/** A line a month of earning: which part of its points had died after so many months. Below it the same as a table. */
export function BreakageCurve({ cohorts, label }: { readonly cohorts: readonly Cohort[]; readonly label: string }) {
  const { books: say } = texts();
  const shown = cohorts.slice(-COHORTS_MAX);
  const months = Math.max(1, ...shown.flatMap(({ ages }) => ages.map((age) => age.months)));
  const x = (month: number): number => LEFT + (month / months) * (WIDTH - LEFT - 12);
  const y = (share: number): number => 10 + (1 - share) * (HEIGHT - FOOT - 10);
  return (
    <>
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={label} style={{ width: '100%', maxHeight: 320 }}>
        {[0, 0.5, 1].map((share) => (
          <g key={share}>
            <line x1={LEFT} x2={WIDTH - 12} y1={y(share)} y2={y(share)} stroke="#dde4de" />
            <text x={LEFT - 8} y={y(share) + 5} textAnchor="end">{`${share * 100}%`}</text>
          </g>
        ))}
        {Array.from({ length: months + 1 }, (_, month) => month)
          .filter((month) => month % Math.ceil(months / 12) === 0)
          .map((month) => (
            <text key={month} x={x(month)} y={HEIGHT - 6} textAnchor="middle">
              {month}
            </text>
          ))}
        {shown.map(({ cohort, ages }, at) => (
          <polyline
            key={cohort}
            fill="none"
            stroke={COLOURS[at % COLOURS.length]}
            strokeWidth="2"
            points={ages.map((age) => `${x(age.months)},${y(age.expiredShare)}`).join(' ')}
          >
            <title>{cohort}</title>
          </polyline>
        ))}
      </svg>
      <table>
        <thead>
          <tr>
            <th>{say.cohort}</th>
            <th className="num">{say.issued}</th>
            <th className="num">{say.spent}</th>
            <th className="num">{say.expired}</th>
            <th className="num">{say.left}</th>
            <th className="num">{say.share}</th>
          </tr>
        </thead>
        <tbody>
          {shown.map(({ cohort, issued, ages }, at) => {
            const last = ages.at(-1);
            return (
              <tr key={cohort}>
                <td>
                  <span style={{ color: COLOURS[at % COLOURS.length] }}>●</span> {cohort}
                </td>
                <td className="num">{number(issued)}</td>
                <td className="num">{number(last?.spent ?? 0)}</td>
                <td className="num">{number(last?.expired ?? 0)}</td>
                <td className="num">{number(last?.outstanding ?? 0)}</td>
                <td className="num">{`${((last?.expiredShare ?? 0) * 100).toFixed(1)}%`}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </>
  );
}
