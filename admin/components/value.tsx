import React from 'react';
import type { MouseEvent } from 'react';
import { Link } from 'react-router-dom';
import type { BasePropertyProps } from 'adminjs';
import { day, money, number, plain } from './format';
import { choice, field, said as word } from './page-state';
import { pageOfBenefit } from './benefit-told';
import { pageOfMember } from './segment-told';
import { Chip, Sheet, toneOf, When, Written } from './parts';

/** One value of a row, in a list or on its page. */
export default function Value({ record, property, where }: BasePropertyProps) {
  const look = String((property.custom as { look?: unknown }).look);
  const value: unknown = valueOf(record?.params ?? {}, property.path);
  const shown = <Shown look={look} column={property.path} value={value} isShort={where === 'list'} to={pageOf(look, record?.params ?? {})} />; // prettier-ignore
  if (where === 'list') return <Sheet>{shown}</Sheet>;
  return (
    <Sheet>
      <div style={{ marginBottom: 18 }}>
        <div className="soft">{field(property.path)}</div>
        {shown}
      </div>
    </Sheet>
  );
}

/** The page of what is named; null where the row tells no such thing. */
function pageOf(look: string, { memberId, benefit }: Readonly<Record<string, unknown>>): string | null {
  if (look === 'member' && typeof memberId === 'string') return pageOfMember(memberId);
  return look === 'benefit' && typeof benefit === 'string' ? pageOfBenefit(`bnf_${benefit}`) : null;
}

/** AdminJS takes lists and objects apart; here they are put together again. */
function valueOf(params: Readonly<Record<string, unknown>>, path: string): unknown {
  if (path in params) return params[path];
  const parts = Object.entries(params).filter(([key]) => key.startsWith(`${path}.`));
  return parts.length > 0 ? parts.sort().map(([, value]) => value) : null;
}

function Shown({
  look,
  column,
  value,
  isShort,
  to,
}: {
  readonly look: string;
  readonly column: string;
  readonly value: unknown;
  readonly isShort: boolean;
  readonly to: string | null;
}) {
  if (value === null || value === undefined || value === '') return <span className="soft">–</span>;
  switch (look) {
    case 'instant':
      return <When at={value as number} />;
    case 'day':
      return <>{day(said(value))}</>;
    case 'amount':
      return <>{number(Number(said(value)))}</>;
    case 'number':
      return <>{said(value)}</>;
    case 'money':
      return <>{money(Number(said(value)))}</>;
    case 'yesno':
      return <>{choice(value === true || value === 1 ? 'yes' : 'no')}</>;
    case 'choice':
      return <Chip tone={toneOf(said(value))}>{choice(said(value))}</Chip>;
    case 'said':
      return <Said column={column} code={said(value)} isShort={isShort} />;
    case 'code':
    case 'rule':
      return <code>{plain(said(value))}</code>;
    case 'json':
      return isShort ? <code>{plain(shortened(textOf(value)))}</code> : <pre>{plain(textOf(value))}</pre>;
    case 'list':
      return <Listed values={Array.isArray(value) ? value.map(said) : [said(value)]} isShort={isShort} />;
    default: {
      const text = <Written text={isShort ? shortened(said(value)) : said(value)} />;
      return to === null ? text : <Link to={to} onClick={leaveRow}>{text}</Link>; // prettier-ignore
    }
  }
}

/** In words; on the page of a row also the code, which is what filters and the API take. */
function Said({
  column,
  code,
  isShort,
}: {
  readonly column: string;
  readonly code: string;
  readonly isShort: boolean;
}) {
  const words = plain(word(column, code));
  return isShort || words === code ? (
    <>{words}</>
  ) : (
    <>
      {words} <code>{plain(code)}</code>
    </>
  );
}

/** A click on a row opens its own page: not so on a link within it. */
function leaveRow(event: MouseEvent): void {
  event.stopPropagation();
}

function Listed({ values, isShort }: { readonly values: readonly string[]; readonly isShort: boolean }) {
  const shown = isShort ? values.slice(0, 3) : values;
  return (
    <span>
      {shown.map((value) => (
        <React.Fragment key={value}>
          <Chip>{plain(value)}</Chip>{' '}
        </React.Fragment>
      ))}
      {values.length > shown.length ? `+${values.length - shown.length}` : ''}
    </span>
  );
}

/** A value that is a text or a number; what else there is, as JSON. */
function said(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** JSON as it is: numbers without quotes, two spaces deep. */
function textOf(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value, null, 2);
}

function shortened(text: string): string {
  return text.length > 80 ? `${text.slice(0, 79)}…` : text;
}
