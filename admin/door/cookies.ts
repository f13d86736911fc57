import type { IncomingMessage } from 'node:http';
import { isSecure } from './headers.js';

export const SESSION_COOKIE = 'laurel_session';
export const LOCALE_COOKIE = 'laurel_locale';

/** A cookie by its name; of several of one name, none: somebody else may have set one of them. */
export function cookieOf(request: IncomingMessage, name: string): string | null {
  const all = (request.headers.cookie ?? '')
    .slice(0, 8_192)
    .split(';')
    .map((part) => part.trim());
  const own = all.filter((part) => part.startsWith(`${name}=`));
  return own.length === 1 ? (own[0]?.slice(name.length + 1) ?? null) : null;
}

export function sessionCookie(request: IncomingMessage, token: string, maxAgeSeconds: number): string {
  return `${SESSION_COOKIE}=${token}; Path=/admin; HttpOnly; SameSite=Strict; Max-Age=${maxAgeSeconds}${secure(request)}`;
}

export function noSessionCookie(request: IncomingMessage): string {
  return sessionCookie(request, '', 0);
}

export function localeCookie(request: IncomingMessage, locale: string): string {
  return `${LOCALE_COOKIE}=${locale}; Path=/admin; HttpOnly; SameSite=Strict; Max-Age=31536000${secure(request)}`;
}

function secure(request: IncomingMessage): string {
  return isSecure(request) ? '; Secure' : '';
}
