import type { IncomingMessage } from 'node:http';
import { addressOf } from '../../src/app/whence.js';
import { acceptedLocale, knownLocale } from '../../src/kernel/graphql/locale.js';
import type { House } from '../../src/kernel/house.js';
import type { Locale } from '../../src/kernel/refusal.js';
import type { Place, SignedIn } from '../../src/modules/operators/index.js';
import { sessionOf } from '../../src/modules/operators/index.js';
import { cookieOf, LOCALE_COOKIE, SESSION_COOKIE } from './cookies.js';
import type { Fields } from './form.js';
import { LIST_BYTES_MAX, readForm } from './form.js';

/** What a request brings through the door. */
export interface Visit {
  /** The language that was chosen, else that of the operator, else that of the browser. */
  readonly locale: Locale;
  /** For the scripts of the page it is answered with. */
  readonly nonce: string;
  readonly token: string | null;
  readonly signedIn: SignedIn | null;
  readonly fields: Fields;
  readonly place: Place;
}

/** Throws BadForm for a body nobody here sends. */
export async function openVisit(
  house: House,
  request: IncomingMessage,
  { nonce, trustedProxies }: { readonly nonce: string; readonly trustedProxies: number },
): Promise<Visit> {
  const token = cookieOf(request, SESSION_COOKIE);
  const signedIn = token ? await sessionOf(house, token) : null;
  const { 'accept-language': accepted, 'user-agent': userAgent } = request.headers;
  return {
    locale: chosenLocale(request) ?? signedIn?.locale ?? acceptedLocale(accepted) ?? hostLocale(house),
    nonce,
    token,
    signedIn,
    fields: request.method === 'POST' ? await readForm(request, signedIn ? LIST_BYTES_MAX : undefined) : {},
    place: { ip: addressOf(request, trustedProxies) ?? '', userAgent },
  };
}

export function chosenLocale(request: IncomingMessage): Locale | null {
  return knownLocale(cookieOf(request, LOCALE_COOKIE));
}

function hostLocale(house: House): Locale {
  return house.programs.current().zone === 'Asia/Taipei' ? 'zh-TW' : 'zh-CN';
}
