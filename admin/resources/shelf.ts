import type { Action, ActionContext, ActionRequest, ResourceWithOptions } from 'adminjs';
import type { DataSource } from 'typeorm';
import { OfficeResource } from '../adapter/resource.js';
import { keyOf } from '../adapter/read.js';
import type { Look, Table } from '../adapter/table.js';
import type { Desk } from '../desk.js';
import { deskOf } from '../desk.js';
import type { Texts } from '../locale/texts.js';
import type { Deed } from './deed.js';
import { actionOf, textsOf } from './deed.js';

/** A table, where it stands in the navigation, and what may be done there. */
export interface Shelf {
  readonly table: Table;
  readonly icon: string;
  /** Of single rows, unless the deed says that it makes one. */
  readonly deeds?: readonly Deed[];
  /** Components of ours in the place of AdminJS's list and page. */
  readonly pages?: { readonly list?: string; readonly show?: string };
  /** What the page of a row says besides the row. */
  readonly tell?: Telling;
  /** What the page of the whole table says besides its rows. */
  readonly tellAll?: Telling;
  /** What else a page may ask about a row, by name. */
  readonly asks?: Readonly<Record<string, Telling>>;
  /** The same about the whole table. */
  readonly asksAll?: Readonly<Record<string, Telling>>;
  /** Pages of their own about the whole table, beside its list. */
  readonly views?: readonly View[];
  /** Its pages are reached from those of another one. */
  readonly isUnlisted?: boolean;
}

/** A page about a whole table that changes nothing. */
export interface View {
  readonly name: keyof Texts['actions'];
  readonly icon: string;
  readonly component: string;
  readonly tell: Telling;
}

/** Answers a page: about the row of an id, with what was asked along. */
export type Telling = (desk: Desk, id: string, query: Readonly<Record<string, string>>) => Promise<object>;

type AnyAction = Partial<Action<never>>;

const NOT_HERE: AnyAction = { isAccessible: false, isVisible: false };

/** A shelf as AdminJS takes it. Whoever may not see it does not know that it is there. */
export function toResource(source: DataSource, shelf: Shelf): ResourceWithOptions {
  const { table, icon, pages = {}, deeds = [] } = shelf;
  const looks = { ...table.columns, ...table.added };
  const isAccessible = ({ currentAdmin }: { currentAdmin?: unknown }): boolean =>
    deskOf({ currentAdmin }).maySee(table.scope);
  const list: AnyAction = {
    isAccessible,
    showFilter: Object.keys(table.filters ?? {}).length > 0 && !pages.list,
    ...componentOf(pages.list),
    ...(shelf.tellAll ? { after: telling(shelf.tellAll) as never } : {}),
  };
  const show: AnyAction = {
    isAccessible,
    ...componentOf(pages.show),
    ...(shelf.tell ? { after: telling(shelf.tell) as never } : {}),
  };
  const own = Object.fromEntries(deeds.map((deed) => [deed.name, actionOf(deed, table.scope)]));
  const asks = [
    ...Object.entries(shelf.asks ?? {}).map(([name, tell]) => [name, asking(tell, isAccessible, 'record')] as const),
    ...Object.entries(shelf.asksAll ?? {}).map(([name, tell]) => [name, asking(tell, isAccessible, 'resource')] as const),
  ]; // prettier-ignore
  const views = (shelf.views ?? []).map((view) => [view.name, viewOf(view, isAccessible)] as const);
  return {
    resource: new OfficeResource(source, table),
    options: {
      id: table.id,
      navigation: shelf.isUnlisted ? false : { name: null, icon: icon as never },
      sort: { sortBy: table.order[0] ?? 'id', direction: table.isDescending ? 'desc' : 'asc' },
      titleProperty: keyOf(table),
      listProperties: [...(table.list ?? Object.keys(looks))],
      showProperties: [...(table.page ?? Object.keys(looks))],
      filterProperties: Object.keys(table.filters ?? {}),
      editProperties: [],
      properties: Object.fromEntries([
        ...Object.entries(table.filters ?? {}).map(([name, { look }]) => [name, propertyOf(look ?? 'text')] as const),
        ...Object.entries(looks).map(([name, look]) => [name, propertyOf(look)] as const),
      ]),
      actions: {
        list,
        show,
        new: NOT_HERE,
        edit: NOT_HERE,
        delete: NOT_HERE,
        bulkDelete: NOT_HERE,
        search: NOT_HERE,
        ...Object.fromEntries(asks),
        ...Object.fromEntries(views),
        ...own,
      },
    } as ResourceWithOptions['options'],
  };
}

function propertyOf(look: Look) {
  return { components: { list: 'Value', show: 'Value', filter: 'FilterField' }, custom: { look } };
}

function componentOf(component: string | undefined): { component?: string } {
  return component ? { component } : {};
}

/** What a page needs more comes with the row, so that a page is one request. */
function telling(tell: Telling) {
  return async (
    response: { told?: object; notice?: { type: string } },
    request: ActionRequest,
    context: ActionContext,
  ) => {
    if (response.notice?.type !== 'error') response.told = await told(tell, request, context);
    return response;
  };
}

/** A question of a page, answered like a page, which nobody sees as one. */
function asking(tell: Telling, isAccessible: AnyAction['isAccessible'], actionType: 'record' | 'resource'): AnyAction {
  return {
    actionType,
    isAccessible,
    isVisible: false,
    component: false,
    handler: async (request: ActionRequest, _response: unknown, context: ActionContext) => ({
      ...(context.record ? { record: context.record.toJSON(context.currentAdmin) } : {}),
      told: await told(tell, request, context),
    }),
  } as AnyAction;
}

function viewOf({ icon, component, tell }: View, isAccessible: AnyAction['isAccessible']): AnyAction {
  return { ...asking(tell, isAccessible, 'resource'), isVisible: true, icon, component, showInDrawer: false };
}

/** What was asked along stands in the address, or in the body where it may be long. */
function told(tell: Telling, { query = {}, payload = {} }: ActionRequest, context: ActionContext): Promise<object> {
  return tell(deskOf(context), context.record?.id() ?? '', { ...textsOf(query), ...textsOf(payload) });
}
