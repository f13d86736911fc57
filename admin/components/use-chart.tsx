import React from 'react';
import type { UseTold } from './benefit-told';
import { number } from './format';
import { texts } from './page-state';

const [WIDTH, HEIGHT, HEAD, FOOT] = [1_080, 260, 24, 28];
const GAP = 40;

/** From who may have it to who used it, each with its colour. */
export const STAGES = [
  { name: 'eligible', colour: '#c6cec8' },
  { name: 'seen', colour: '#7fb2cf' },
  { name: 'claimed', colour: '#c9a14a' },
  { name: 'used', colour: '#2f6b45' },
] as const;

/** Four bars a quarter, from who may have it to who used it; those of a quarter that is not over are pale. */
export function UseChart({ use, label }: { readonly use: readonly UseTold[]; readonly label: string }) {
  const { benefitPage: say } = texts();
  const most = Math.max(1, ...use.flatMap((each) => STAGES.map(({ name }) => each[name] ?? 0)));
  const group = WIDTH / Math.max(1, use.length);
  const bar = (group - GAP) / STAGES.length;
  const bottom = HEIGHT - FOOT;
  return (
    <>
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={label} style={{ width: '100%', maxHeight: 340 }}>
        <line x1="0" x2={WIDTH} y1={bottom} y2={bottom} stroke="#dde4de" />
        {use.map((each, at) => (
          <g key={each.quarter} opacity={each.isOver ? 1 : 0.6}>
            {STAGES.map(({ name, colour }, nth) => {
              const count = each[name];
              const height = ((count ?? 0) / most) * (bottom - HEAD);
              const x = at * group + GAP / 2 + nth * bar;
              const told = count === null ? '–' : number(count);
              return (
                <g key={name} data-stage={name}>
                  <title>{`${each.quarter} · ${say[name]}: ${told}`}</title>
                  <rect x={x + 3} y={bottom - height} width={bar - 6} height={height} rx="2" fill={colour} />
                  <text x={x + bar / 2} y={bottom - height - 6} textAnchor="middle">
                    {told}
                  </text>
                </g>
              );
            })}
            <text x={at * group + group / 2} y={HEIGHT - 6} textAnchor="middle">
              {each.isOver ? each.quarter : `${each.quarter} · ${say.open}`}
            </text>
          </g>
        ))}
      </svg>
      <div className="row" style={{ gap: 24, margin: '8px 0 16px' }}>
        {STAGES.map(({ name, colour }) => (
          <span key={name} className="stage">
            <span className="dot" style={{ background: colour, display: 'inline-block' }} /> {say[name]}
          </span>
        ))}
      </div>
    </>
  );
}
