import React from 'react';
import { choice, said, texts } from './page-state';
import type { LedgerEntry, Paged } from './member-told';
import { usePages } from './pages';
import { Amount, Empty, Panel, When, Written } from './parts';

/** Every movement of points, the newest first, a page at a time. */
export function Ledger({
  first,
  more,
}: {
  readonly first: Paged<LedgerEntry> | null;
  readonly more: (after: string) => Promise<Paged<LedgerEntry> | null>;
}) {
  const { member: say, form } = texts();
  const { entries, older } = usePages(first, more);
  if (!first) return <Panel>{form.noRight}</Panel>;
  return (
    <div className="grid">
      <Panel title={say.ledger} isWide>
        {entries.length === 0 ? <Empty>{say.emptyLedger}</Empty> : null}
        {entries.length > 0 ? (
          <table>
            <thead>
              <tr>
                <th>{say.when}</th>
                <th>{say.movement}</th>
                <th className="num">{say.amount}</th>
                <th>{say.wallet}</th>
                <th>{say.reason}</th>
              </tr>
            </thead>
            <tbody>
              {entries.map(({ id, occurredAt, kind, amount, wallet, reason }) => (
                <tr key={id}>
                  <td>
                    <When at={occurredAt} />
                  </td>
                  <td>{choice(kind)}</td>
                  <td className="num">
                    <Amount value={amount} />
                  </td>
                  <td>{wallet.unitName}</td>
                  <td>
                    <Written text={said('reason', reason)} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        ) : null}
        {older}
      </Panel>
    </div>
  );
}
