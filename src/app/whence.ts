import type { IncomingMessage } from 'node:http';
import type { Whence } from './credentials.js';

export type Asked = Pick<IncomingMessage, 'headers' | 'socket'>;

/** Where a request comes from; `trustedProxies` is how many stand in front of the server and can be believed. */
export function whenceOf(request: Asked, trustedProxies: number): Whence {
  return { origin: foreignOriginOf(request), address: addressOf(request, trustedProxies) };
}

/** The origin of the web page that sends a request, or null: no page does, or it is one of this server itself. */
export function foreignOriginOf({ headers }: Pick<IncomingMessage, 'headers'>): string | null {
  const { origin, host } = headers;
  if (origin === undefined) return null;
  return host !== undefined && origin.replace(/^https?:\/\//, '') === host ? null : origin;
}

/**
 * The address a request comes from. Each proxy adds to the end of `X-Forwarded-For` whom it was called by, so the entry
 * that the first of ours has added can be believed, and what stands before it is whatever the caller liked to write.
 */
export function addressOf({ headers, socket }: Asked, trustedProxies: number): string | null {
  const forwarded = [headers['x-forwarded-for'] ?? []].flat().join(',').split(',');
  const said = (trustedProxies > 0 && forwarded.at(-trustedProxies)?.trim()) || socket.remoteAddress;
  return said ? said.replace(/^::ffff:(?=\d+\.)/i, '') : null;
}
