import type { RequestContext } from '../../../kernel/graphql/context.js';
import { textIn } from '../../../kernel/graphql/locale.js';
import { configId } from '../../../kernel/id.js';
import { refuse } from '../../../kernel/refusal.js';
import { benefitsOf, priceType } from '../benefit-type.js';
import { priceOf } from '../price.js';
import type { PackageEntry } from './package-terms.js';
import type { BenefitPackageFilter, BenefitPackageType } from './packages.types.js';

type Context = RequestContext;

/** A package in the language of the request. */
export function packageType(context: Context, entry: PackageEntry): BenefitPackageType {
  const { code, kind, status, name, description, noticeDays, cycle } = entry;
  return {
    id: configId('pkg', code),
    ...{ code, kind, status, cycle },
    price: priceType(priceOf(entry), context.session.house.programs.current().currency),
    noticeDays: kind === 'card' ? noticeDays : null,
    name: textIn(context, name),
    description: description && textIn(context, description),
    entry,
    texts: { name, ...(description ? { description } : {}) },
  };
}

/** The packages of the program that a caller may see, in its order; those that can be had when nothing is said. */
export function packagesListed(context: Context, { kind, status }: BenefitPackageFilter): BenefitPackageType[] {
  const all = [...benefitsOf(context.session.house.programs.current()).packages.values()];
  const chosen = all.filter((each) => (kind ?? [each.kind]).includes(each.kind) && (status ?? ['live']).includes(each.status)); // prettier-ignore
  return chosen.filter((each) => isSeen(context, each)).map((each) => packageType(context, each));
}

export function packageTypeByCode(context: Context, code: string): BenefitPackageType | null {
  const entry = benefitsOf(context.session.house.programs.current()).packages.get(code);
  return entry && isSeen(context, entry) ? packageType(context, entry) : null;
}

export function packageTypeById(context: Context, id: string): BenefitPackageType | null {
  return id.startsWith('pkg_') ? packageTypeByCode(context, id.slice('pkg_'.length)) : null;
}

/** The package a caller names. Refuses NOT_FOUND for one that is not there or not for it to see. */
export function packageNamed(context: Context, packageId: string): PackageEntry {
  return packageTypeById(context, packageId)?.entry ?? refuse('NOT_FOUND', { what: 'package' }, ['packageId']);
}

/** What nobody can have yet is told to the host and the brand that writes it. */
function isSeen({ caller }: Context, { status, brand }: PackageEntry): boolean {
  if (status !== 'draft' || caller.kind === 'operator') return true;
  return caller.kind === 'brand' && (caller.isHost || (brand !== null && caller.brandId === configId('brd', brand)));
}
