import React, { useEffect, useRef, useState } from 'react';
import type { FormEvent } from 'react';
import { useNotice } from 'adminjs';
import type { ActionProps } from 'adminjs';
import { useLocation, useNavigate } from 'react-router-dom';
import type { Sent } from './api';
import { leadToDoor, send } from './api';
import { texts } from './page-state';
import { Panel, Sheet } from './parts';
import { useCheck } from './segment-check';
import type { Draft, FormStart, Way } from './segment-draft';
import { askedOf, draftOf, inputOf, ownLanguage } from './segment-draft';
import { CodeField, PresetFields, TextFields } from './segment-fields';
import { LayersField } from './segment-layers';
import { Preview } from './segment-preview';
import { RuleBox, Words } from './segment-rule';
import { pageOfLayering, pageOfSegment } from './segment-told';

interface Saved {
  readonly segment: { readonly id: string } | null;
  readonly layering: { readonly id: string } | null;
}

const WAYS: readonly Way[] = ['preset', 'rule', 'layers', 'list'];

/** Makes a segment or a layering, or changes one: from a preset, by a rule, in layers, or as a list. */
export default function SegmentForm({ resource, record, action }: ActionProps) {
  const where = { resourceId: resource.id, recordId: record?.id, actionName: action.name };
  const strategy = new URLSearchParams(useLocation().search).get('strategy') ?? '';
  const [start, setStart] = useState<FormStart | null>(null);
  const [round, setRound] = useState(0);
  useEffect(() => {
    setStart(null);
    send(where, undefined, strategy ? { strategy } : {}).then((answer) => setStart(answer.start as FormStart), leadToDoor); // prettier-ignore
  }, [where.resourceId, where.recordId, where.actionName, strategy, round]);
  if (!start) return <Sheet>…</Sheet>;
  return <Form key={round} start={start} where={where} again={() => setRound(round + 1)} />;
}

interface Given {
  readonly start: FormStart;
  readonly where: Parameters<typeof send>[0];
  readonly again: () => void;
}

function Form({ start, where, again }: Given) {
  const { segments: say, form } = texts();
  const [draft, setDraft] = useState<Draft>(() => draftOf(start));
  const [answer, setAnswer] = useState<Sent<Saved>>({});
  const [isBusy, setBusy] = useState(false);
  const [notify, navigate] = [useNotice(), useNavigate()];
  const { insert, focus } = useInserting();
  const asked = askedOf(draft, start.presets);
  const checked = useCheck(asked);
  const change = (some: Partial<Draft>): void => setDraft({ ...draft, ...some });
  const isNew = start.stored === null;
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setBusy(true);
    send<Saved>(where, { input: inputOf(draft, start.presets), version: start.stored?.version ?? null })
      .then((saved) => {
        setAnswer(saved);
        const { segment, layering } = saved.result ?? {};
        if (saved.notice?.type !== 'success') return;
        notify({ message: form.done, type: 'success' });
        navigate(layering ? pageOfLayering(layering.id) : pageOfSegment(segment?.id ?? ''));
      }, leadToDoor)
      .finally(() => setBusy(false));
  };
  const words = [...start.words, ...start.segments.map(({ code, name }) => ({ text: `inSegment("${code}")`, name }))];
  const isWritten = draft.way === 'rule' || draft.way === 'layers';
  const isLayering = draft.way === 'layers' || (draft.way === 'preset' && (start.presets.find(({ code }) => code === draft.preset)?.isLayering ?? false)); // prettier-ignore
  return (
    <Sheet>
      <form className="writing" onSubmit={submit}>
        <Panel>
          <Problems answer={answer} isNew={isNew} again={again} />
          {isNew ? <Ways way={draft.way} choose={(way) => change({ way })} /> : null}
          {draft.way === 'preset' ? <PresetFields start={start} draft={draft} change={change} /> : null}
          <TextFields draft={draft} change={change} hasDescription={!isLayering} />
          <CodeField draft={draft} isNew={isNew} change={change} />
          {draft.way === 'rule' ? (
            <RuleBox label={say.rule} value={draft.rule} problems={checked?.checks[0]?.problems ?? []} change={(rule) => change({ rule })} focus={focus} />
          ) : null}
          {draft.way === 'layers' ? (
            <LayersField layers={draft.layers} checks={checked?.checks ?? []} change={(layers) => change({ layers })} focus={focus} />
          ) : null}
          {draft.way === 'list' ? <p className="soft" style={{ marginBottom: 14 }}>{say.listHelp}</p> : null}
          <div className="row" style={{ marginTop: 16 }}>
            <button type="submit" className="act main" disabled={isBusy}>
              {form.send}
            </button>
            <button type="button" className="act" onClick={() => navigate(-1)}>
              {form.cancel}
            </button>
          </div>
        </Panel>
        <div className="beside">
          {draft.way === 'list' ? null : (
            <Preview checked={checked} isAsked={asked !== null} isLayering={isLayering} names={draft.layers.map(({ name }) => name[ownLanguage()])} />
          )}
          {isWritten ? (
            <Panel title={say.wordsTitle}>
              <Words words={words} pick={insert} />
            </Panel>
          ) : null}
        </div>
      </form>
    </Sheet>
  );
} // prettier-ignore

function Ways({ way, choose }: { readonly way: Way; readonly choose: (way: Way) => void }) {
  const { segments: say } = texts();
  return (
    <div className="tabs" role="tablist" style={{ margin: '0 0 16px' }}>
      {WAYS.map((each) => (
        <button key={each} type="button" role="tab" aria-selected={way === each} onClick={() => choose(each)}>
          {say.ways[each]}
        </button>
      ))}
    </div>
  );
}

/** What was refused. Somebody else's change is not written over: it is shown when one asks for it. */
function Problems({ answer, isNew, again }: { readonly answer: Sent<Saved>; readonly isNew: boolean; readonly again: () => void }) {
  const { segments: say } = texts();
  return (
    <>
      {(answer.problems ?? []).map(({ message, field }) => (
        <div key={message} className="problem" role="alert">
          {field === 'expectedVersion' ? (isNew ? say.codeTaken : say.changedMeanwhile) : message}
          {field === 'expectedVersion' && !isNew ? (
            <button type="button" className="act small" onClick={again}>{say.loadAnew}</button>
          ) : null}
        </div>
      ))}
    </>
  );
} // prettier-ignore

/** Puts words into the box that was written in last, where the cursor stands there. */
function useInserting() {
  const last = useRef<{ box: HTMLTextAreaElement; change: (rule: string) => void } | null>(null);
  const focus = (box: HTMLTextAreaElement, change: (rule: string) => void): void => {
    last.current = { box, change };
  };
  const insert = (text: string): void => {
    const box = last.current?.box.isConnected ? last.current.box : document.querySelector<HTMLTextAreaElement>('.lrl form.writing textarea'); // prettier-ignore
    if (!box) return;
    box.focus(); // by which it says how it is changed
    const { selectionStart: at, selectionEnd: until, value } = box;
    const before = at > 0 && !/[\s(!]$/.test(value.slice(0, at)) ? ' ' : '';
    last.current?.change(value.slice(0, at) + before + text + value.slice(until));
    const place = at + before.length + text.length;
    setTimeout(() => box.setSelectionRange(place, place));
  };
  return { insert, focus };
}
