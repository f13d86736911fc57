import React, { useEffect, useState } from 'react';
import type { FormEvent } from 'react';
import type { ActionProps } from 'adminjs';
import { leadToDoor, tellOfAll } from './api';
import type { BooksTold, Liability } from './books-told';
import { BreakageCurve } from './breakage-curve';
import { money, number } from './format';
import { choice, fill, texts } from './page-state';
import { Amount, Empty, Panel, Sheet } from './parts';

/** The books of the program: every account, what is outstanding, and how points are used up. */
export default function Books({ resource }: ActionProps) {
  const { books: say } = texts();
  const [asOf, setAsOf] = useState('');
  const [told, setTold] = useState<BooksTold | null>(null);
  const show = (): void => {
    tellOfAll<BooksTold>(resource.id, asOf ? { asOf } : {}).then(setTold, leadToDoor);
  };
  useEffect(show, [resource.id]);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    show();
  };
  return (
    <Sheet>
      <form className="row asking" onSubmit={submit}>
        <label>
          <span>{say.asOf}</span>
          <input type="date" value={asOf} onChange={(event) => setAsOf(event.target.value)} />
        </label>
        <button type="submit" className="act main">
          {say.show}
        </button>
      </form>
      {told?.problem ? <p className="problem">{told.problem}</p> : null}
      {told?.trial ? (
        <div className="grid">
          <Trial told={told} />
          <Outstanding title={say.byEnd} lines={told.byEnd} />
          <Outstanding title={say.byCohort} lines={told.byCohort} />
          <Outstanding title={say.byFunder} lines={told.byFunder} />
          {told.breakage.map(({ wallet, cohorts }) => (
            <Panel key={wallet} title={`${say.breakage} · ${wallet}`} isWide>
              <p className="soft">{say.breakageHelp}</p>
              <BreakageCurve cohorts={cohorts} label={say.breakage} />
            </Panel>
          ))}
        </div>
      ) : null}
    </Sheet>
  );
}

function Trial({ told: { trial } }: { readonly told: BooksTold }) {
  const { books: say } = texts();
  if (!trial) return null;
  return (
    <Panel title={say.trial} isWide>
      <table>
        <thead>
          <tr>
            <th>{texts().member.wallet}</th>
            <th>{say.account}</th>
            <th>{say.brand}</th>
            <th className="num">{say.debit}</th>
            <th className="num">{say.credit}</th>
            <th className="num">{say.balance}</th>
          </tr>
        </thead>
        <tbody>
          {trial.lines.map(({ wallet, kind, brandId, brand, debit, credit, balance }) => (
            <tr key={`${wallet.code}:${kind}:${brandId ?? ''}`}>
              <td>{wallet.unitName}</td>
              <td>{choice(kind)}</td>
              <td>{brand ?? '–'}</td>
              <td className="num">{number(debit)}</td>
              <td className="num">{number(credit)}</td>
              <td className="num">
                <Amount value={balance} />
              </td>
            </tr>
          ))}
          <tr>
            <td colSpan={5}>
              <strong>{say.total}</strong>
            </td>
            <td className="num">
              <strong>{number(trial.total)}</strong>
            </td>
          </tr>
        </tbody>
      </table>
    </Panel>
  );
}

/** A bar a month or a brand; of one wallet they are of one scale. */
function Outstanding({ title, lines }: { readonly title: string; readonly lines: readonly Liability[] }) {
  const { books: say } = texts();
  const wallets = new Map(lines.map(({ wallet }) => [wallet.code, wallet.unitName]));
  return (
    <Panel title={`${say.liability} · ${title}`}>
      {lines.length === 0 ? <Empty>{say.none}</Empty> : null}
      {[...wallets].map(([code, unitName]) => (
        <div key={code}>
          <h3>{unitName}</h3>
          <Bars lines={lines.filter(({ wallet }) => wallet.code === code)} />
        </div>
      ))}
    </Panel>
  );
}

const COLUMNS = { gridTemplateColumns: '92px 1fr 168px' };

function Bars({ lines }: { readonly lines: readonly Liability[] }) {
  const most = Math.max(1, ...lines.map(({ outstanding }) => outstanding));
  return (
    <>
      {lines.map((line) => (
        <div key={line.key} className="step" style={COLUMNS}>
          <span>{line.name}</span>
          <div className="meter">
            <div style={{ width: `${(Math.max(0, line.outstanding) / most) * 100}%` }} />
          </div>
          <span className="amount" style={{ textAlign: 'right' }}>
            <Amount value={line.outstanding} />
            <Parts line={line} />
          </span>
        </div>
      ))}
    </>
  );
}

/** What of it waits, what holds reserve, and what it is worth. */
function Parts({ line: { pending, held, worth } }: { readonly line: Liability }) {
  const { books: say, member: words } = texts();
  const parts = [
    worth ? fill(say.worth, { amount: money(worth.amountMinor, worth.currency) }) : null,
    pending > 0 ? fill(words.pending, { amount: number(pending) }) : null,
    held ? fill(words.held, { amount: number(held) }) : null,
  ].filter((part) => part !== null);
  return parts.length > 0 ? <div className="soft">{parts.join(' · ')}</div> : null;
}
