import React, { useState } from 'react';
import { useNotice } from 'adminjs';
import type { ActionProps } from 'adminjs';
import { useNavigate } from 'react-router-dom';
import type { Sent } from './api';
import { leadToDoor, send } from './api';
import { number, plain } from './format';
import { fill, texts } from './page-state';
import { Facts, Panel, Sheet } from './parts';
import { pageOfSegment } from './segment-told';

interface Uploaded {
  readonly added: number | null;
  readonly removed: number | null;
  readonly unchanged: number | null;
  readonly problems?: readonly { readonly line: number; readonly code: 'UNKNOWN' | 'DUPLICATE' | 'NOT_UNDERSTOOD' }[];
}

const MODES = ['ADD', 'REMOVE', 'REPLACE'] as const;
const BYTES_MAX = 1_000_000;
const EXAMPLE = 'externalId\ncrm-1001\ncrm-1002';

/** Puts members into a list or takes them out: it is tried first, and done when one has seen what would happen. */
export default function SegmentUpload({ resource, record, action }: ActionProps) {
  const { segments: say, form } = texts();
  const id = record?.id ?? '';
  const [csv, setCsv] = useState('');
  const [mode, setMode] = useState<(typeof MODES)[number]>('ADD');
  const [isPartial, setPartial] = useState(false);
  const [tried, setTried] = useState<{ readonly of: string; readonly answer: Sent<Uploaded> } | null>(null);
  const [isBusy, setBusy] = useState(false);
  const [notify, navigate] = [useNotice(), useNavigate()];
  const wish = { csv, mode, isPartial };
  const isLarge = new TextEncoder().encode(csv).length > BYTES_MAX;
  const answer = tried?.of === JSON.stringify(wish) ? tried.answer : null;
  const problems = answer?.result?.problems ?? [];
  const isReady = answer?.notice?.type === 'success' && (problems.length === 0 || isPartial);
  const run = (dryRun: boolean): void => {
    setBusy(true);
    send<Uploaded>({ resourceId: resource.id, recordId: id, actionName: action.name }, { ...wish, dryRun })
      .then((said) => {
        setTried({ of: JSON.stringify(wish), answer: said });
        if (dryRun || said.notice?.type !== 'success') return;
        notify({ message: form.done, type: 'success' });
        navigate(pageOfSegment(id));
      }, leadToDoor)
      .finally(() => setBusy(false));
  };
  return (
    <Sheet>
      <div className="writing">
        <Panel title={fill(say.uploadTo, { name: String(record?.params['name'] ?? '') })}>
          <p style={{ marginBottom: 14 }}>{say.uploadHelp}</p>
          <label>
            <span>{say.file}</span>
            <input type="file" accept=".csv,text/csv,text/plain" onChange={(event) => void event.target.files?.[0]?.text().then(setCsv)} />
          </label>
          <label>
            <span>{say.csv}</span>
            <textarea className="code" rows={10} spellCheck={false} placeholder={EXAMPLE} value={csv} onChange={(event) => setCsv(event.target.value)} />
          </label>
          <label>
            <span>{say.mode}</span>
            <select value={mode} onChange={(event) => setMode(event.target.value as typeof mode)}>
              {MODES.map((each) => (
                <option key={each} value={each}>{say.modes[each]}</option>
              ))}
            </select>
          </label>
          <label className="row">
            <input type="checkbox" checked={isPartial} onChange={(event) => setPartial(event.target.checked)} /> {say.partial}
          </label>
          {isLarge ? <p className="problem" role="alert">{say.tooLarge}</p> : null}
          <div className="row">
            <button type="button" className={isReady ? 'act' : 'act main'} disabled={isBusy || isLarge || !csv.trim()} onClick={() => run(true)}>
              {say.try}
            </button>
            <button type="button" className={isReady ? 'act main' : 'act'} disabled={isBusy || !isReady} onClick={() => run(false)}>
              {form.send}
            </button>
            <button type="button" className="act" onClick={() => navigate(pageOfSegment(id))}>
              {form.cancel}
            </button>
          </div>
        </Panel>
        <div className="beside">
          <Outcome answer={answer} isPartial={isPartial} csv={csv} />
        </div>
      </div>
    </Sheet>
  );
} // prettier-ignore

/** What would happen, and which lines are wrong. */
function Outcome({ answer, isPartial, csv }: { readonly answer: Sent<Uploaded> | null; readonly isPartial: boolean; readonly csv: string }) {
  const { segments: say } = texts();
  const { added, removed, unchanged, problems = [] } = answer?.result ?? { added: null, removed: null, unchanged: null };
  const lines = csv.split(/\r?\n/);
  return (
    <Panel title={say.wouldHappen}>
      <div aria-live="polite">
        {answer ? null : <p className="empty">{say.notTried}</p>}
        {(answer?.problems ?? []).map(({ message }) => (
          <p key={message} className="problem" role="alert">{message}</p>
        ))}
        {added === null ? null : (
          <Facts facts={[[say.added, number(added)], [say.removed, number(removed ?? 0)], [say.unchanged, number(unchanged ?? 0)]]} />
        )}
        {problems.length > 0 ? (
          <>
            <p className={isPartial ? 'soft' : 'problem'} style={{ margin: '14px 0' }}>
              {fill(isPartial ? say.linesLeftOut : say.linesWrong, { lines: number(problems.length) })}
            </p>
            <table>
              <thead>
                <tr>
                  <th className="num">{say.line}</th>
                  <th>{say.lineSays}</th>
                  <th>{say.lineProblem}</th>
                </tr>
              </thead>
              <tbody>
                {problems.map(({ line, code }) => (
                  <tr key={line}>
                    <td className="num">{line}</td>
                    <td><code>{plain(lines[line - 1] ?? '')}</code></td>
                    <td>{say.lineProblems[code]}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </>
        ) : null}
      </div>
    </Panel>
  );
} // prettier-ignore
