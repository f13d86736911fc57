import type { Bound } from '../../kernel/bind.js';
import type { RequestContext } from '../../kernel/graphql/context.js';
import { Loaders } from '../../kernel/graphql/loaders.js';
import type { List, PageArguments } from '../../kernel/graphql/page.js';
import { Page, readPage } from '../../kernel/graphql/page.js';
import { Reading } from '../../kernel/graphql/question.js';
import type { House, HouseMode } from '../../kernel/house.js';
import { refuse } from '../../kernel/refusal.js';
import { read } from '../../kernel/unit-of-work.js';
import type { KeyFacts, KeyRow } from './key-rows.js';
import { factsOf, KEY_COLUMNS, managesAll } from './key-rows.js';

export interface KeyFilter {
  readonly mode?: HouseMode | null | undefined;
  readonly brandId?: string | null | undefined;
  readonly storeId?: string | null | undefined;
}

/** The keys of a brand, the newest first; of all brands for who manages them. Those of the sandbox are a list of their own. */
export async function listKeys(
  context: RequestContext,
  filter: KeyFilter,
  page: PageArguments,
): Promise<Page<KeyFacts>> {
  const { house } = context.session;
  const mode = filter.mode ?? house.mode;
  const there = mode === house.mode ? house : await sandboxOf(house);
  if (there === null) return new Page<KeyFacts>([], false, false, () => '', () => Promise.resolve(0)); // prettier-ignore
  const found = await readPage<KeyRow | KeyFacts>(within(context, there), listOf(context, filter), page);
  return found.map<KeyFacts>((row) => factsOf(row as KeyRow, there.mode, there.realClock.now()));
}

function sandboxOf({ sandbox }: House): Promise<House | null> {
  return sandbox?.existing() ?? refuse('LIVE_ONLY', {}, ['mode']);
}

/** The same request, asked in the other house. */
function within(context: RequestContext, house: House): RequestContext {
  if (house === context.session.house) return context;
  const session = read(house, context.caller);
  return { ...context, session, loaders: new Loaders(new Reading(house.database.reader)) };
}

function listOf({ caller }: RequestContext, { brandId, storeId }: KeyFilter): List {
  const params: Bound[] = [];
  const given: string[] = ['1 = 1'];
  const only = (column: 'brandId' | 'storeId', id: string) => {
    given.push(`${column} = ?`);
    params.push(id);
  };
  if (!managesAll(caller)) only('brandId', caller.brandId);
  if (brandId != null) only('brandId', brandId);
  if (storeId != null) only('storeId', storeId);
  return {
    name: 'apiKeys',
    columns: KEY_COLUMNS,
    from: `FROM api_keys WHERE ${given.join(' AND ')}`,
    params,
    order: ['createdAt', 'id'],
    isDescending: true,
  };
}
