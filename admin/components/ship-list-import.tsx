import React, { useState } from 'react';
import { useNotice } from 'adminjs';
import type { Sent } from './api';
import { leadToDoor, send } from './api';
import { number, plain } from './format';
import { texts } from './page-state';
import { Facts, Panel } from './parts';

interface Imported {
  readonly shipped: number | null;
  readonly unchanged: number | null;
  readonly left: number | null;
  readonly problems?: readonly {
    readonly line: number;
    readonly code: 'DUPLICATE' | 'UNKNOWN' | 'ALREADY_SHIPPED' | 'NOT_READY' | 'NOT_UNDERSTOOD';
  }[];
}

const BYTES_MAX = 1_000_000;

/** Brings a ship list back: it is tried first, and done when one has seen what would happen. */
export function ShipListImport({ resourceId, onDone }: { readonly resourceId: string; readonly onDone: () => void }) {
  const { parcels: say, form } = texts();
  const [csv, setCsv] = useState('');
  const [tried, setTried] = useState<{ readonly of: string; readonly answer: Sent<Imported> } | null>(null);
  const [isBusy, setBusy] = useState(false);
  const notify = useNotice();
  const isLarge = new TextEncoder().encode(csv).length > BYTES_MAX;
  const answer = tried?.of === csv ? tried.answer : null;
  const isReady = answer?.notice?.type === 'success' && (answer.result?.shipped ?? 0) > 0;
  const run = (dryRun: boolean): void => {
    setBusy(true);
    send<Imported>({ resourceId, actionName: 'importShipments' }, { csv, dryRun })
      .then((said) => {
        setTried({ of: csv, answer: said });
        if (dryRun || said.notice?.type !== 'success') return;
        notify({ message: form.done, type: 'success' });
        onDone();
      }, leadToDoor)
      .finally(() => setBusy(false));
  };
  return (
    <Panel title={say.importTitle} isWide>
      <p style={{ marginBottom: 14 }}>{say.importHelp}</p>
      <label>
        <span>{say.file}</span>
        <input type="file" accept=".csv,text/csv,text/plain" onChange={(event) => void event.target.files?.[0]?.text().then(setCsv)} />
      </label>
      <label>
        <span>{say.csv}</span>
        <textarea className="code" rows={4} spellCheck={false} value={csv} onChange={(event) => setCsv(event.target.value)} />
      </label>
      {isLarge ? <p className="problem" role="alert">{say.tooLarge}</p> : null}
      <div className="row">
        <button type="button" className={isReady ? 'act' : 'act main'} disabled={isBusy || isLarge || !csv.trim()} onClick={() => run(true)}>
          {say.try}
        </button>
        <button type="button" className={isReady ? 'act main' : 'act'} disabled={isBusy || !isReady} onClick={() => run(false)}>
          {form.send}
        </button>
      </div>
      <Outcome answer={answer} csv={csv} />
    </Panel>
  );
} // prettier-ignore

/** What would happen, and which lines are left out. */
function Outcome({ answer, csv }: { readonly answer: Sent<Imported> | null; readonly csv: string }) {
  const { parcels: say } = texts();
  const { shipped, unchanged, left, problems = [] } = answer?.result ?? { shipped: null, unchanged: null, left: null };
  const lines = csv.split(/\r?\n/);
  return (
    <div aria-live="polite" style={{ marginTop: 14 }}>
      {answer ? null : <p className="soft">{say.notTried}</p>}
      {(answer?.problems ?? []).map(({ message }) => (
        <p key={message} className="problem" role="alert">{message}</p>
      ))}
      {shipped === null ? null : (
        <Facts facts={[[say.shipped, number(shipped)], [say.unchanged, number(unchanged ?? 0)], [say.left, number(left ?? 0)]]} />
      )}
      {problems.length > 0 ? (
        <table>
          <thead>
            <tr>
              <th className="num">{say.line}</th>
              <th>{say.lineSays}</th>
              <th>{say.problem}</th>
            </tr>
          </thead>
          <tbody>
            {problems.map(({ line, code }) => (
              <tr key={line}>
                <td className="num">{line}</td>
                <td><code>{plain((lines[line - 1] ?? '').split(',')[0] ?? '').slice(0, 32)}</code></td>
                <td>{say.problems[code]}</td>
              </tr>
            ))}
          </tbody>
        </table>
      ) : null}
    </div>
  );
} // prettier-ignore
