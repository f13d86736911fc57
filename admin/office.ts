import type { Request, Response } from 'express';
import type { ActionRequest } from 'adminjs';
import AdminJS, { ApiController, AppController, ForbiddenError, Router } from 'adminjs';
import type { House } from '../src/kernel/house.js';
import type { Desk } from './desk.js';
import type { Visit } from './door/visit.js';
import { homeHandler } from './pages/home.js';
import { completePage } from './layout.js';
import { localeFor } from './locale/adminjs.js';
import { resourcesOf } from './resources/index.js';
import { theme } from './theme.js';

export interface Office {
  answer(request: Request, response: Response, desk: Desk, visit: Visit): Promise<void>;
}

/** AdminJS over the tables of the house. It is given a desk with every request, and knows nobody without one. */
export function openOffice(house: House): Office {
  const admin = new AdminJS({
    rootPath: '/admin',
    loginPath: '/admin/login',
    logoutPath: '/admin/logout',
    resources: resourcesOf(house.database.source),
    dashboard: { component: 'Home', handler: homeHandler() as never },
    branding: { companyName: 'Laurel', logo: false, withMadeWithLove: false, favicon: 'data:,', theme: theme as never },
    locale: localeFor,
    settings: { defaultPerPage: 20 },
  });
  const routes = Router.routes.filter(({ path }) => path.startsWith('/api/')).flatMap(toRoute);
  return {
    async answer(request, response, desk, visit) {
      const path = request.path.replace(/\/$/, '');
      if (path.startsWith('/api/')) return answerData(admin, routes, path, request, response, desk, visit);
      if (request.method !== 'GET') return void response.status(405).end();
      const html = await new AppController({ admin }, desk).index();
      response.type('html').send(completePage(html, visit.nonce));
    },
  };
}

/** What our pages ask for: nothing is done to several rows at once, and there are no pages but those of tables. */
const ASKED = ['resourceAction', 'recordAction', 'dashboard'] as const;

interface Route {
  readonly method: string;
  readonly pattern: RegExp;
  readonly action: (typeof ASKED)[number];
}

function toRoute({ method, path, action: name }: { method: string; path: string; action: string }): Route[] {
  const pattern = new RegExp(`^${path.replace(/\{(\w+)\}/g, '(?<$1>[^/]+)')}$`);
  return ASKED.filter((action) => action === name).map((action) => ({ method, pattern, action }));
}

async function answerData(
  admin: AdminJS,
  routes: readonly Route[],
  path: string,
  request: Request,
  response: Response,
  desk: Desk,
  { fields }: Visit,
): Promise<void> {
  const route = routes.find(({ method, pattern }) => method === request.method && pattern.test(path));
  const params = paramsOf(route?.pattern.exec(path)?.groups);
  const isAsked = route && params && areTexts(params) && areTexts(request.query) && isThere(admin, route, params);
  if (!isAsked) {
    deny(response, 404, 'notThere');
    return;
  }
  const asked = { params, query: request.query, payload: { ...fields }, method: request.method.toLowerCase() };
  const controller = new ApiController({ admin }, desk);
  try {
    response.json(await controller[route.action](asked as unknown as ActionRequest, response));
  } catch (error) {
    if (!(error instanceof ForbiddenError)) throw error;
    deny(response, 403, 'forbiddenError');
  }
}

function deny(response: Response, status: number, message: string): void {
  response.status(status).json({ notice: { type: 'error', message } });
}

/** Null for what no address of ours is made of. */
function paramsOf(groups: Readonly<Record<string, string>> | undefined): Record<string, string> | null {
  try {
    return Object.fromEntries(Object.entries(groups ?? {}).map(([name, text]) => [name, decodeURIComponent(text)]));
  } catch {
    return null;
  }
}

/** Whether a database can be asked for all of them. */
function areTexts(values: object): boolean {
  return !Object.values(values)
    .flat()
    .some((value) => String(value).includes('\0'));
}

/** AdminJS fails on names it does not know, and on what is asked of a row as if it were asked of a table. */
function isThere(admin: AdminJS, { action }: Route, params: Readonly<Record<string, string>>): boolean {
  if (action === 'dashboard') return true;
  const actions = admin.resources.find((each) => each.id() === params['resourceId'])?.decorate().actions ?? {};
  const name = params['action'] ?? '';
  const asked = Object.hasOwn(actions, name) ? actions[name] : undefined;
  return (action === 'recordAction' ? asked?.isRecordType() : asked?.isResourceType()) === true;
}
