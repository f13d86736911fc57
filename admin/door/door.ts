import type { RequestListener } from 'node:http';
import type { NextFunction, Request, Response } from 'express';
import express from 'express';
import type { Ask, BackOfficeOptions } from '../../src/app/back-office.js';
import { acceptedLocale, knownLocale } from '../../src/kernel/graphql/locale.js';
import { sentenceOf } from '../../src/kernel/graphql/errors.js';
import { described } from '../../src/kernel/graphql/masking.js';
import type { House } from '../../src/kernel/house.js';
import type { Locale } from '../../src/kernel/refusal.js';
import { Refusal } from '../../src/kernel/refusal.js';
import type { OpenSession } from '../../src/modules/operators/index.js';
import { changePassword, signIn, signOut } from '../../src/modules/operators/index.js';
import { textsIn } from '../locale/texts.js';
import { localeCookie, noSessionCookie, sessionCookie } from './cookies.js';
import { answerFailure } from './failure.js';
import { BadForm, textOf } from './form.js';
import { guardPage, isOwnOrigin } from './headers.js';
import { passwordPage, sentencePage, signInPage } from './page.js';
import type { Visit } from './visit.js';
import { chosenLocale, openVisit } from './visit.js';
import { roomBehind } from './room.js';

const HOME = '/admin';
const SIGN_IN = '/admin/login';
const PASSWORD = '/admin/password';

type Step = (request: Request, response: Response, visit: Visit) => Promise<void> | void;

/** Signing in and out, and the way to what is behind. What changes something comes from a page of ours, or not at all. */
export function openDoor(house: House, ask: Ask, { trustedProxies }: BackOfficeOptions): RequestListener {
  const app = express();
  app.disable('x-powered-by').disable('etag');
  const room = roomBehind(house, ask);

  const step =
    (work: Step) =>
    async (request: Request, response: Response): Promise<void> => {
      const nonce = guardPage(response, house.files.origins);
      if (request.method === 'POST' && !isOwnOrigin(request)) {
        say(
          response,
          403,
          chosenLocale(request) ?? acceptedLocale(request.headers['accept-language']) ?? 'en',
          'foreign',
        );
        return;
      }
      await work(request, response, await openVisit(house, request, { nonce, trustedProxies }));
    };

  app.get('/admin/frontend/assets/:file', step(room.asset));
  app.get(SIGN_IN, step(showSignIn));
  app.post(
    SIGN_IN,
    step((_request, response, visit) => enter(house, response, visit)),
  );
  app.post(
    '/admin/logout',
    step((_request, response, visit) => leave(house, response, visit)),
  );
  app.get(
    '/admin/logout',
    step((_request, response) => response.redirect(303, HOME)),
  );
  app.post('/admin/language', step(chooseLanguage));
  app.get(PASSWORD, step(behind(showPassword)));
  app.post(PASSWORD, step(behind((_request, response, visit) => replacePassword(house, response, visit))));
  app.use('/admin', step(behind(room.enter)));

  app.use((error: unknown, request: Request, response: Response, _next: NextFunction) => {
    const locale = chosenLocale(request) ?? 'en';
    if (error instanceof BadForm) {
      response.setHeader('connection', 'close');
      say(response, error.status, locale, 'tooLarge');
      return;
    }
    if (error instanceof URIError) {
      response.status(404).end(); // an address that cannot be read leads nowhere
      return;
    }
    house.log.error({ requestId: response.getHeader('x-request-id'), error: described(error) }, 'A page failed');
    answerFailure(response);
  });
  return app as RequestListener;
}

/** Only for who is signed in; and for who has to change the password, only that. */
function behind(step: Step): Step {
  return (request, response, visit) => {
    const { signedIn } = visit;
    const isData = request.originalUrl.startsWith('/admin/api/');
    if (signedIn && (!signedIn.mustChangePassword || request.path === PASSWORD)) return step(request, response, visit);
    const way = signedIn ? PASSWORD : SIGN_IN;
    if (isData) response.status(401).setHeader('x-laurel-go', way).json({ go: way });
    else response.redirect(303, way);
  };
}

function showSignIn(_request: Request, response: Response, { signedIn, locale }: Visit): void {
  if (signedIn) response.redirect(303, HOME);
  else response.send(signInPage({ locale }));
}

async function enter(house: House, response: Response, visit: Visit): Promise<void> {
  const { locale, fields, place, token } = visit;
  const login = textOf(fields['login']).slice(0, 200);
  try {
    const opened = await signIn(house, { login, password: textOf(fields['password']) }, place, token);
    keepSession(house, response, opened);
    response.redirect(303, opened.mustChangePassword ? PASSWORD : HOME);
  } catch (error) {
    const problem = refusalIn(house, locale, error);
    response.status(statusOf(error)).send(signInPage({ locale, problem, login }));
  }
}

async function leave(house: House, response: Response, { signedIn, token }: Visit): Promise<void> {
  if (signedIn && token) await signOut(house, signedIn, token);
  response.append('set-cookie', noSessionCookie(response.req)).redirect(303, SIGN_IN);
}

function chooseLanguage(request: Request, response: Response, { fields }: Visit): void {
  const locale = knownLocale(textOf(fields['locale']));
  if (locale) response.append('set-cookie', localeCookie(request, locale));
  response.redirect(303, ownPage(request.headers.referer) ?? HOME);
}

function showPassword(_request: Request, response: Response, { locale, signedIn }: Visit): void {
  const problem = signedIn?.mustChangePassword ? textsIn(locale).door.mustChange : undefined;
  response.send(passwordPage({ locale, problem }));
}

async function replacePassword(
  house: House,
  response: Response,
  { locale, signedIn, fields, place }: Visit,
): Promise<void> {
  if (!signedIn) return;
  const [current, next] = [textOf(fields['currentPassword']), textOf(fields['newPassword'])];
  if (next !== textOf(fields['again'])) {
    response.status(422).send(passwordPage({ locale, problem: textsIn(locale).door.notTheSame }));
    return;
  }
  try {
    keepSession(house, response, await changePassword(house, signedIn, { current, next }, place));
    response.redirect(303, HOME);
  } catch (error) {
    const problem = refusalIn(house, locale, error);
    response.status(statusOf(error)).send(passwordPage({ locale, problem }));
  }
}

function keepSession(house: House, response: Response, { token, expiresAt }: OpenSession): void {
  const seconds = Math.max(0, Math.floor((expiresAt - house.clock.now()) / 1_000));
  response.append('set-cookie', sessionCookie(response.req, token, seconds));
}

/** The sentence of a refusal; what is none is thrown on. */
function refusalIn(house: House, locale: Locale, error: unknown): string {
  if (error instanceof Refusal) return sentenceOf(house, locale, error);
  throw error;
}

function statusOf(error: unknown): number {
  return error instanceof Refusal && error.code === 'TOO_MANY_ATTEMPTS' ? 429 : 422;
}

function say(response: Response, status: number, locale: Locale, what: 'foreign' | 'tooLarge'): void {
  response.status(status).send(sentencePage({ locale, problem: textsIn(locale).door[what] }));
}

/** The page somebody came from, if it is one of ours. */
function ownPage(referer: string | undefined): string | null {
  if (!referer || !URL.canParse(referer)) return null;
  const { pathname } = new URL(referer);
  return /^\/admin(?:\/[\w/-]*)?$/.test(pathname) ? pathname : null;
}
