import React from 'react';
import type { MemberTold } from './member-told';
import { choice, fill, texts } from './page-state';
import { Chip, Empty, Panel, toneOf, When, Written } from './parts';

/** How brands know a member, what it agreed to, who sees it, and when it was suspended. */
export function People({ member }: Pick<MemberTold, 'member'>) {
  const { member: say } = texts();
  const { identities, consents, links, statusHistory } = member;
  return (
    <div className="grid">
      <Panel title={say.identities}>
        {identities === null ? <Empty>{say.pii}</Empty> : null}
        {identities?.length === 0 ? <Empty>{say.noIdentities}</Empty> : null}
        <table>
          <tbody>
            {(identities ?? []).map(({ kind, value }) => (
              <tr key={`${kind} ${value}`}>
                <td>{choice(kind)}</td>
                <td>
                  <Written text={value} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </Panel>
      <Panel title={say.consents}>
        {consents?.length ? null : <Empty>{say.noConsents}</Empty>}
        <table>
          <tbody>
            {(consents ?? []).map(({ channel, purpose, state, occurredAt }) => (
              <tr key={`${channel} ${purpose}`}>
                <td>{choice(purpose)}</td>
                <td>{choice(channel)}</td>
                <td>
                  <Chip tone={state === 'GRANTED' ? 'good' : 'bad'}>
                    {state === 'GRANTED' ? say.granted : say.denied}
                  </Chip>
                </td>
                <td>
                  <When at={occurredAt} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </Panel>
      <Panel title={say.links}>
        {links?.length ? null : <Empty>{say.noLinks}</Empty>}
        {(links ?? []).map(({ brand, linkedAt }) => (
          <p key={linkedAt}>
            <b>{brand ? <Written text={brand.name} /> : '–'}</b> {fill(say.linkedAt, { at: '' }).trim()}{' '}
            <When at={linkedAt} />
          </p>
        ))}
      </Panel>
      {statusHistory?.length ? (
        <Panel title={say.statusHistory}>
          {statusHistory.map(({ id, occurredAt, toStatus, reason }) => (
            <p key={id}>
              <When at={occurredAt} /> <Chip tone={toneOf(toStatus)}>{choice(toStatus)}</Chip> <Written text={reason} />
            </p>
          ))}
        </Panel>
      ) : null}
    </div>
  );
}
