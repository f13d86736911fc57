import React from 'react';
import { Link } from 'react-router-dom';
import type { MemberTold } from './member-told';
import { day } from './format';
import { fill, texts } from './page-state';
import { Empty, Panel, When, Written } from './parts';
import { pageOfSegment } from './segment-told';
import { WhySegment } from './why-segment';

/** The segments a member is in, and its scores. What the role does not allow is not there. */
export function Segments({ member: { id, segments, rfm } }: Pick<MemberTold, 'member'>) {
  const { segments: say, rfm: scores } = texts();
  if (segments === null) return null;
  return (
    <Panel title={say.ofMember}>
      {rfm ? (
        <div className="row" style={{ marginBottom: 12 }}>
          {(['r', 'f', 'm'] as const).map((name) => (
            <span key={name} className="score">
              {name.toUpperCase()} <b>{rfm[name]}</b>
            </span>
          ))}
          <span>{rfm.name}</span>
          <span className="soft">{fill(scores.scoredOn, { day: day(rfm.scoredOn) })}</span>
        </div>
      ) : (
        <p className="soft" style={{ marginBottom: 12 }}>{scores.none}</p>
      )}
      {segments.length === 0 ? <Empty>{say.inNone}</Empty> : null}
      <table>
        <tbody>
          {segments.map(({ segment, since }) => (
            <tr key={segment.id}>
              <td>
                <Link to={pageOfSegment(segment.id)}><Written text={segment.name} /></Link>
              </td>
              <td className="soft">
                {say.since} <When at={since} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <WhySegment key={id} memberId={id} />
    </Panel>
  );
} // prettier-ignore
