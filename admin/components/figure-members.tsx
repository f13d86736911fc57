import React, { useEffect, useRef } from 'react';
import type { Behind, Side } from './figures-told';
import { number } from './format';
import { choice, field, fill, texts } from './page-state';
import { Chip, Empty, Panel, toneOf, When, Written } from './parts';

/** Who is behind a point, a page of them. */
export function FigureMembers({
  behind: { nodes, totalCount, pageInfo },
  side,
  show,
}: {
  readonly behind: Behind;
  readonly side: Side;
  readonly show: (side: Side) => void;
}) {
  const { figures: say, member: words } = texts();
  const which = side.side === 'NUMERATOR' ? say.numerator : say.denominator;
  const top = useRef<HTMLDivElement>(null);
  useEffect(() => {
    top.current?.scrollIntoView({ block: 'start' });
  }, [side]);
  const title = `${say.behind} · ${[side.group, which].filter((part) => part !== null).join(' · ')}`;
  return (
    <div ref={top} style={{ gridColumn: '1 / -1' }}>
      <Panel title={title}>
        <p className="soft">{fill(say.members, { count: number(totalCount) })}</p>
        {nodes.length === 0 ? <Empty>{say.nobody}</Empty> : null}
        <table>
          <thead>
            <tr>
              <th>{field('number')}</th>
              <th>{field('status')}</th>
              <th>{field('tier')}</th>
              <th>{field('channel')}</th>
              <th>{field('enrolledAt')}</th>
            </tr>
          </thead>
          <tbody>
            {nodes.map(({ id, number: of, status, tier, channel, enrolledAt }) => (
              <tr key={id}>
                <td>
                  <a href={`/admin/resources/members/records/${id}/show`}>
                    {fill(words.numberOf, { number: of === null ? id : of })}
                  </a>
                </td>
                <td>
                  <Chip tone={toneOf(status)}>{choice(status)}</Chip>
                </td>
                <td>{tier ? <Written text={tier.name} /> : '–'}</td>
                <td>{channel === null ? '–' : <Written text={channel} />}</td>
                <td>
                  <When at={enrolledAt} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
        {pageInfo.hasNextPage && pageInfo.endCursor !== null ? (
          <button
            type="button"
            className="act"
            onClick={() => show({ group: side.group, side: side.side, after: pageInfo.endCursor ?? '' })}
          >
            {say.more}
          </button>
        ) : null}
      </Panel>
    </div>
  );
}
