import React from 'react';
import type { ReactNode } from 'react';
import { instant, number, plain } from './format';

/** A text somebody else wrote. */
export function Written({ text }: { readonly text: string }) {
  return <bdi>{plain(text)}</bdi>;
}

/** Our own part of a page of AdminJS. How it looks is said once, where who is signed in is shown. */
export function Sheet({ children }: { readonly children: ReactNode }) {
  return <div className="lrl">{children}</div>;
}

export function Panel({
  title,
  children,
  isWide,
}: {
  readonly title?: string;
  readonly children: ReactNode;
  readonly isWide?: boolean;
}) {
  return (
    <section className={isWide ? 'panel wide' : 'panel'}>
      {title ? <h2>{title}</h2> : null}
      {children}
    </section>
  );
}

export function Chip({
  children,
  tone = 'plain',
}: {
  readonly children: ReactNode;
  readonly tone?: 'plain' | 'good' | 'bad' | 'wait';
}) {
  return <span className={`chip ${tone}`}>{children}</span>;
}

export function Empty({ children }: { readonly children: ReactNode }) {
  return <p className="empty">{children}</p>;
}

export function Facts({ facts }: { readonly facts: readonly (readonly [string, ReactNode])[] }) {
  return (
    <dl className="facts">
      {facts.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

export function When({ at }: { readonly at: string | number | null | undefined }) {
  if (at === null || at === undefined) return <>–</>;
  return <time dateTime={new Date(at).toISOString()}>{instant(at)}</time>;
}

export function Amount({ value }: { readonly value: number }) {
  return <span className={value < 0 ? 'amount minus' : 'amount'}>{number(value)}</span>;
}

const TONES: Readonly<Record<string, 'good' | 'bad' | 'wait'>> = {
  accepted: 'good', settled: 'good', disputed: 'bad', issued: 'wait',
  active: 'good', done: 'good', approved: 'good', YES: 'good', ACTIVE: 'good',
  suspended: 'bad', failed: 'bad', rejected: 'bad', disabled: 'bad', SUSPENDED: 'bad', NO: 'bad',
  running: 'wait', pending: 'wait', UNKNOWN: 'wait',
}; // prettier-ignore

export function toneOf(value: string): 'plain' | 'good' | 'bad' | 'wait' {
  return TONES[value] ?? 'plain';
}
