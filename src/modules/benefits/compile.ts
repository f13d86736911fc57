import type { Compiled } from '../../kernel/expression/index.js';
import { compile } from '../../kernel/expression/index.js';
import { groupBy } from '../../kernel/group.js';
import { configId } from '../../kernel/id.js';
import type { RuleScope } from '../../kernel/module.js';
import type { Compiling, Wants } from '../../kernel/participant.js';
import type { Program } from '../../kernel/program.js';
import { refuse } from '../../kernel/refusal.js';
import type { BrandsSection } from '../brands/index.js';
import { memberWants, PROFILE_WANTED } from '../members/index.js';
import { pointsParticipant } from '../points/index.js';
import { requireSegments, segmentsParticipant } from '../segments/index.js';
import type { TiersPart } from '../tiers/index.js';
import { isBenefit, isPackage, tiersParticipant } from '../tiers/index.js';
import { multiplierWants } from './multiplying/load.js';
import { compilePackages } from './packages/compile-packages.js';
import type { PackageEntry } from './packages/package-terms.js';
import type { BenefitEntry } from './terms.js';

/** A benefit as deciding uses it. */
export interface Offered extends Omit<BenefitEntry, 'eligibility'> {
  readonly eligibility: Compiled<RuleScope> | null;
}

export interface BenefitsPart {
  readonly zone: string;
  readonly hostBrandId: string;
  readonly currency: string;
  readonly benefits: ReadonlyMap<string, Offered>;
  readonly packages: ReadonlyMap<string, PackageEntry>;
  /** Those that multiply the points of purchases. */
  readonly multipliers: readonly Offered[];
}

/**
 * Refuses what cannot work, with the place: a wallet, a brand, a store, a tier, a segment, a substitute that is not there,
 * chains that go in circles. What is retired stays for those who once had it, and asks for nothing any more.
 */
export function compileBenefits(program: Compiling): BenefitsPart {
  const entries = (program.section('benefits') as BenefitEntry[] | undefined) ?? [];
  const codes = new Set(entries.map(({ code }) => code));
  const benefits = new Map(entries.map((entry, at) => [entry.code, offeredIn(program, codes, entry, at)]));
  for (const [at, { code }] of entries.entries()) requireEnd(benefits, code, ['benefits', String(at), 'otherwise']);
  const packages = compilePackages(program, benefits);
  requirePacks(program.part(tiersParticipant), codes, packages);
  const multipliers = [...benefits.values()].filter(({ kind, status }) => kind === 'multiplier' && status !== 'draft');
  return { zone: program.zone, hostBrandId: hostBrandIdOf(program), currency: program.currency, benefits, packages, multipliers }; // prettier-ignore
}

function hostBrandIdOf(program: Compiling): string {
  const { host } = program.section('brands') as BrandsSection;
  return configId('brd', host.code);
}

/** The benefit of a code in a program. */
export function offeredOf({ parts }: Pick<Program, 'parts'>, code: string): Offered | undefined {
  return (parts['benefits'] as BenefitsPart).benefits.get(code);
}

/** The package of a code in a program. */
export function packageOf({ parts }: Pick<Program, 'parts'>, code: string): PackageEntry | undefined {
  return (parts['benefits'] as BenefitsPart).packages.get(code);
}

/** Cards may wait for birthdays: they are read where one does. */
export function benefitWants({ benefits, packages, multipliers }: BenefitsPart): Wants {
  const asked = memberWants([...benefits.values()].flatMap(({ eligibility }) => eligibility ?? []));
  const isByBirthday = [...packages.values()].some(({ parts }) => parts.some((each) => each.isBirthdayMonthOnly));
  return {
    ...asked,
    ...multiplierWants(multipliers),
    [PROFILE_WANTED]: Math.max(asked[PROFILE_WANTED] ?? 0, Number(isByBirthday)),
  };
}

