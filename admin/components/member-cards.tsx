import React from 'react';
import type { MemberTold } from './member-told';
import { instant } from './format';
import { fill, texts } from './page-state';
import { Empty, Panel, Written } from './parts';

/** The cards a member holds, and what is left of the cycle of each. What the role does not allow is not there. */
export function Cards({ member: { cards } }: Pick<MemberTold, 'member'>) {
  const { cards: say } = texts();
  if (cards === null) return null;
  return (
    <Panel title={say.title}>
      {cards.length === 0 ? <Empty>{say.none}</Empty> : null}
      {cards.map(({ packageIssueId, package: of, until, cycle }) => (
        <div key={packageIssueId} style={{ marginBottom: 14 }}>
          <p>
            <b>
              <Written text={of?.name ?? packageIssueId} />
            </b>{' '}
            <span className="soft">
              {fill(say.cycle, { number: cycle.number, until: instant(cycle.until) })} ·{' '}
              {fill(say.until, { at: instant(until) })}
            </span>
          </p>
          <table>
            <tbody>
              {cycle.parts.map(({ benefit, quota, used, remaining }, at) => (
                <tr key={benefit?.code ?? at}>
                  <td>
                    <Written text={benefit?.name ?? '–'} />
                  </td>
                  <td>{quota === 0 ? '–' : fill(say.left, { remaining, quota })}</td>
                  <td className="soft">{quota === 0 ? '' : fill(say.used, { used })}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      ))}
    </Panel>
  );
}
