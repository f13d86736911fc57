import React from 'react';
import { Link } from 'react-router-dom';
import { day, number, percent } from './format';
import type { SizeOfDay } from './segment-told';

const [SMALL_WIDTH, SMALL_HEIGHT] = [120, 28];
const [WIDTH, HEIGHT, LEFT, FOOT] = [460, 200, 58, 28];
const COLOURS = ['#2f6b45', '#c9a14a', '#3d6f8e', '#a4553f', '#7b5ea7', '#6a9f7c', '#4f5d56', '#d98b5f', '#7fb2cf', '#b0578d', '#8a8f3c']; // prettier-ignore
/** Whoever is left over. */
const REST = '#c6cec8';

/** How a size went, small enough for a row of a list. */
export function SmallLine({ history, label }: { readonly history: readonly SizeOfDay[]; readonly label: string }) {
  if (history.length < 2) return <span className="soft">–</span>;
  const { x, y } = scaleOf(history, { left: 2, right: SMALL_WIDTH - 2, top: 3, bottom: SMALL_HEIGHT - 3 });
  return (
    <svg
      viewBox={`0 0 ${SMALL_WIDTH} ${SMALL_HEIGHT}`}
      role="img"
      aria-label={label}
      style={{ width: SMALL_WIDTH, height: SMALL_HEIGHT, display: 'block' }}
    >
      <polyline fill="none" stroke="#2f6b45" strokeWidth="1.5" points={pointsOf(history, x, y)} />
    </svg>
  );
}

/** How a size went day by day. */
export function SizeLine({ history, label }: { readonly history: readonly SizeOfDay[]; readonly label: string }) {
  const { x, y, low, high } = scaleOf(history, { left: LEFT, right: WIDTH - 12, top: 14, bottom: HEIGHT - FOOT });
  const ends = [0, history.length - 1].filter((at, nth, all) => all.indexOf(at) === nth);
  return (
    <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={label} style={{ width: '100%', maxHeight: 260 }}>
      {[...new Set([low, high])].map((size) => (
        <g key={size}>
          <line x1={LEFT} x2={WIDTH - 12} y1={y(size)} y2={y(size)} stroke="#dde4de" />
          <text x={LEFT - 10} y={y(size) + 5} textAnchor="end">
            {number(size)}
          </text>
        </g>
      ))}
      <polyline fill="none" stroke="#2f6b45" strokeWidth="2.5" points={pointsOf(history, x, y)} />
      {history.map((each, at) => (
        <circle key={each.day} cx={x(at)} cy={y(each.size)} r={history.length > 60 ? 1.5 : 3.5} fill="#2f6b45">
          <title>{`${day(each.day)}: ${number(each.size)}`}</title>
        </circle>
      ))}
      {ends.map((at) => (
        <text key={at} x={x(at)} y={HEIGHT - 6} textAnchor={at === 0 ? 'start' : 'end'}>
          {day(history[at]?.day ?? '')}
        </text>
      ))}
    </svg>
  );
}

interface Frame {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

function scaleOf(history: readonly SizeOfDay[], { left, right, top, bottom }: Frame) {
  const sizes = history.map(({ size }) => size);
  const [low, high] = [Math.min(...sizes), Math.max(...sizes)];
  return {
    low,
    high,
    x: (at: number) => (history.length < 2 ? left : left + (at / (history.length - 1)) * (right - left)),
    y: (size: number) => (high === low ? (top + bottom) / 2 : bottom - ((size - low) / (high - low)) * (bottom - top)),
  };
}

function pointsOf(history: readonly SizeOfDay[], x: (at: number) => number, y: (size: number) => number): string {
  return history.map(({ size }, at) => `${x(at)},${y(size)}`).join(' ');
}

export interface Layer {
  readonly key: string;
  readonly name: string;
  readonly size: number;
  readonly href?: string;
}

/** One bar of all layers in their order, the last of them who is left over; below it each with its share. */
export function LayerBar({ layers, label }: { readonly layers: readonly Layer[]; readonly label: string }) {
  const all = layers.reduce((sum, { size }) => sum + size, 0);
  const share = (size: number): number => (all === 0 ? 0 : size / all);
  const colour = (at: number): string => (at === layers.length - 1 ? REST : (COLOURS[at % COLOURS.length] ?? REST));
  return (
    <>
      <div className="layers" role="img" aria-label={label}>
        {layers.map(({ key, name, size }, at) => (
          <div
            key={key}
            title={`${name}: ${number(size)} (${percent(share(size))})`}
            style={{ width: `${share(size) * 100}%`, background: colour(at) }}
          />
        ))}
      </div>
      <div className="legend">
        {layers.map(({ key, name, size, href }, at) => (
          <div key={key}>
            <span className="dot" style={{ background: colour(at) }} />
            <span className="name">{href ? <Link to={href}>{name}</Link> : name}</span>
            <span className="amount">{number(size)}</span>
            <span className="soft amount">{percent(share(size))}</span>
          </div>
        ))}
      </div>
    </>
  );
}

/** The colour of a share in a heat map: white for none, deep for all; and one that can be read on it. */
export function heat(share: number): { readonly background: string; readonly color: string } {
  const strength = Math.max(0, Math.min(1, share));
  return {
    background: strength === 0 ? '#fff' : `rgb(47 107 69 / ${(0.06 + 0.84 * strength).toFixed(3)})`,
    color: strength > 0.85 ? '#fff' : '#1d2a22',
  };
}
