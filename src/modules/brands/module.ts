import type { Module } from '../../kernel/module.js';
import { ApiKey, Brand } from './brands.entity.js';
import { brandNodes } from './brands.nodes.js';
import { brandNouns, brandRefusals } from './brands.refusals.js';
import { brandsSection } from './brands.section.js';
import { BrandsResolver } from './brands.resolver.js';
import { SCOPES } from './scopes.js';
import { BrandFields } from './brand.fields.js';
import { ApiKeyFields } from './key.fields.js';
import { releaseKey } from './held-keys.js';
import { KeysResolver } from './keys.resolver.js';
import { channelsSection } from './stores/channels.section.js';
import { placesParticipant } from './stores/places.participant.js';
import { ApiKeyStoreFields, ChannelFields, StoreFields, ViewerStoreFields } from './stores/store.fields.js';
import { Channel, Store } from './stores/stores.entity.js';
import { StoresResolver } from './stores/stores.resolver.js';
import { storesSection } from './stores/stores.section.js';

export const brandsModule: Module = {
  name: 'brands',
  entities: [Brand, ApiKey, Store, Channel],
  keptOnReset: [ApiKey],
  participant: placesParticipant,
  resolvers: [
    BrandsResolver,
    BrandFields,
    KeysResolver,
    ApiKeyFields,
    StoresResolver,
    StoreFields,
    ChannelFields,
    ApiKeyStoreFields,
    ViewerStoreFields,
  ],
  nodes: brandNodes,
  section: [brandsSection, storesSection, channelsSection],
  refusals: brandRefusals,
  approvals: [releaseKey],
  scopes: Object.keys(SCOPES),
  nouns: brandNouns,
};
