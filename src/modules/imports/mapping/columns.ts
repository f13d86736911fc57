import { namesIn } from './template.js';
import type { Mapping } from './schema.js';

/** Every column a mapping names: what is taken out of JSON objects, in this order. */
export function columnsAsked(mapping: Mapping): string[] {
  const conditions = mapping.reject.map(({ when }) => when);
  if (mapping.kind === 'activities' && typeof mapping.refund?.when === 'object') conditions.push(mapping.refund.when);
  return [...new Set([...conditions.map(({ column }) => column), ...templatesOf(mapping).flatMap(namesIn)])];
}

function templatesOf(mapping: Mapping): string[] {
  if (mapping.kind === 'members') return texts(mapping.member);
  const { activity, refund, member, order } = mapping;
  const { line, payload, ...rest } = activity;
  return [
    ...texts(rest),
    ...texts(line ?? {}),
    ...texts(payload),
    ...texts(member),
    order?.by ?? '',
    refund?.orderId ?? '',
  ];
}

function texts(part: Readonly<Record<string, unknown>>): string[] {
  return Object.values(part).filter((value) => typeof value === 'string');
}
