import type { IncomingMessage } from 'node:http';

/** No form of somebody who is not known is longer. */
const BYTES_MAX = 64 * 1_024;
/** Whoever is signed in may send a list of members. */
export const LIST_BYTES_MAX = 1_024 * 1_024;

/** A body that is not taken, and with which status that is said. */
export class BadForm extends Error {
  override readonly name = 'BadForm';

  constructor(readonly status: 400 | 411 | 413 | 415) {
    super(`A form was not taken: ${status}`);
  }
}

export type Fields = Readonly<Record<string, unknown>>;

/**
 * What a form or a script of ours sent: a page of fields, or JSON. Files are not taken at all: a page reads them and sends their text. It is read whole or not at
 * all, and its length must be told before.
 */
export async function readForm(request: IncomingMessage, bytesMax = BYTES_MAX): Promise<Fields> {
  const { 'content-type': type = '', 'content-length': length, 'content-encoding': encoding } = request.headers;
  if (encoding !== undefined) throw new BadForm(415);
  if (length === undefined) throw new BadForm(411);
  if (Number(length) > bytesMax) throw new BadForm(413);
  const fields = fieldsOf(type, await readText(request));
  if (Object.keys(fields).some((name) => name in Object.prototype)) throw new BadForm(400); // no field of ours is called so
  return fields;
}

function fieldsOf(type: string, text: string): Fields {
  const kind = type.split(';', 1)[0]?.trim().toLowerCase();
  if (kind === 'application/json') return jsonFields(text);
  if (kind === 'application/x-www-form-urlencoded') return Object.fromEntries(new URLSearchParams(text));
  if (text === '') return {};
  throw new BadForm(415);
}

async function readText(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(chunks));
  } catch {
    throw new BadForm(400);
  }
}

function jsonFields(text: string): Fields {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Fields;
  } catch {
    // said below
  }
  throw new BadForm(400);
}

/** A field that is a whole number, written in digits; null where nothing was said, NaN for what is none. */
export function numberOf(value: unknown): number | null {
  const text = typeof value === 'number' ? String(value) : textOf(value).trim();
  if (text === '') return null;
  return /^[+-]?\d+$/.test(text) ? Number(text) : NaN;
}

/** A field that is a text; what else was sent under its name is none. */
export function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

/** Whether a text is a day of the calendar, as 2026-01-31. */
export function isDay(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text));
}
