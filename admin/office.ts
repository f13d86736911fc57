import type { Request, Response } from 'express';
import type { ActionRequest } from 'adminjs';
import AdminJS, { ApiController, AppController, Router } from 'adminjs';
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
  const routes = Router.routes.filter(({ path }) => path.startsWith('/api/')).map(toRoute);
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

interface Route {
  readonly method: string;
  readonly pattern: RegExp;
  readonly action: 'resourceAction' | 'recordAction' | 'bulkAction' | 'dashboard' | 'page' | 'search';
}

function toRoute({ method, path, action }: { method: string; path: string; action: string }): Route {
  const pattern = new RegExp(`^${path.replace(/\{(\w+)\}/g, '(?<$1>[^/]+)')}$`);
  return { method, pattern, action: action as Route['action'] };
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
  if (!route || !params || !isThere(admin, params))
    return void response.status(404).json({ notice: { type: 'error', message: 'notThere' } });
  const asked = { params, query: request.query, payload: { ...fields }, method: request.method.toLowerCase() };
  const controller = new ApiController({ admin }, desk);
  response.json(await controller[route.action](asked as unknown as ActionRequest, response));
}

function paramsOf(groups: Readonly<Record<string, string>> | undefined): Record<string, string> | null {
  try {
    return Object.fromEntries(Object.entries(groups ?? {}).map(([name, text]) => [name, decodeURIComponent(text)]));
  } catch {
    return null;
  }
}

/** AdminJS fails on names it does not know. */
function isThere(admin: AdminJS, { resourceId, action }: Readonly<Record<string, string>>): boolean {
  if (resourceId === undefined) return true;
  const resource = admin.resources.find((each) => each.id() === resourceId);
  return resource !== undefined && Object.hasOwn(resource.decorate().actions, action ?? '');
}
