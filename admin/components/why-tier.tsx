import React from 'react';
import { day, instant, money, number } from './format';
import type { Keep, MemberTold, Metric, Move, Requirement, Tier } from './member-told';
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
      {endingOf(tierProgress).map((sentence) => (
        <p key={sentence}>{sentence}</p>
      ))}
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
      {tierHistory && tierHistory.length > 0 ? (
        <>
          <h3>{why.history}</h3>
          {tierHistory.map((move, at) => (
            <p key={at}>
              <When at={move.occurredAt} /> {move.from?.name ?? '–'} → {move.to?.name ?? '–'}
              <span className="soft"> {numbersOf(move)}</span>
            </p>
          ))}
        </>
      ) : null}
    </Panel>
  );
}

function Step({ requirement, isHere }: { readonly requirement: Requirement; readonly isHere: boolean }) {
  const { tier, current, isMet } = requirement;
  const verdict = isMet === null ? 'UNKNOWN' : isMet ? 'YES' : 'NO';
  const has = current ?? 0;
  const share = tier.entry ? Math.max(0, Math.min(100, (has / tier.entry.atLeast) * 100)) : isMet ? 100 : 0;
  return (
    <div className={isHere ? 'step here' : 'step'}>
      <span>{tier.name}</span>
      <span>
        {tier.entry
          ? `${measured(tier.entry.metric, has)} / ${measured(tier.entry.metric, tier.entry.atLeast)}`
          : (tier.entryCondition ?? (tier.isInvitedOnly ? texts().why.invited : ''))}
        {tier.isInvitedOnly || tier.entryCondition !== null ? null : (
          <div className={isMet ? 'meter' : 'meter short'}>
            <div style={{ width: `${share}%` }} />
          </div>
        )}
      </span>
      {tier.isInvitedOnly ? null : <Chip tone={toneOf(verdict)}>{choice(verdict)}</Chip>}
    </div>
  );
}

function ruleOf({ tier, current }: Requirement): string {
  const { why } = texts();
  const { entry } = tier;
  if (tier.isInvitedOnly) return why.invited;
  if (tier.entryCondition !== null) return fill(why.condition, { condition: tier.entryCondition });
  if (!entry) return why.always;
  const needed = measured(entry.metric, entry.atLeast);
  return fill(why.rule, {
    needed,
    unit: unitOf(tier),
    window: windowOf(entry),
    has: measured(entry.metric, current ?? 0),
  });
}

function unitOf({ entry }: Tier): string {
  const { why } = texts();
  if (entry?.metric === 'SPEND') return why.measureSpend;
  return entry?.metric === 'ORDERS' ? why.measureOrders : (entry?.wallet?.unitName ?? why.measurePoints);
}

function windowOf({ days, year }: NonNullable<Tier['entry']>): string {
  const { why } = texts();
  if (year !== null) return year === 'CALENDAR' ? why.calendar : why.membership;
  return days === null ? why.ever : fill(why.within, { days });
}

/** How long the tier is the member's, and what it takes to keep it. */
function endingOf(progress: MemberTold['member']['tierProgress']): string[] {
  const { why } = texts();
  if (!progress) return [];
  const { validUntil, graceUntil, isSet, keep } = progress;
  if (isSet) return [validUntil === null ? why.setForGood : fill(why.setByHand, { until: instant(validUntil) })];
  return [
    ...(graceUntil === null ? [] : [fill(why.grace, { until: instant(graceUntil) })]),
    ...(validUntil === null || graceUntil !== null ? [] : [fill(why.until, { until: instant(validUntil) })]),
    ...(keep ? keepingOf(keep) : []),
  ];
}

function keepingOf({ metric, current, target, remaining, until }: Keep): string[] {
  const { why } = texts();
  if (metric === null || current === null || target === null) return [];
  const told = {
    until: instant(until),
    current: measured(metric, current),
    target: measured(metric, target),
    remaining: measured(metric, remaining ?? 0),
  };
  return [fill(remaining ? why.keep : why.keepMet, told)];
}

/** What moved a member, and the numbers it was decided on. */
function numbersOf({ cause, metric, had, needed, windowFrom, windowTo, reason }: Move): string {
  const { why } = texts();
  const causes = why as Readonly<Record<string, string>>;
  const hasNumbers = metric !== null && had !== null && needed !== null;
  const parts = [
    cause === null ? null : (causes[`cause${cause}`] ?? cause),
    hasNumbers ? fill(why.numbers, { had: measured(metric, had), needed: measured(metric, needed) }) : null,
    windowFrom && windowTo ? fill(why.between, { from: day(windowFrom), to: day(windowTo) }) : null,
    reason,
  ];
  return parts.filter((part) => part !== null).join(' · ');
}

function measured(metric: Metric, value: number): string {
  return metric === 'SPEND' ? money(value) : number(value);
}
