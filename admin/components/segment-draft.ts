import { session } from './page-state';

/** A text in the languages of the program; an empty one is filled from the language of the page when it is saved. */
export interface Said {
  readonly en: string;
  readonly zhCN: string;
  readonly zhTW: string;
}

export interface Layer {
  readonly code: string;
  readonly name: Said;
  /** Null for who is left over. */
  readonly rule: string | null;
}

export type Way = 'preset' | 'rule' | 'layers' | 'list';

/** A segment as the form holds it. */
export interface Draft {
  readonly way: Way;
  readonly code: string;
  readonly name: Said;
  readonly description: Said;
  readonly preset: string;
  readonly values: Readonly<Record<string, string>>;
  readonly rule: string;
  readonly layers: readonly Layer[];
}

export interface Blank {
  readonly name: string;
  readonly label: string;
  readonly value: number;
  readonly min: number;
  readonly max: number;
}

export interface Preset {
  readonly code: string;
  readonly name: string;
  readonly description: string;
  readonly isLayering: boolean;
  readonly blanks: readonly Blank[];
}

export interface Translation {
  readonly field: string;
  readonly locale: string;
  readonly text: string;
}

interface Stored {
  readonly code: string;
  readonly kind?: 'RULE' | 'LIST' | 'LAYER';
  readonly rule?: string | null;
  readonly version: number;
  readonly translations: readonly Translation[];
  readonly segments?: readonly {
    readonly code: string;
    readonly rule: string | null;
    readonly translations: readonly Translation[];
  }[];
}

/** What the server opens the form with. */
export interface FormStart {
  readonly presets: readonly Preset[];
  readonly segments: readonly { readonly code: string; readonly name: string }[];
  readonly words: readonly { readonly text: string; readonly name: string }[];
  readonly begun: {
    readonly key: string;
    readonly pain: string;
    readonly strategy: string;
    readonly rule: string | null;
  } | null;
  readonly stored: Stored | null;
}

export const NOTHING: Said = { en: '', zhCN: '', zhTW: '' };
export const LANGUAGES = { zhCN: '简体中文', zhTW: '繁體中文', en: 'English' } as const;

/** The language of the page, as texts name it. */
export function ownLanguage(): keyof Said {
  return ({ 'zh-CN': 'zhCN', 'zh-TW': 'zhTW' } as const)[session().locale] ?? 'en';
}

export function inOwn(text: string): Said {
  return { ...NOTHING, [ownLanguage()]: text };
}

export function draftOf({ stored, begun }: FormStart): Draft {
  const empty: Draft = { way: 'preset', code: '', name: NOTHING, description: NOTHING, preset: '', values: {}, rule: '', layers: firstLayers() }; // prettier-ignore
  if (begun) {
    const code = begun.key.split('.').at(-1) ?? '';
    return { ...empty, way: 'rule', code, name: inOwn(begun.pain), description: inOwn(begun.strategy), rule: begun.rule ?? '' }; // prettier-ignore
  }
  if (!stored) return empty;
  const { code, kind, rule, translations, segments } = stored;
  const known = { ...empty, code, name: saidIn(translations, 'name'), description: saidIn(translations, 'description') }; // prettier-ignore
  if (!segments) return { ...known, way: kind === 'LIST' ? 'list' : 'rule', rule: rule ?? '' };
  const layers = segments.map((each) => ({ code: each.code, rule: each.rule, name: saidIn(each.translations, 'name') })); // prettier-ignore
  return { ...known, way: 'layers', layers };
}

function firstLayers(): readonly Layer[] {
  return [
    { code: '', name: NOTHING, rule: '' },
    { code: '', name: NOTHING, rule: null },
  ];
}

export function saidIn(translations: readonly Translation[], name: string): Said {
  const NAMES: Readonly<Record<string, keyof Said>> = { EN: 'en', ZH_CN: 'zhCN', ZH_TW: 'zhTW', en: 'en', 'zh-CN': 'zhCN', 'zh-TW': 'zhTW' }; // prettier-ignore
  const own = translations.filter(({ field }) => field === name);
  return { ...NOTHING, ...Object.fromEntries(own.map(({ locale, text }) => [NAMES[locale] ?? locale, text])) };
}

/** What is asked about a draft while it is written; null while there is nothing to ask. */
export function askedOf({ way, preset, values, rule, layers }: Draft, presets: readonly Preset[]): object | null {
  if (way === 'rule') return rule.trim() ? { rules: [rule] } : null;
  if (way === 'preset') {
    const known = presets.find(({ code }) => code === preset);
    return known ? { preset, values: valuesOf(known, values) } : null;
  }
  const rules = layers.flatMap((layer) => (layer.rule === null ? [] : [layer.rule]));
  return way === 'layers' && rules.length > 0 && rules.every((each) => each.trim()) ? { rules } : null;
}

/** What stands in the blanks of a preset; what is no number within the limits is left to the server to refuse. */
export function valuesOf({ blanks }: Preset, values: Draft['values']): { name: string; value: number }[] {
  return blanks.map(({ name, value }) => ({ name, value: Number(values[name] ?? value) }));
}

/** A draft as it is saved. */
export function inputOf(draft: Draft, presets: readonly Preset[]): object {
  const { way, code, name, description, preset, values, rule, layers } = draft;
  const known = presets.find((each) => each.code === preset);
  const by = {
    preset: { preset, values: known ? valuesOf(known, values) : [] },
    rule: { rule },
    layers: { layers },
    list: { isList: true },
  };
  return { code: code.trim(), name, description, ...by[way] };
}
