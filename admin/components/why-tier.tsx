import React from 'react';
import { instant, money, number } from './format';
import type { MemberTold, Metric, Requirement, Tier } from './member-told';
import { choice, fill, texts } from './page-state';
import { Chip, Panel, toneOf, When, Written } from './parts';

/** Why a member stands where it stands: what brought it there, what each tier asks for, what it has of that. */
export function WhyTier({ told }: { readonly told: MemberTold }) {
  const { why } = texts();
  const { tier, tierHistory, tierRequirements, tierProgress } = told.member;
  if (!tier) return null;
  const [last] = tierHistory ?? [];
  const cause = told.causes.find(({ id }) => id === last?.causeId);
  const own = tierRequirements?.find((each) => each.tier.code === tier.code);
  return (
    <Panel title={why.title}>
      <p>
        {last
          ? fill(why.stands, { tier: tier.name, since: instant(last.occurredAt) })
          : fill(why.start, { tier: tier.name })}
      </p>
      {cause ? (
        <p>
          {fill(why.by, { activity: cause.typeName })} <When at={cause.occurredAt} />
          {cause.amountMinor === null ? '' : ` · ${money(cause.amountMinor)}`}{' '}
          {cause.externalId ? <Written text={cause.externalId} /> : null}
        </p>
      ) : null}
      {own ? <p>{ruleOf(own)}</p> : null}
      {own?.isMet === false ? <p>{why.kept}</p> : null}
      <div style={{ margin: '12px 0' }}>
        {(tierRequirements ?? []).map((each) => (
          <Step key={each.tier.code} requirement={each} isHere={each.tier.code === tier.code} />
        ))}
      </div>
      <p className="soft">
        {tierProgress?.next && tierProgress.metric
          ? fill(why.next, {
              tier: tierProgress.next.name,
              remaining: measured(tierProgress.metric, tierProgress.remaining ?? 0),
            })
          : why.top}
      </p>
      {tierHistory && tierHistory.length > 1 ? (
        <>
          <h3>{why.history}</h3>
          {tierHistory.map((move, at) => (
            <p key={at}>
              <When at={move.occurredAt} /> {move.from?.name ?? '–'} → {move.to?.name ?? '–'}
            </p>
          ))}
        </>
      ) : null}
    </Panel>
  );
}

function Step({ requirement, isHere }: { readonly requirement: Requirement; readonly isHere: boolean }) {
  const { tier, current, isMet } = requirement;
  const verdict = isMet ? 'YES' : 'NO';
  const share = tier.entry ? Math.max(0, Math.min(100, (current / tier.entry.atLeast) * 100)) : 100;
  return (
    <div className={isHere ? 'step here' : 'step'}>
      <span>{tier.name}</span>
      <span>
        {tier.entry
          ? `${measured(tier.entry.metric, current)} / ${measured(tier.entry.metric, tier.entry.atLeast)}`
          : ''}
        <div className={isMet ? 'meter' : 'meter short'}>
          <div style={{ width: `${share}%` }} />
        </div>
      </span>
      <Chip tone={toneOf(verdict)}>{choice(verdict)}</Chip>
    </div>
  );
}

function ruleOf({ tier, current }: Requirement): string {
  const { why } = texts();
  const { entry } = tier;
  if (!entry) return why.always;
  const needed = measured(entry.metric, entry.atLeast);
  return fill(why.rule, {
    needed,
    unit: unitOf(tier),
    window: windowOf(entry.days),
    has: measured(entry.metric, current),
  });
}

function unitOf({ entry }: Tier): string {
  const { why } = texts();
  if (entry?.metric === 'SPEND') return why.measureSpend;
  return entry?.metric === 'ORDERS' ? why.measureOrders : (entry?.wallet?.unitName ?? why.measurePoints);
}

export function windowOf(days: number | null): string {
  const { why } = texts();
  return days === null ? why.ever : fill(why.within, { days });
}

function measured(metric: Metric, value: number): string {
  return metric === 'SPEND' ? money(value) : number(value);
}
