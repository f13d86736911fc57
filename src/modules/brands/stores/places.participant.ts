import { configId } from '../../../kernel/id.js';
import type { StorePlace } from '../../../kernel/house.js';
import type { Participant } from '../../../kernel/participant.js';
import type { BrandsSection } from '../brands.section.js';
import type { ChannelEntry } from './channels.section.js';
import { CHANNELS } from './channels.section.js';
import type { StoreEntry } from './stores.section.js';
import { storeId, STORES } from './stores.section.js';

/** A store of the program: where a benefit is good, and what a purchase was made in. */
export interface StoreFacts extends StorePlace, Pick<StoreEntry, 'name' | 'status' | 'city'> {}

/** The places of a program. */
export interface Places {
  /** Open and closed ones, by id. */
  readonly stores: ReadonlyMap<string, StoreFacts>;
  /** Codes of stores by brand; a brand without any is not there. */
  readonly storeCodes: ReadonlyMap<string, ReadonlySet<string>>;
  readonly channelCodes: ReadonlyMap<string, ReadonlySet<string>>;
}

/** Has nothing to say about members: it lets whoever looks for a store find it without a query. */
export const placesParticipant: Participant<Places, null> = {
  name: 'places',
  effects: [],
  empty: null,
  load: () => [],
  slice: () => null,

  compile(program) {
    const { host, partners } = program.section('brands') as BrandsSection;
    const taking = new Set([host, ...partners].map(({ code }) => code));
    const whose = (brand: string | null) => configId('brd', brand ?? host.code);
    const entries = (program.section(STORES) ?? []) as readonly StoreEntry[]; // versions of before there were stores have none
    const stores = entries.map(({ brand, code, name, status, city }): StoreFacts => {
      const brandId = whose(brand);
      const isHere = taking.has(brand ?? host.code);
      return { id: storeId(brandId, code), brandId, code, name, city, status: isHere ? status : 'closed' };
    });
    const channels = (program.section(CHANNELS) ?? []) as readonly ChannelEntry[];
    return {
      stores: new Map(stores.map((store) => [store.id, store])),
      storeCodes: codesByBrand(stores),
      channelCodes: codesByBrand(channels.map(({ brand, code }) => ({ brandId: whose(brand), code }))),
    };
  },
};

function codesByBrand(places: readonly { brandId: string; code: string }[]): Map<string, Set<string>> {
  const codes = new Map<string, Set<string>>();
  for (const { brandId, code } of places) codes.set(brandId, (codes.get(brandId) ?? new Set()).add(code));
  return codes;
}
