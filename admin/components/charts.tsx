import React from 'react';
import { day, number, plain } from './format';

const [WIDTH, HEIGHT, FOOT] = [560, 250, 28];

/** A bar a day. */
export function PerDay({
  days,
  label,
}: {
  readonly days: readonly { readonly day: string; readonly count: number }[];
  readonly label: string;
}) {
  const most = Math.max(1, ...days.map(({ count }) => count));
  const step = WIDTH / days.length;
  return (
    <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={label} style={{ width: '100%' }}>
      <line x1="0" x2={WIDTH} y1={HEIGHT - FOOT} y2={HEIGHT - FOOT} stroke="#dde4de" />
      {days.map((each, at) => {
        const height = (each.count / most) * (HEIGHT - FOOT - 24);
        return (
          <g key={each.day}>
            <title>{`${day(each.day)}: ${number(each.count)}`}</title>
            <rect x={at * step + 4} y={HEIGHT - FOOT - height} width={step - 8} height={height} rx="2" fill="#6a9f7c" />
            {each.count > 0 ? (
              <text x={at * step + step / 2} y={HEIGHT - FOOT - height - 4} textAnchor="middle">
                {number(each.count)}
              </text>
            ) : null}
            {at % 3 === (days.length - 1) % 3 ? (
              <text x={at * step + step / 2} y={HEIGHT - 6} textAnchor="middle">
                {each.day.slice(5)}
              </text>
            ) : null}
          </g>
        );
      })}
    </svg>
  );
}

/** A bar a name, with its share. */
export function Shares({ parts }: { readonly parts: readonly { readonly name: string; readonly count: number }[] }) {
  const all = parts.reduce((sum, { count }) => sum + count, 0);
  return (
    <div>
      {parts.map(({ name, count }) => (
        <div key={name} className="step">
          <span>{name}</span>
          <div className="meter">
            <div style={{ width: `${all === 0 ? 0 : (count / all) * 100}%` }} />
          </div>
          <span className="amount" style={{ minWidth: 90, textAlign: 'right' }}>
            {number(count)} <span className="soft">{all === 0 ? '' : `${Math.round((count / all) * 100)}%`}</span>
          </span>
        </div>
      ))}
    </div>
  );
}

const LABELS_MAX = 14;
const NAME_LENGTH = 12;
const WIDE = 1_080;

/** A bar a point; a gap where there is no value, a pale bar where more can still come. */
export function Points({
  points,
  label,
}: {
  readonly points: readonly {
    readonly name: string;
    readonly value: number | null;
    readonly told: string;
    readonly isOpen: boolean;
  }[];
  readonly label: string;
}) {
  const most = Math.max(...points.map(({ value }) => value ?? 0)) || 1;
  const step = WIDE / Math.max(1, points.length);
  const every = Math.ceil(points.length / LABELS_MAX);
  const bar = Math.min(56, step * 0.72);
  return (
    <svg viewBox={`0 0 ${WIDE} ${HEIGHT}`} role="img" aria-label={label} style={{ width: '100%', maxHeight: 340 }}>
      <line x1="0" x2={WIDE} y1={HEIGHT - FOOT} y2={HEIGHT - FOOT} stroke="#dde4de" />
      {points.map(({ name, value, told, isOpen }, at) => {
        const height = Math.max(0, ((value ?? 0) / most) * (HEIGHT - FOOT - 24));
        const middle = at * step + step / 2;
        return (
          <g key={`${name}|${at}`}>
            <title>{`${plain(name)}: ${told}`}</title>
            <rect
              x={middle - bar / 2}
              y={HEIGHT - FOOT - height}
              width={bar}
              height={height}
              rx="2"
              fill={isOpen ? '#c9dccf' : '#6a9f7c'}
            />
            {points.length <= LABELS_MAX ? (
              <text x={middle} y={HEIGHT - FOOT - height - 5} textAnchor="middle">
                {told}
              </text>
            ) : null}
            {at % every === 0 ? (
              <text x={middle} y={HEIGHT - 6} textAnchor="middle">
                {plain(name).slice(0, NAME_LENGTH)}
              </text>
            ) : null}
          </g>
        );
      })}
    </svg>
  );
}
