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

export const brandsModule: Module = {
  name: 'brands',
  entities: [Brand, ApiKey],
  keptOnReset: [ApiKey],
  resolvers: [BrandsResolver, BrandFields, KeysResolver, ApiKeyFields],
  nodes: brandNodes,
  section: brandsSection,
  refusals: brandRefusals,
  approvals: [releaseKey],
  scopes: Object.keys(SCOPES),
  nouns: brandNouns,
};
