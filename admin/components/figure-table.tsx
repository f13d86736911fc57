import React from 'react';
import type { Definition, Point, Side } from './figures-told';
import { money, number } from './format';
import { texts } from './page-state';
import { Chip, Written } from './parts';

/** The value as people read it; a dash where there is nothing to divide by. */
export function valueOf({ value }: Point, unit: Definition['unit']): string {
  if (value === null) return '—';
  return unit === 'MONEY' ? money(value) : `${number(Math.round(value * 1_000) / 10)} %`;
}

/** Every point with what it was divided from, and the way to the members behind it. */
export function FigureTable({
  points,
  by,
  unit,
  show,
}: {
  readonly points: readonly Point[];
  readonly by: string | null;
  readonly unit: Definition['unit'];
  readonly show: (side: Side) => void;
}) {
  const { figures: say } = texts();
  const count = (value: number | null, isMoney: boolean) => (value === null ? '—' : isMoney ? money(value) : number(value)); // prettier-ignore
  return (
    <table>
      <thead>
        <tr>
          <th>{say.group}</th>
          <th className="num">{say.value}</th>
          <th className="num">{say.numerator}</th>
          <th className="num">{say.denominator}</th>
          <th />
          <th>{say.behind}</th>
        </tr>
      </thead>
      <tbody>
        {points.map((point) => (
          <tr key={`${point.group ?? ''}|${point.from}`}>
            <td>{point.name === null ? by ? say.unknown : say.whole : <Written text={point.name} />}</td>
            <td className="num">{valueOf(point, unit)}</td>
            <td className="num">{count(point.numerator, unit === 'MONEY')}</td>
            <td className="num">{count(point.denominator, false)}</td>
            <td>
              {point.isMature ? null : <Chip tone="wait">{say.immature}</Chip>}
              {point.isWithheld ? <Chip>{say.withheld}</Chip> : null}
            </td>
            <td>
              {(['NUMERATOR', 'DENOMINATOR'] as const).map((side) => (
                <button
                  key={side}
                  type="button"
                  className="link"
                  style={{ marginRight: 14 }}
                  onClick={() => show({ group: point.group, side })}
                >
                  {side === 'NUMERATOR' ? say.numerator : say.denominator}
                </button>
              ))}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
