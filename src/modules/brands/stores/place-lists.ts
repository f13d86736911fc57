import type { Bound } from '../../../kernel/bind.js';
import type { Caller } from '../../../kernel/caller.js';
import type { RequestContext } from '../../../kernel/graphql/context.js';
import { textIn } from '../../../kernel/graphql/locale.js';
import type { Loading } from '../../../kernel/graphql/loaders.js';
import { ask } from '../../../kernel/graphql/loaders.js';
import type { Page, PageArguments } from '../../../kernel/graphql/page.js';
import { readPage } from '../../../kernel/graphql/page.js';
import type { LocalisedText } from '../../../kernel/refusal.js';
import { marks } from '../../../kernel/rows.js';
import type { ChannelRow } from './channels.section.js';
import type { ChannelFilterInput, ChannelType } from './channels.types.js';
import type { OpeningHours, Store } from './stores.entity.js';
import type { StoreRow } from './stores.section.js';
import type { StoreFilterInput, StoreType } from './stores.types.js';

const STORE = ['id', 'brandId', 'code', 'name', 'status', 'zone', 'city', 'address', 'latitude', 'longitude', 'hours', 'version']; // prettier-ignore
const CHANNEL = ['id', 'brandId', 'code', 'kind', 'name', 'version'];
const TAKING_PART = "brandId IN (SELECT b.id FROM brands b WHERE b.status = 'active')";

type Condition = readonly [string, readonly Bound[]];

/** Stores of brands that take part: open ones for everybody, closed ones for their brand and the host. */
export async function listStores(
  context: RequestContext,
  { brandId, code, status }: StoreFilterInput,
  page: PageArguments,
): Promise<Page<StoreType>> {
  const statuses: readonly Store['status'][] = status?.length ? [...new Set(status)] : ['open'];
  const conditions: Condition[] = [[`status IN ${marks(statuses)}`, statuses], seenStores(context.caller)];
  if (brandId != null) conditions.push(['brandId = ?', [brandId]]);
  if (code != null) conditions.push(['code = ?', [code]]);
  const list = { name: 'stores', columns: STORE, ...from('stores', conditions), ...BY_CODE };
  const read = await readPage<StoreRow | StoreType>(context, list, page);
  return read.map((row) => storeType(context, row as StoreRow));
}

/** Channels of the caller's own brand; of every brand for the host. */
export async function listChannels(
  context: RequestContext,
  { brandId, code, kind }: ChannelFilterInput,
  page: PageArguments,
): Promise<Page<ChannelType>> {
  const conditions: Condition[] = [seenChannels(context.caller)];
  if (brandId != null) conditions.push(['brandId = ?', [brandId]]);
  if (code != null) conditions.push(['code = ?', [code]]);
  if (kind?.length) conditions.push([`kind IN ${marks(kind)}`, kind]);
  const list = { name: 'channels', columns: CHANNEL, ...from('channels', conditions), ...BY_CODE };
  const read = await readPage<ChannelRow | ChannelType>(context, list, page);
  return read.map((row) => channelType(context, row as ChannelRow));
}

/** Stores by id, those the caller may see. */
export const storeTypes: Loading<string, StoreType> = {
  async read(context, ids) {
    const found = from('stores', [[`id IN ${marks(ids)}`, ids], seenStores(context.caller)]);
    const rows = await ask<StoreRow>(context, { columns: STORE, ...found });
    return new Map(rows.map((row) => [row.id, storeType(context, row)]));
  },
};

/** Channels by id, those the caller may see. */
export const channelTypes: Loading<string, ChannelType> = {
  async read(context, ids) {
    const found = from('channels', [[`id IN ${marks(ids)}`, ids], seenChannels(context.caller)]);
    const rows = await ask<ChannelRow>(context, { columns: CHANNEL, ...found });
    return new Map(rows.map((row) => [row.id, channelType(context, row)]));
  },
};

const BY_CODE = { order: ['brandId', 'code', 'id'], isDescending: false };

function seenStores(caller: Caller): Condition {
  if (isOfHouse(caller)) return ['1 = 1', []];
  const own = caller.kind === 'brand' ? caller.brandId : '';
  return ["(status = 'open' OR brandId = ?)", [own]];
}

function seenChannels(caller: Caller): Condition {
  return isOfHouse(caller) ? ['1 = 1', []] : ['brandId = ?', [caller.brandId]];
}

function isOfHouse({ kind, isHost }: Caller): boolean {
  return kind === 'operator' || (kind === 'brand' && isHost);
}

function from(table: string, conditions: readonly Condition[]): { from: string; params: Bound[] } {
  const where = [TAKING_PART, ...conditions.map(([text]) => text)].join(' AND ');
  return { from: `FROM ${table} WHERE ${where}`, params: conditions.flatMap(([, values]) => [...values]) };
}

function storeType(context: RequestContext, row: StoreRow): StoreType {
  const { id, brandId, code, status, zone, latitude, longitude, version } = row;
  const name = JSON.parse(row.name) as LocalisedText;
  const city = textOf(row.city);
  const address = textOf(row.address);
  return {
    id,
    brandId,
    code,
    status,
    zone,
    version,
    name: textIn(context, name),
    city: city && textIn(context, city),
    address: address && textIn(context, address),
    geo: latitude === null || longitude === null ? null : { latitude, longitude },
    hours: JSON.parse(row.hours) as OpeningHours[],
    texts: { name, ...(city ? { city } : {}), ...(address ? { address } : {}) },
  };
}

function channelType(context: RequestContext, { id, brandId, code, kind, name: text, version }: ChannelRow): ChannelType {
  const name = JSON.parse(text) as LocalisedText;
  return { id, brandId, code, kind, version, name: textIn(context, name), texts: { name } };
} // prettier-ignore

function textOf(text: string | null): LocalisedText | null {
  return text === null ? null : (JSON.parse(text) as LocalisedText);
}
