import React from 'react';
import { choice, fill, texts } from './page-state';
import { RuleBox } from './segment-rule';
import type { Layer, Said } from './segment-draft';
import { inOwn, ownLanguage } from './segment-draft';
import type { Checked } from './segment-told';

const LAYERS_MAX = 21;

interface Given {
  readonly layers: readonly Layer[];
  readonly checks: Checked['checks'];
  readonly change: (layers: readonly Layer[]) => void;
  readonly focus: (box: HTMLTextAreaElement, change: (rule: string) => void) => void;
}

/** Layers in the order in which members meet them; the last has no rule and stays last. */
export function LayersField({ layers, checks, change, focus }: Given) {
  const { segments: say } = texts();
  const put = (at: number, layer: Layer): void => change(layers.map((each, nth) => (nth === at ? layer : each)));
  const swap = (at: number, other: number): void =>
    change(layers.map((each, nth) => layers[nth === at ? other : nth === other ? at : nth] ?? each));
  const add = (): void => change([...layers.slice(0, -1), { code: '', name: inOwn(''), rule: '' }, ...layers.slice(-1)]); // prettier-ignore
  return (
    <fieldset>
      <legend>{say.layersHelp}</legend>
      {layers.map((layer, at) => (
        <div key={at} className="layer" role="group" aria-label={fill(say.layerOf, { number: at + 1 })}>
          <div className="row" style={{ justifyContent: 'space-between', marginBottom: 8 }}>
            <b>{fill(say.layerOf, { number: at + 1 })}</b>
            {layer.rule === null ? null : (
              <div className="row" style={{ gap: 0 }}>
                <button type="button" className="act small" disabled={at === 0} onClick={() => swap(at, at - 1)} aria-label={say.up}>
                  ↑
                </button>
                <button type="button" className="act small" disabled={at >= layers.length - 2} onClick={() => swap(at, at + 1)} aria-label={say.down}>
                  ↓
                </button>
                <button type="button" className="act small" disabled={layers.length <= 2} onClick={() => change(layers.filter((_, nth) => nth !== at))} aria-label={say.remove}>
                  ×
                </button>
              </div>
            )}
          </div>
          <div className="blanks">
            <label>
              <span>{say.name}</span>
              <input required maxLength={80} value={layer.name[ownLanguage()]} onChange={(event) => put(at, { ...layer, name: renamed(layer.name, event.target.value) })} />
            </label>
            <label>
              <span>{say.code}</span>
              <input className="code" required maxLength={26} value={layer.code} onChange={(event) => put(at, { ...layer, code: event.target.value })} />
            </label>
          </div>
          {layer.rule === null ? (
            <p className="soft" style={{ marginBottom: 12 }}>{say.leftOver}</p>
          ) : (
            <RuleBox
              label={choice('RULE')}
              rows={2}
              value={layer.rule}
              problems={checks[at]?.problems ?? []}
              change={(rule) => put(at, { ...layer, rule })}
              focus={focus}
            />
          )}
        </div>
      ))}
      <button type="button" className="act" disabled={layers.length >= LAYERS_MAX} onClick={add}>
        {say.addLayer}
      </button>
    </fieldset>
  );
} // prettier-ignore

/** Other languages keep what they said, unless they said the same. */
function renamed(name: Said, text: string): Said {
  const own = ownLanguage();
  const said = (language: keyof Said): string =>
    language === own || name[language] === name[own] ? text : name[language];
  return { en: said('en'), zhCN: said('zhCN'), zhTW: said('zhTW') };
}
