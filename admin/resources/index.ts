import type { ResourceWithOptions } from 'adminjs';
import type { DataSource } from 'typeorm';
import { benefitsShelf } from './benefits.js';
import { bookingsShelf } from './bookings.js';
import { booksShelf } from './books.js';
import { brandsShelf, keysShelf } from './brands.js';
import { figuresShelf } from './figures.js';
import { fulfilmentsShelf } from './fulfilments.js';
import { membersShelf } from './members.shelf.js';
import { packagesShelf } from './packages.js';
import { rulesShelf, walletsShelf } from './program.js';
import { agreementsShelf, statementsShelf } from './settlements.js';
import { layeringsShelf, segmentsShelf } from './segments.js';
import { channelsShelf, storesShelf } from './stores.js';
import { toResource } from './shelf.js';
import type { Shelf } from './shelf.js';
import { approvalsShelf, auditShelf, operatorsShelf, rolesShelf } from './team.js';
import { owedShelf } from './owed.js';
import { purchasesShelf } from './purchases.js';
import { laddersShelf, tiersShelf } from './tiers.js';
import { jobsShelf, lettersShelf } from './work.js';

/** Every table of the back office, in the order of its navigation. */
export const SHELVES: readonly Shelf[] = [
  membersShelf,
  segmentsShelf,
  layeringsShelf,
  figuresShelf,
  benefitsShelf,
  purchasesShelf,
  owedShelf,
  fulfilmentsShelf,
  packagesShelf,
  bookingsShelf,
  tiersShelf,
  laddersShelf,
  walletsShelf,
  booksShelf,
  rulesShelf,
  brandsShelf,
  storesShelf,
  channelsShelf,
  keysShelf,
  agreementsShelf,
  statementsShelf,
  jobsShelf,
  lettersShelf,
  approvalsShelf,
  auditShelf,
  operatorsShelf,
  rolesShelf,
];

/** Everything the back office shows, in the order of its navigation. */
export function resourcesOf(source: DataSource): ResourceWithOptions[] {
  return SHELVES.map((shelf) => toResource(source, shelf));
}
