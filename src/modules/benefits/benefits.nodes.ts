import { load } from '../../kernel/graphql/loaders.js';
import type { NodeKind } from '../../kernel/graphql/node.js';
import { benefitTypeById } from './benefit-type.js';
import { grants } from './grant-list.js';
import { parcels } from './fulfilment/parcel-list.js';
import { obligations } from './obligations/obligation-list.js';
import { purchases } from './purchases/purchase-list.js';
import { packageIssues } from './packages/issue-list.js';
import { packageTypeById } from './packages/package-type.js';
import { redemptions } from './redemption-list.js';
import { bookings } from './slots/booking-rows.js';

const benefit: NodeKind = { prefix: 'bnf', type: 'Benefit', find: (context, id) => benefitTypeById(context, id) };

const grant: NodeKind = {
  prefix: 'grt',
  type: 'Grant',
  find: async (context, id) => (await load(context, grants, id)) ?? null,
};

const obligation: NodeKind = {
  prefix: 'obl',
  type: 'Obligation',
  find: async (context, id) => (await load(context, obligations, id)) ?? null,
};

const fulfilment: NodeKind = {
  prefix: 'ful',
  type: 'Fulfilment',
  find: async (context, id) => (await load(context, parcels, id)) ?? null,
};

const booking: NodeKind = {
  prefix: 'bkg',
  type: 'Booking',
  find: async (context, id) => (await load(context, bookings, id)) ?? null,
};

const benefitPackage: NodeKind = {
  prefix: 'pkg',
  type: 'BenefitPackage',
  find: (context, id) => packageTypeById(context, id),
};

const packageIssue: NodeKind = {
  prefix: 'pki',
  type: 'PackageIssue',
  find: async (context, id) => (await load(context, packageIssues, id)) ?? null,
};

const redemption: NodeKind = {
  prefix: 'rdm',
  type: 'Redemption',
  find: async (context, id) => (await load(context, redemptions, id)) ?? null,
};

const purchase: NodeKind = {
  prefix: 'pur',
  type: 'BenefitPurchase',
  find: async (context, id) => (await load(context, purchases, id)) ?? null,
};

export const benefitNodes: readonly NodeKind[] = [
  benefit,
  grant,
  redemption,
  obligation,
  purchase,
  fulfilment,
  booking,
  benefitPackage,
  packageIssue,
];
