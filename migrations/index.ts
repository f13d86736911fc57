import type { MigrationInterface } from 'typeorm';
import { First1764000000000 } from './0001-first.js';
import { Keys1764000200000 } from './0002-keys.js';
import { SignIn1764000300000 } from './0003-sign-in.js';
import { Members1764000400000 } from './0004-members.js';
import { KeyRates1764000500000 } from './0005-key-rates.js';
import { Operators1764000700000 } from './0007-operators.js';
import { HeldKeys1764001400000 } from './0014-held-keys.js';
import { Ledger1764001500000 } from './0015-ledger.js';
import { Settlements1764001600000 } from './0016-settlements.js';
import { Rules1764001800000 } from './0018-rules.js';
import { PointSeals1764001700000 } from './0017-point-seals.js';
import { Tiers1764001900000 } from './0019-tiers.js';
import { Segments1764002000000 } from './0020-segments.js';
import { ActivitiesByDay1764003000000 } from './0030-activities-by-day.js';
import { SegmentStrategies1764003100000 } from './0031-segment-strategies.js';
import { Benefits1764003200000 } from './0032-benefits.js';
import { Obligations1764003300000 } from './0033-obligations.js';
import { DaysOfMembers1764003400000 } from './0034-days-of-members.js';
import { Occasions1764003500000 } from './0035-occasions.js';
import { Media1764004000000 } from './0040-media.js';
import { Stores1764004100000 } from './0041-stores.js';
import { RedemptionsByBrand1764004300000 } from './0043-redemptions-by-brand.js';
import { LifeOfBenefits1764004400000 } from './0044-life-of-benefits.js';
import { Purchases1764004500000 } from './0045-purchases.js';
import { Fulfilments1764004600000 } from './0046-fulfilments.js';
import { Slots1764004700000 } from './0047-slots.js';
import { Packages1764004800000 } from './0048-packages.js';
import { UnmarkedBookings1764004900000 } from './0049-unmarked-bookings.js';
import { PromisesChecked1764005000000 } from './0050-promises-checked.js';
import { IdentitiesOfMembers1764005100000 } from './0051-identities-of-members.js';
import { UsesThatMultiplied1764005200000 } from './0052-uses-that-multiplied.js';

/** Every migration in the order it runs; a new one goes to the end. */
export const migrations: readonly (new () => MigrationInterface)[] = [
  First1764000000000,
  Keys1764000200000,
  SignIn1764000300000,
  Members1764000400000,
  KeyRates1764000500000,
  Operators1764000700000,
  HeldKeys1764001400000,
  Ledger1764001500000,
  Settlements1764001600000,
  PointSeals1764001700000,
  Rules1764001800000,
  Tiers1764001900000,
  Segments1764002000000,
  ActivitiesByDay1764003000000,
  SegmentStrategies1764003100000,
  Benefits1764003200000,
  Obligations1764003300000,
  DaysOfMembers1764003400000,
  Occasions1764003500000,
  Media1764004000000,
  Stores1764004100000,
  RedemptionsByBrand1764004300000,
  LifeOfBenefits1764004400000,
  Purchases1764004500000,
  Fulfilments1764004600000,
  Slots1764004700000,
  Packages1764004800000,
  UnmarkedBookings1764004900000,
  PromisesChecked1764005000000,
  IdentitiesOfMembers1764005100000,
  UsesThatMultiplied1764005200000,
];
