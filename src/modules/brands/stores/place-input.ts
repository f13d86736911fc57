import type { LocalisedTextInput } from '../../../kernel/graphql/locale.type.js';
import type { LocalisedText } from '../../../kernel/refusal.js';
import type { ChannelInput } from './channels.types.js';
import type { PlaceChange } from './save-places.js';
import type { StoreInput } from './stores.types.js';

type Given = Pick<PlaceChange, 'brandId' | 'place'>;

/** A store as the program file says it. */
export function storePlace({ brandId, name, city, address, code, status, zone, geo, hours }: StoreInput): Given {
  const place = {
    code,
    status,
    zone: zone ?? null,
    name: localised(name),
    city: city ? localised(city) : null,
    address: address ? localised(address) : null,
    geo: geo ? { latitude: geo.latitude, longitude: geo.longitude } : null,
    hours: hours.map(({ weekday, opens, closes }) => ({ weekday, opens, closes })),
  };
  return { brandId: brandId ?? null, place };
}

/** A channel as the program file says it. */
export function channelPlace({ brandId, code, kind, name }: ChannelInput): Given {
  return { brandId: brandId ?? null, place: { code, kind, name: localised(name) } };
}

function localised({ en, zhCN, zhTW }: LocalisedTextInput): LocalisedText {
  return { en, 'zh-CN': zhCN, 'zh-TW': zhTW };
}
