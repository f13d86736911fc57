import React, { useState } from 'react';
import type { FormEvent } from 'react';
import { useNotice } from 'adminjs';
import type { Sent } from './api';
import { leadToDoor, send } from './api';
import { fill, texts } from './page-state';
import { Panel } from './parts';
import { KeyFields, SaidField, SegmentsField } from './strategy-fields';
import type { MapTold, Strategy, StrategyDraft } from './strategy-told';
import { strategyDraftOf } from './strategy-told';

interface Given {
  readonly resourceId: string;
  readonly told: MapTold;
  /** Null for a new one. */
  readonly given: Strategy | null;
  readonly close: () => void;
  /** Asks the server for what it is by now. */
  readonly again: () => void;
}

/** Makes a pain with its strategy, or changes one; what is refused is said above it. */
export function StrategyForm({ resourceId, told, given, close, again }: Given) {
  const { strategies: say, form } = texts();
  const notify = useNotice();
  const [draft, setDraft] = useState<StrategyDraft>(() => strategyDraftOf(given, told.industry));
  const [problems, setProblems] = useState<Sent<never>['problems']>([]);
  const [isBusy, setBusy] = useState(false);
  const change = (some: Partial<StrategyDraft>): void => setDraft({ ...draft, ...some });
  const version = given?.version ?? null;
  const act = (actionName: string, data: Readonly<Record<string, unknown>>): void => {
    setBusy(true);
    send({ resourceId, actionName }, data)
      .then((answer) => {
        setProblems(answer.problems ?? []);
        if (answer.notice?.type !== 'success') return;
        notify({ message: form.done, type: 'success' });
        close();
      }, leadToDoor)
      .finally(() => setBusy(false));
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    act('saveStrategy', { input: draft, version });
  };
  return (
    <div style={{ maxWidth: 760 }}>
      <Panel title={given ? say.changing : say.newPain}>
        <form onSubmit={submit}>
          <Problems problems={problems} isNew={version === null} again={again} />
          <KeyFields draft={draft} isNew={given === null} change={change} />
          <SaidField label={say.pain} name="pain" isRequired value={draft.pain} change={(pain) => change({ pain })} />
          <SaidField label={say.strategy} name="strategy" isRequired value={draft.strategy} change={(strategy) => change({ strategy })} />
          <SaidField label={say.kind} name="kind" value={draft.kind} change={(kind) => change({ kind })} />
          <SegmentsField segments={told.segments} chosen={draft.segmentIds} change={(segmentIds) => change({ segmentIds })} />
          <label className="row" style={{ gap: 7 }}>
            <input type="checkbox" name="isLive" checked={draft.isLive} onChange={(event) => change({ isLive: event.target.checked })} /> {say.isLive}
          </label>
          <div className="row">
            <button type="submit" className="act main" disabled={isBusy}>{form.send}</button>
            <button type="button" className="act" onClick={close}>{form.cancel}</button>
            {given && version !== null ? <Retire given={given} isBusy={isBusy} retire={() => act('retireStrategy', { key: given.key, version })} /> : null}
          </div>
        </form>
      </Panel>
    </div>
  );
} // prettier-ignore

interface ProblemsGiven {
  readonly problems: Sent<never>['problems'];
  readonly isNew: boolean;
  readonly again: () => void;
}

/** Somebody else's change is not written over: it is shown when one asks for it. */
function Problems({ problems = [], isNew, again }: ProblemsGiven) {
  const { strategies: say, segments } = texts();
  return (
    <>
      {problems.map(({ message, field }) => (
        <div key={message} className="problem" role="alert">
          {field === 'expectedVersion' ? (isNew ? say.codeTaken : say.changedMeanwhile) : message}
          {field === 'expectedVersion' && !isNew ? (
            <button type="button" className="act small" onClick={again}>
              {segments.loadAnew}
            </button>
          ) : null}
        </div>
      ))}
    </>
  );
}

/** Asks once more before a pain goes. */
function Retire({ given, isBusy, retire }: { readonly given: Strategy; readonly isBusy: boolean; readonly retire: () => void }) {
  const { strategies: say } = texts();
  const [isAsked, setAsked] = useState(false);
  if (!isAsked) return <button type="button" className="act" onClick={() => setAsked(true)}>{say.retire}</button>;
  return (
    <>
      <span>{fill(say.retireAsked, { pain: given.pain })}</span>
      <button type="button" className="act grave" disabled={isBusy} onClick={retire}>{say.retire}</button>
    </>
  );
} // prettier-ignore
