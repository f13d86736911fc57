import type { Action, ActionContext, ActionRequest } from 'adminjs';
import type { Desk } from '../desk.js';
import { deskOf } from '../desk.js';
import type { Texts } from '../locale/texts.js';

/** A field of a form. */
export interface DeedField {
  readonly name: string;
  /** Its label, among `fields` of the texts or `form` of them. */
  readonly label: string;
  readonly kind: 'text' | 'long' | 'number' | 'one' | 'many' | 'instant';
  readonly isRequired?: boolean;
  /** To choose from. */
  readonly choices?: readonly { readonly value: string; readonly label: string }[];
  readonly otherwise?: string;
}

/** What came of it. */
export interface Done {
  readonly problems: readonly { readonly message: string; readonly field: string | null }[];
  /** Shown once and never again. */
  readonly secret?: string | null;
  /** A sentence that is the answer. */
  readonly told?: string;
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
  /** Whether it makes sense for a row. */
  readonly isFor?: (row: Readonly<Record<string, unknown>>, desk: Desk) => boolean;
  readonly fields?: (
    desk: Desk,
    row: Readonly<Record<string, unknown>>,
  ) => readonly DeedField[] | Promise<readonly DeedField[]>;
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
    component: 'ActionForm',
    icon: deed.icon,
    ...(deed.isGrave ? { variant: 'danger' } : {}),
    ...(deed.isNew ? { variant: 'primary' } : {}),
    isAccessible,
    isVisible: isAccessible,
    showInDrawer: false,
    custom: { help: deed.help ?? null, isGrave: deed.isGrave ?? false },
    handler: (request: ActionRequest, _response: unknown, context: ActionContext) => handle(deed, request, context),
  };
}

async function handle(deed: Deed, request: ActionRequest, context: ActionContext): Promise<never> {
  const desk = deskOf(context);
  const { record } = context;
  const row = record?.toJSON(context.currentAdmin);
  if (request.method !== 'post') {
    return { ...(row ? { record: row } : {}), fields: (await deed.fields?.(desk, row?.params ?? {})) ?? [] } as never;
  }
  const fields = request.payload ?? {};
  const acting = desk.acting(`${context.resource.id()}.${deed.name}`, fields);
  const { problems, secret = null, told = null } = await deed.run(acting, fields, record?.id() ?? '');
  if (problems.length > 0) {
    const errors = Object.fromEntries(problems.map(({ field, message }) => [field ?? '', { message }]));
    const [first] = problems;
    return { record: { ...row, errors }, problems, notice: { type: 'error', message: first?.message ?? '' } } as never;
  }
  const fresh = record ? await context.resource.findOne(record.id(), context) : null;
  return {
    ...(record ? { record: (fresh ?? record).toJSON(context.currentAdmin) } : {}),
    problems,
    secret,
    told,
    notice: { type: 'success', message: 'done' },
  } as never;
}
