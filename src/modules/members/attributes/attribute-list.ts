import type { Bound } from '../../../kernel/bind.js';
import { windowOf } from '../../../kernel/caller.js';
import type { RequestContext } from '../../../kernel/graphql/context.js';
import { ask } from '../../../kernel/graphql/loaders.js';
import { isOwn } from './rule-attributes.js';
import { textIn } from '../../../kernel/graphql/locale.js';
import { configId } from '../../../kernel/id.js';
import type { LocalisedText } from '../../../kernel/refusal.js';
import type { AttributeKind } from './attributes.entity.js';
import type { AttributeDefinitionType } from './attributes.types.js';

interface Row {
  readonly id: string;
  readonly code: string;
  readonly brandId: string;
  readonly type: AttributeKind;
  readonly name: string;
  readonly isMemberEditable: number;
  readonly version: number;
}

const COLUMNS = ['id', 'code', 'brandId', 'type', 'name', 'isMemberEditable', 'version'];

/** Those Laurel declares and those of the program's own that the caller may use, by their codes. */
export async function listAttributes(context: RequestContext): Promise<AttributeDefinitionType[]> {
  const window = windowOf(context.caller);
  const own = window === null ? await read(context, '1 = 1', []) : await read(context, 'brandId = ?', [window]);
  return [...declared(context), ...own].sort((a, b) => (a.code < b.code ? -1 : 1));
}

/** One by its id, or null when there is none that the caller may use. */
export async function attributeById(context: RequestContext, id: string): Promise<AttributeDefinitionType | null> {
  const found = (await listAttributes(context)).find((each) => each.id === id);
  return found ?? null;
}

function declared(context: RequestContext): AttributeDefinitionType[] {
  const { attributes } = context.session.house.programs.current().vocabulary;
  return attributes
    .filter(({ name }) => !isOwn(name))
    .map(({ name, type, description }) => ({
      id: configId('atr', name),
      code: name,
      type,
      name: textIn(context, description),
      isCustom: false,
      isForRules: true,
      brandId: null,
      isMemberEditable: false,
      version: null,
    }));
}

async function read(
  context: RequestContext,
  where: string,
  params: readonly Bound[],
): Promise<AttributeDefinitionType[]> {
  const rows = await ask<Row>(context, { columns: COLUMNS, from: `FROM attributes WHERE ${where}`, params });
  return rows.map(({ name, isMemberEditable, ...row }) => ({
    ...row,
    name: textIn(context, JSON.parse(name) as LocalisedText),
    isCustom: true,
    isForRules: true,
    isMemberEditable: isMemberEditable === 1,
  }));
}
