/** Brands: who owns the program, who takes part, and the keys they prove themselves with. */
export { Brand, ApiKey } from './brands.entity.js';
export { callerOfKey, createKey, noteUse, proveKey } from './api-keys.js';
export type { NewKey, ProvenKey } from './api-keys.js';
export { isWithin } from './key-limits.js';
export { keyOrigins } from './key-origins.js';
export { openStore, placed, requireStore, storeOf, storeOfProgram } from './stores/places.js';
export type { StoreRef, Whereabouts } from './stores/places.js';
export type { StoreFacts } from './stores/places.participant.js';
export type { OpeningHours } from './stores/stores.entity.js';
export { Channel, Store } from './stores/stores.entity.js';
export { readKeyToken } from './key-token.js';
export { brandById, brandIdByCode, firstPartnerAt, partnersTakingPart } from './brands.queries.js';
export type { BrandFacts } from './brands.queries.js';
export type { BrandsSection } from './brands.section.js';
export { BUNDLES, SCOPES } from './scopes.js';
export { brandOfProgram, brandsOfProgram } from './program-brand.js';
export type { ProgramBrand } from './program-brand.js';