function offeredIn(program: Compiling, codes: ReadonlySet<string>, entry: BenefitEntry, at: number): Offered {
  if (entry.status === 'retired') return { ...entry, otherwise: [], eligibility: null };
  const path = ['benefits', String(at)];
  requirePlaces(program, entry, path);
  const { wallets } = program.part(pointsParticipant);
  const wallet = entry.price?.wallet;
  if (wallet !== undefined && !wallets.has(wallet)) refuse('UNKNOWN_WALLET', { wallet }, [...path, 'price', 'wallet']);
  for (const step of entry.otherwise) {
    if ('benefit' in step && !codes.has(step.benefit)) refuse('UNKNOWN_BENEFIT', { benefit: step.benefit }, [...path, 'otherwise']); // prettier-ignore
  }
  if (entry.replacement !== null && !codes.has(entry.replacement)) refuse('UNKNOWN_BENEFIT', { benefit: entry.replacement }, [...path, 'replacement']); // prettier-ignore
  const eligibility = entry.eligibility === null ? null : compile(program.vocabulary, entry.eligibility);
  const known = program.part(segmentsParticipant).audiences;
  requireSegments({ code: entry.code, rule: eligibility }, known, [...path, 'eligibility']);
  return { ...entry, eligibility };
}

/** Tiers cannot know what benefits there are: what their packs promise is looked up here. */
function requirePacks({ ladders }: TiersPart, codes: ReadonlySet<string>, packages: BenefitsPart['packages']): void {
  for (const [at, { tiers }] of ladders.entries()) {
    for (const [index, { upgradePack }] of tiers.entries()) {
      for (const [item, given] of upgradePack.entries()) {
        const path = ['ladders', String(at), 'tiers', String(index), 'upgradePack', String(item)];
        if (isBenefit(given) && !codes.has(given.benefit))
          refuse('UNKNOWN_BENEFIT', { benefit: given.benefit }, [...path, 'benefit']);
        if (isPackage(given) && !packages.has(given.package))
          refuse('UNKNOWN_PACKAGE', { package: given.package }, [...path, 'package']);
      }
    }
  }
}

/** Whose it is, who pays, where it is good and at which tiers it is shown: all of them are in the program. */
function requirePlaces(program: Compiling, { brand, brands, funders, stores, tiers, slots }: BenefitEntry, path: readonly string[]): void {
  const { host, partners } = program.section('brands') as BrandsSection;
  const known = new Set([host, ...partners].map(({ code }) => code));
  const named = [...(brand === null ? [] : [['brand', brand]]), ...brands.map((code) => ['brands', code]), ...funders.map((each) => ['funders', each.brand])]; // prettier-ignore
  for (const [field = '', code = ''] of named) if (!known.has(code)) refuse('UNKNOWN_BRAND', { code }, [...path, field]);
  const open = storesOf(program, brands.length > 0 ? brands : [brand ?? host.code]);
  for (const store of stores) if (open && !open.has(store)) refuse('UNKNOWN_STORE', { code: store }, [...path, 'stores']);
  const served = storesOf(program, [brand ?? host.code]);
  for (const store of slots?.stores ?? []) if (!served?.has(store)) refuse('UNKNOWN_STORE', { code: store }, [...path, 'slots', 'stores']);
  const { ladders } = program.part(tiersParticipant);
  const steps = new Set(ladders.flatMap((ladder) => ladder.tiers.map(({ code }) => code)));
  for (const tier of tiers) if (!steps.has(tier)) refuse('UNKNOWN_TIER', { tier, ladder: ladders.map(({ code }) => code).join(', ') }, [...path, 'tiers']);
} // prettier-ignore

/** The stores of brands; undefined where one of them has named none: then it may call them what it likes. */
function storesOf(program: Compiling, brands: readonly string[]): ReadonlySet<string> | undefined {
  const { host } = program.section('brands') as BrandsSection;
  const stores = (program.section('stores') ?? []) as readonly { readonly code: string; readonly brand: string | null }[];
  const byBrand = groupBy(stores, ({ brand }) => brand ?? host.code);
  if (brands.some((brand) => !byBrand.has(brand))) return undefined;
  return new Set(brands.flatMap((brand) => (byBrand.get(brand) ?? []).map(({ code }) => code)));
} // prettier-ignore

/** A substitute that is out of stock has substitutes of its own: somewhere that has to end. */
function requireEnd(benefits: ReadonlyMap<string, Offered>, code: string, path: readonly string[]): void {
  const way = [code];
  const walk = (at: string): void => {
    for (const step of benefits.get(at)?.otherwise ?? []) {
      if (!('benefit' in step)) continue;
      if (way.includes(step.benefit)) refuse('BENEFIT_CYCLE', { way: [...way, step.benefit].join(' → ') }, path);
      way.push(step.benefit);
      walk(step.benefit);
      way.pop();
    }
  };
  walk(code);
}
