import React from 'react';
import { money, number } from './format';
import type { MemberTold } from './member-told';
import { fill, texts } from './page-state';
import { Empty, Facts, Panel, When } from './parts';
import { Cards } from './member-cards';
import { Segments } from './member-segments';
import { WhyTier } from './why-tier';

export function Overview({ told }: { readonly told: MemberTold }) {
  const { member: say } = texts();
  const { balances, metrics } = told.member;
  return (
    <div className="grid">
      <WhyTier told={told} />
      <Panel title={say.balances}>
        {balances && balances.length > 0 ? (
          balances.map(({ id, wallet, available, pending, held, owed }) => (
            <p key={id} style={{ marginBottom: 10 }}>
              <span className="big">{number(available)}</span> {wallet.unitName}{' '}
              <span className="soft">
                {say.available}
                {pending ? ` · ${fill(say.pending, { amount: number(pending) })}` : ''}
                {held ? ` · ${fill(say.held, { amount: number(held) })}` : ''}
                {owed ? ` · ${fill(say.owed, { amount: number(owed) })}` : ''}
              </span>
            </p>
          ))
        ) : (
          <Empty>{say.noBalances}</Empty>
        )}
      </Panel>
      {metrics ? (
        <Panel title={say.metrics}>
          <Facts
            facts={[
              [say.spend, money(metrics.spend.amountMinor, metrics.spend.currency)],
              [say.orders, number(metrics.orders)],
              [say.refunded, money(metrics.refunded.amountMinor, metrics.refunded.currency)],
              [say.interactions, number(metrics.interactions)],
              [say.lastOrder, <When key="order" at={metrics.lastOrderAt} />],
              [say.lastActivity, <When key="activity" at={metrics.lastActivityAt} />],
            ]}
          />
        </Panel>
      ) : null}
      <Cards member={told.member} />
      <Segments member={told.member} />
    </div>
  );
}
