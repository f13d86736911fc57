import React from 'react';
import { number } from './format';
import { fill, texts } from './page-state';
import type { Draft, FormStart, Said } from './segment-draft';
import { inOwn, LANGUAGES, ownLanguage } from './segment-draft';

interface Given {
  readonly draft: Draft;
  readonly change: (some: Partial<Draft>) => void;
}

/** A preset, and the numbers in it that may be other ones. */
export function PresetFields({ start: { presets, segments }, draft, change }: Given & { readonly start: FormStart }) {
  const { segments: say } = texts();
  const chosen = presets.find(({ code }) => code === draft.preset);
  const choose = (code: string): void => {
    const preset = presets.find((each) => each.code === code);
    const isFree = !segments.some((each) => each.code === code);
    change({ preset: code, values: {}, name: inOwn(preset?.name ?? ''), code: isFree ? code : `${code}-2` });
  };
  return (
    <>
      <label>
        <span>{say.preset}</span>
        <select required name="preset" value={draft.preset} onChange={(event) => choose(event.target.value)}>
          <option value="" />
          {presets.map(({ code, name, isLayering }) => (
            <option key={code} value={code}>
              {isLayering ? `${name} · ${say.layering}` : name}
            </option>
          ))}
        </select>
      </label>
      {chosen ? <p style={{ marginBottom: 14 }}>{chosen.description}</p> : null}
      <div className="blanks">
        {(chosen?.blanks ?? []).map(({ name, label, value, min, max }) => (
          <label key={name}>
            <span>{label}</span>
            <input
              type="number"
              name={name}
              required
              min={min}
              max={max}
              step={1}
              value={draft.values[name] ?? String(value)}
              onChange={(event) => change({ values: { ...draft.values, [name]: event.target.value } })}
            />
            <small className="soft">{fill(say.limits, { min: number(min), max: number(max) })}</small>
          </label>
        ))}
      </div>
    </>
  );
}

/** Names and what it is for: in the language of the page, and in the others for whoever unfolds them. */
export function TextFields({ draft, change, hasDescription }: Given & { readonly hasDescription: boolean }) {
  const { segments: say } = texts();
  const own = ownLanguage();
  const others = (Object.keys(LANGUAGES) as (keyof Said)[]).filter((language) => language !== own);
  return (
    <>
      <label>
        <span>{say.name}</span>
        <input name="name" required maxLength={80} value={draft.name[own]} onChange={(event) => change({ name: { ...draft.name, [own]: event.target.value } })} />
      </label>
      {hasDescription ? (
        <label>
          <span>{say.description}</span>
          <input name="description" maxLength={120} value={draft.description[own]} onChange={(event) => change({ description: { ...draft.description, [own]: event.target.value } })} />
        </label>
      ) : null}
      <details>
        <summary>{say.otherLanguages}</summary>
        {others.map((language) => (
          <div key={language} className="blanks">
            <label>
              <span>{`${say.name} · ${LANGUAGES[language]}`}</span>
              <input maxLength={80} value={draft.name[language]} placeholder={draft.name[own]} onChange={(event) => change({ name: { ...draft.name, [language]: event.target.value } })} />
            </label>
            {hasDescription ? (
              <label>
                <span>{`${say.description} · ${LANGUAGES[language]}`}</span>
                <input maxLength={120} value={draft.description[language]} placeholder={draft.description[own]} onChange={(event) => change({ description: { ...draft.description, [language]: event.target.value } })} />
              </label>
            ) : null}
          </div>
        ))}
      </details>
    </>
  );
} // prettier-ignore

/** The name that rules ask by; it never changes. */
export function CodeField({ draft, isNew, change }: Given & { readonly isNew: boolean }) {
  const { segments: say } = texts();
  return (
    <label>
      <span>{say.code}</span>
      <input
        name="code"
        className="code"
        required
        minLength={2}
        maxLength={26}
        pattern="[a-z0-9\-]{2,26}"
        title={say.codeHelp}
        readOnly={!isNew}
        value={draft.code}
        onChange={(event) => change({ code: event.target.value })}
      />
      <small className="soft">{say.codeHelp}</small>
    </label>
  );
}
