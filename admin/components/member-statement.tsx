import React, { useEffect, useState } from 'react';
import type { FormEvent } from 'react';
import { askAbout, leadToDoor } from './api';
import { csvOf, save } from './csv';
import { instant, number } from './format';
import type { MemberTold, Statement } from './member-told';
import { choice, said, session, texts } from './page-state';
import { Amount, Empty, Panel, When, Written } from './parts';

interface Told {
  readonly statement: Statement | null;
  readonly problem: string | null;
}

interface Asked {
  readonly wallet: string;
  readonly from: string;
  readonly to: string;
}

/** What a member had, what moved, and what it had then, over some days; to look at or to take along. */
export function StatementTab({ member }: { readonly member: MemberTold['member'] }) {
  const { memberStatement: say, member: words, form } = texts();
  const wallets = member.balances ?? [];
  const [asked, setAsked] = useState({ wallet: wallets[0]?.wallet.code ?? '', from: monthAgo(), to: today() });
  const [told, setTold] = useState<(Told & { readonly asked: Asked }) | null>(null);
  const show = (): void => {
    setTold(null);
    askAbout<Told>('members', member.id, 'statement', asked).then(
      (answer) => setTold({ ...answer, asked }),
      leadToDoor,
    );
  };
  useEffect(show, [member.id]);
  const shown = told?.statement ?? null;
  if (wallets.length === 0) return <Panel>{form.noRight}</Panel>;
  const change = (name: keyof typeof asked) => (event: { target: { value: string } }) =>
    setAsked({ ...asked, [name]: event.target.value });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    show();
  };
  return (
    <div className="grid">
      <Panel title={words.statement} isWide>
        <form className="row asking" onSubmit={submit}>
          <label>
            <span>{words.wallet}</span>
            <select value={asked.wallet} onChange={change('wallet')}>
              {wallets.map(({ wallet }) => (
                <option key={wallet.code} value={wallet.code}>
                  {wallet.unitName}
                </option>
              ))}
            </select>
          </label>
          <label>
            <span>{say.from}</span>
            <input type="date" value={asked.from} onChange={change('from')} required />
          </label>
          <label>
            <span>{say.to}</span>
            <input type="date" value={asked.to} onChange={change('to')} required />
          </label>
          <button type="submit" className="act main">
            {say.show}
          </button>
          {told && shown ? (
            <button
              type="button"
              className="act"
              onClick={() => save(nameOf(member, told.asked), csvOf(rowsOf(shown)))}
            >
              {say.csv}
            </button>
          ) : null}
        </form>
        {told?.problem ? <p className="problem">{told.problem}</p> : null}
        {shown ? <Entries statement={shown} /> : null}
      </Panel>
    </div>
  );
}

function Entries({ statement }: { readonly statement: Statement }) {
  const { memberStatement: say } = texts();
  const { opening, closing, entries, isCut } = statement;
  return (
    <>
      {isCut ? <p className="problem">{say.cut}</p> : null}
      <table>
        <thead>
          <tr>
            <th>{say.date}</th>
            <th>{say.movement}</th>
            <th>{say.reason}</th>
            <th>{say.order}</th>
            <th className="num">{say.amount}</th>
            <th className="num">{say.balance}</th>
          </tr>
        </thead>
        <tbody>
          <tr>
            <td colSpan={5}>{say.opening}</td>
            <td className="num">{number(opening)}</td>
          </tr>
          {entries.map(({ id, occurredAt, kind, reason, orderId, amount, balance }) => (
            <tr key={id}>
              <td>
                <When at={occurredAt} />
              </td>
              <td>{choice(kind)}</td>
              <td>
                <Written text={said('reason', reason)} />
              </td>
              <td>{orderId ? <Written text={orderId} /> : '–'}</td>
              <td className="num">
                <Amount value={amount} />
              </td>
              <td className="num">{number(balance)}</td>
            </tr>
          ))}
          <tr>
            <td colSpan={5}>
              <strong>{say.closing}</strong>
            </td>
            <td className="num">
              <strong>{number(closing)}</strong>
            </td>
          </tr>
        </tbody>
      </table>
      {entries.length === 0 ? <Empty>{say.none}</Empty> : null}
    </>
  );
}

function rowsOf({ opening, closing, entries }: Statement): (string | number | null)[][] {
  const { memberStatement: say } = texts();
  return [
    [say.date, say.movement, say.reason, say.order, say.amount, say.balance],
    [say.opening, null, null, null, null, opening],
    ...entries.map(({ occurredAt, kind, reason, orderId, amount, balance }) => [instant(occurredAt), choice(kind), said('reason', reason), orderId, amount, balance]),
    [say.closing, null, null, null, null, closing],
  ]; // prettier-ignore
}

function nameOf({ number: of }: MemberTold['member'], { wallet, from, to }: Asked) {
  return `${of}-${wallet}-${from}-${to}.csv`;
}

/** Days in the zone of the program. */
function dayOf(at: Date): string {
  return new Intl.DateTimeFormat('sv-SE', { timeZone: session().zone, dateStyle: 'short' }).format(at);
}

function today(): string {
  return dayOf(new Date());
}

function monthAgo(): string {
  return dayOf(new Date(Date.now() - 30 * 86_400_000));
}
