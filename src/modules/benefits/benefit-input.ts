import type { LocalisedTextInput } from '../../kernel/graphql/locale.type.js';
import type { Json, JsonObject } from '../../kernel/json.js';
import type { BenefitCreateInput, BenefitUpdateInput } from './benefit-changes.types.js';
import type { BenefitTermsInput } from './benefit-input.types.js';

/** What was said of a benefit as the program file says it, by field; null for what is to be said no more. */
export type Said = Readonly<Record<string, Json>>;

/** A new benefit: what is absent is left out, so that the file's own defaults hold. */
export function newBenefit({ code, kind, name, level, brand, ...terms }: BenefitCreateInput): Said {
  return { ...said({ code, kind, name: textFile(name), level, brand }), ...said(termsFile(terms)) };
}

export function changedTerms({ name, level, ...terms }: BenefitUpdateInput): Said {
  return given({ ...termsFile(terms), name: name && textFile(name), level });
}

function termsFile(input: BenefitTermsInput): Readonly<Record<string, unknown>> {
  const { description, value, validity, delivery, ...plain } = input;
  return {
    ...plain,
    description: description && textFile(description),
    value: value && textFile(value),
    delivery: delivery && { kind: 'ship', shipWithinDays: delivery.shipWithinDays, eraseAddressAfterDays: delivery.eraseAddressAfterDays }, // prettier-ignore
    validity: validity && {
      kind: validity.kind,
      days: validity.days,
      from: instantFile(validity.from),
      until: instantFile(validity.until),
    },
  };
}

export function textFile({ en, zhCN, zhTW }: LocalisedTextInput): JsonObject {
  return { en, 'zh-CN': zhCN, 'zh-TW': zhTW };
}

function instantFile(at: number | null | undefined): string | null | undefined {
  return at == null ? at : new Date(at).toISOString();
}

/** What was given, nulls among it; within a value nothing said is nothing there. */
export function given(facts: Readonly<Record<string, unknown>>): Said {
  const there = Object.entries(facts).filter(([, value]) => value !== undefined);
  return Object.fromEntries(there.map(([name, value]) => [name, bare(value)]));
}

export function said(facts: Readonly<Record<string, unknown>>): Said {
  return Object.fromEntries(Object.entries(given(facts)).filter(([, value]) => value !== null));
}

function bare(value: unknown): Json {
  if (Array.isArray(value)) return value.map(bare);
  if (typeof value !== 'object' || value === null) return value as Json;
  const there = Object.entries(value).filter(([, each]) => each != null);
  return Object.fromEntries(there.map(([name, each]) => [name, bare(each)]));
}
