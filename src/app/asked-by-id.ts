import type { Variables } from '../kernel/graphql/amount.js';
import { BadBody } from '../kernel/graphql/body.js';

/** What a request says instead of a document: the id of one, and what goes with it. */
export interface AskedById {
  readonly id: string;
  readonly variables: Variables;
}

const HASH = /^[0-9a-f]{64}$/;

/**
 * Reads `?documentId=…&variables=…`, or the form Apollo clients use (`extensions={"persistedQuery":{"sha256Hash":…}}`);
 * null for a link that carries its document, or none. Throws BadBody for variables that are no JSON object.
 */
export function askedByLink(search: string): AskedById | null {
  const given = new URLSearchParams(search);
  if (given.has('query')) return null;
  const id = given.get('documentId') ?? hashIn(jsonIn('extensions', given.get('extensions')));
  return id === null ? null : { id, variables: jsonIn('variables', given.get('variables')) };
}

/** The same of a body; null for one that carries its document. */
export function askedByBody(body: unknown): AskedById | null {
  if (!isObject(body) || body['query'] !== undefined) return null;
  const { documentId, extensions, variables } = body;
  const id = typeof documentId === 'string' ? documentId : hashIn(isObject(extensions) ? extensions : {});
  return id === null ? null : { id, variables: isObject(variables) ? variables : {} };
}

/** Clients that send hashes say the hash of a document also where they send the document. */
export function withoutHash(body: unknown): unknown {
  if (!isObject(body) || typeof body['query'] !== 'string' || !isObject(body['extensions'])) return body;
  const { extensions, ...rest } = body;
  const { persistedQuery, ...others } = extensions;
  if (persistedQuery === undefined) return body;
  return Object.keys(others).length > 0 ? { ...rest, extensions: others } : rest;
}

function hashIn({ persistedQuery }: Variables): string | null {
  const hash = isObject(persistedQuery) ? persistedQuery['sha256Hash'] : null;
  return typeof hash === 'string' && HASH.test(hash) ? hash : null;
}

function jsonIn(name: string, text: string | null): Variables {
  if (text === null || text === '') return {};
  const bad = new BadBody(400, `${name} is no JSON object.`);
  try {
    const value: unknown = JSON.parse(text);
    if (isObject(value)) return value;
  } catch {
    throw bad;
  }
  throw bad;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
