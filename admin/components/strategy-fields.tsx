import React from 'react';
import { fill, texts } from './page-state';
import type { Said } from './segment-draft';
import { LANGUAGES, ownLanguage } from './segment-draft';
import type { SegmentNamed, StageName, StrategyDraft } from './strategy-told';
import { STAGES } from './strategy-told';

interface KeyGiven {
  readonly draft: StrategyDraft;
  readonly isNew: boolean;
  readonly change: (some: Partial<StrategyDraft>) => void;
}

/** Where a pain stands: industry and code never change, the stage may. */
export function KeyFields({ draft, isNew, change }: KeyGiven) {
  const { strategies: say, segments } = texts();
  const code = { className: 'code', required: true, minLength: 2, maxLength: 26, pattern: '[a-z][a-z0-9\\-]{1,25}', title: say.codeHelp, readOnly: !isNew };
  return (
    <>
      <div className="blanks">
        <label>
          <span>{say.industry}</span>
          <input {...code} name="industry" value={draft.industry} onChange={(event) => change({ industry: event.target.value })} />
        </label>
        <label>
          <span>{segments.code}</span>
          <input {...code} name="code" value={draft.code} onChange={(event) => change({ code: event.target.value })} />
        </label>
        <label>
          <span>{say.stage}</span>
          <select name="stage" value={draft.stage} onChange={(event) => change({ stage: event.target.value as StageName })}>
            {STAGES.map((stage) => <option key={stage} value={stage}>{say.stages[stage]}</option>)}
          </select>
        </label>
      </div>
      {isNew ? <p className="soft" style={{ marginBottom: 14 }}>{say.codeHelp}</p> : null}
    </>
  );
} // prettier-ignore

interface SaidGiven {
  readonly label: string;
  readonly name: string;
  readonly value: Said;
  readonly isRequired?: boolean;
  readonly change: (value: Said) => void;
}

/** A text in the language of the page, and in the others for whoever unfolds them. */
export function SaidField({ label, name, value, isRequired = false, change }: SaidGiven) {
  const { segments } = texts();
  const own = ownLanguage();
  const others = (Object.keys(LANGUAGES) as (keyof Said)[]).filter((language) => language !== own);
  return (
    <>
      <label style={{ marginBottom: 4 }}>
        <span>{label}</span>
        <input name={name} required={isRequired} maxLength={120} value={value[own]} onChange={(event) => change({ ...value, [own]: event.target.value })} />
      </label>
      <details>
        <summary className="small">{segments.otherLanguages}</summary>
        <div className="blanks">
          {others.map((language) => (
            <label key={language}>
              <span>{LANGUAGES[language]}</span>
              <input name={`${name}.${language}`} maxLength={120} value={value[language]} placeholder={value[own]} onChange={(event) => change({ ...value, [language]: event.target.value })} />
            </label>
          ))}
        </div>
      </details>
    </>
  );
} // prettier-ignore

interface SegmentsGiven {
  readonly segments: readonly SegmentNamed[];
  readonly chosen: readonly string[];
  readonly change: (chosen: readonly string[]) => void;
}

/** Chosen one by one: a program may have hundreds. */
export function SegmentsField({ segments, chosen, change }: SegmentsGiven) {
  const { strategies: say } = texts();
  const named = chosen.map((id) => segments.find((each) => each.id === id) ?? { id, name: id });
  return (
    <fieldset>
      <legend>{say.forWhom}</legend>
      <div className="row" style={{ marginBottom: 8 }}>
        {named.map(({ id, name }) => (
          <span key={id} className="chip">
            <bdi>{name}</bdi>{' '}
            <button type="button" className="link" aria-label={fill(say.dropSegment, { name })} onClick={() => change(chosen.filter((each) => each !== id))}>×</button>
          </span>
        ))}
      </div>
      <select name="segment" value="" aria-label={say.addSegment} onChange={(event) => change([...chosen, event.target.value])}>
        <option value="">{say.addSegment}</option>
        {segments.filter(({ id }) => !chosen.includes(id)).map(({ id, name }) => <option key={id} value={id}>{name}</option>)}
      </select>
    </fieldset>
  );
} // prettier-ignore
