import type { Action, ActionContext, ActionRequest } from 'adminjs';
import type { Desk } from '../desk.js';
import { deskOf } from '../desk.js';
import type { Texts } from '../locale/texts.js';

/** A field of a form. */
export interface DeedField {
  readonly name: string;
  /** Its label, among `fields` of the texts or `form` of them. */
  readonly label: string;
  readonly kind: 'text' | 'long' | 'number' | 'one' | 'many' | 'instant' | 'hidden' | 'times' | 'pictures';
  readonly isRequired?: boolean;
  /** To choose from. */
  readonly choices?: readonly { readonly value: string; readonly label: string }[];
  readonly otherwise?: string;
  /** Shown, and sent, only while another field says so. */
  readonly only?: { readonly field: string; readonly is: string };
  /** What stands above it and what follows, among `form` of the texts. */
  readonly heading?: keyof Texts['form'];
  /** A sentence below it, among `form` of the texts. */
  readonly hint?: keyof Texts['form'];
}

/** What came of it. */
export interface Done {
  readonly problems: readonly { readonly message: string; readonly field: string | null }[];
  /** Shown once and never again. */
  readonly secret?: string | null;
  /** A sentence that is the answer. */
  readonly told?: string;
  /** What a page of its own is answered. */
  readonly result?: object;
}

/** Something somebody may do, with a form in front. */
export interface Deed {
  readonly name: keyof Texts['actions'];
  /** Null where `isFor` says it of each row. */
  readonly scope: string | null;
  readonly icon: string;
  readonly help?: keyof Texts['form'];
  /** It makes something, rather than changing a row. */
  readonly isNew?: boolean;
  readonly isGrave?: boolean;
  /** Done from a page that is about something else: it has no page and no button of its own. */
  readonly isUnlisted?: boolean;
  /** Whether it makes sense for a row. */
  readonly isFor?: (row: Readonly<Record<string, unknown>>, desk: Desk) => boolean;
  readonly fields?: (
    desk: Desk,
    row: Readonly<Record<string, unknown>>,
  ) => readonly DeedField[] | Promise<readonly DeedField[]>;
  /** The table one goes to when it is done, where the row is not in its own any more; to the row or its list otherwise. */
  readonly after?: string;
  /** A page of its own in the place of a form of fields. */
  readonly component?: string;
  /** What the form or the page starts from; `about` is a sentence above the form. */
  readonly start?: (desk: Desk, id: string, query: Readonly<Record<string, string>>) => Promise<object>;
  readonly run: (desk: Desk, fields: Readonly<Record<string, unknown>>, id: string) => Promise<Done>;
}

/** A deed as AdminJS takes it: only for who has the scope, and only by POST. */
export function actionOf(deed: Deed, tableScope: string | null): Partial<Action<never>> {
  const isAccessible = ({ currentAdmin, record }: Partial<ActionContext>): boolean => {
    const desk = deskOf({ currentAdmin });
    return (
      desk.maySee(tableScope) && desk.maySee(deed.scope) && (!record || deed.isFor?.(record.params, desk) !== false)
    );
  };
  return {
    actionType: deed.isNew ? 'resource' : 'record',
    component: deed.component ?? 'ActionForm',
    icon: deed.icon,
    ...(deed.isGrave ? { variant: 'danger' } : {}),
    ...(deed.isNew ? { variant: 'primary' } : {}),
    isAccessible,
    isVisible: deed.isUnlisted ? false : isAccessible,
    showInDrawer: false,
    custom: { help: deed.help ?? null, isGrave: deed.isGrave ?? false, after: deed.after ?? null },
    handler: (request: ActionRequest, _response: unknown, context: ActionContext) => handle(deed, request, context),
  };
}

async function handle(deed: Deed, request: ActionRequest, context: ActionContext): Promise<never> {
  const desk = deskOf(context);
  const { record } = context;
  const row = record?.toJSON(context.currentAdmin);
  if (request.method !== 'post') {
    const fields = (await deed.fields?.(desk, row?.params ?? {})) ?? [];
    const start = (await deed.start?.(desk, record?.id() ?? '', textsOf(request.query))) ?? {};
    return { ...(row ? { record: row } : {}), fields, start } as never;
  }
  const fields = request.payload ?? {};
  const acting = desk.acting(`${context.resource.id()}.${deed.name}`, fields);
  const { problems, secret = null, told = null, result = null } = await deed.run(acting, fields, record?.id() ?? '');
  if (problems.length > 0) {
    const errors = Object.fromEntries(problems.map(({ field, message }) => [field ?? '', { message }]));
    const [first] = problems;
    return {
      record: { ...row, errors },
      problems,
      result,
      notice: { type: 'error', message: first?.message ?? '' },
    } as never;
  }
  const fresh = record ? await context.resource.findOne(record.id(), context) : null;
  return {
    ...(record ? { record: (fresh ?? record).toJSON(context.currentAdmin) } : {}),
    problems,
    secret,
    told,
    result,
    notice: { type: 'success', message: 'done' },
  } as never;
}

/** What was asked along in the address, as texts. */
export function textsOf(query: unknown): Readonly<Record<string, string>> {
  const entries = Object.entries((query ?? {}) as Record<string, unknown>);
  return Object.fromEntries(entries.filter((entry): entry is [string, string] => typeof entry[1] === 'string'));
}
