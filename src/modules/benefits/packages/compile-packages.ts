import type { Compiling } from '../../../kernel/participant.js';
import { refuse } from '../../../kernel/refusal.js';
import type { BrandsSection } from '../../brands/index.js';
import { pointsParticipant } from '../../points/index.js';
import type { BenefitEntry } from '../terms.js';
import type { PackageEntry } from './package-terms.js';

type Benefits = ReadonlyMap<string, Pick<BenefitEntry, 'code' | 'status' | 'isStanding' | 'brand'>>;

/**
 * The packages of a program by their codes. Refuses, with the place, a part that is not there or cannot be given, a package
 * within a package, a wallet or a brand that is not there. A retired one asks for nothing any more: its cards run out.
 */
export function compilePackages(program: Compiling, benefits: Benefits): ReadonlyMap<string, PackageEntry> {
  const entries = (program.section('packages') as PackageEntry[] | undefined) ?? [];
  const codes = new Set(entries.map(({ code }) => code));
  for (const [at, entry] of entries.entries()) requireSound(program, benefits, codes, entry, ['packages', String(at)]);
  return new Map(entries.map((entry) => [entry.code, entry]));
}

function requireSound(program: Compiling, benefits: Benefits, codes: ReadonlySet<string>, entry: PackageEntry, path: readonly string[]): void {
  if (entry.status === 'retired') return;
  const { host, partners } = program.section('brands') as BrandsSection;
  const isBrand = [host, ...partners].some(({ code }) => code === entry.brand);
  if (entry.brand !== null && !isBrand) refuse('UNKNOWN_BRAND', { code: entry.brand }, [...path, 'brand']);
  const wallet = entry.price?.wallet;
  const isWallet = wallet === undefined || program.part(pointsParticipant).wallets.has(wallet);
  if (!isWallet) refuse('UNKNOWN_WALLET', { wallet }, [...path, 'price', 'wallet']);
  for (const [index, { benefit }] of entry.parts.entries()) {
    const place = [...path, 'parts', String(index), 'benefit'];
    const part = benefits.get(benefit);
    if (!part && codes.has(benefit)) refuse('PACKAGE_NESTED', { package: benefit }, place);
    if (!part) refuse('UNKNOWN_BENEFIT', { benefit }, place);
    requireGivable(entry, part, place);
  }
} // prettier-ignore

/** What has not been published yet may be a part of what has not either. */
function requireGivable(entry: PackageEntry, part: Pick<BenefitEntry, 'code' | 'status' | 'isStanding'>, place: readonly string[]): void {
  const { code, status, isStanding } = part;
  if (isStanding) refuse('BENEFIT_STANDING', { benefit: code }, place);
  const isOpen = status === 'live' || status === 'watch' || (status === 'draft' && entry.status === 'draft');
  if (!isOpen) refuse('PACKAGE_PART_GONE', { package: entry.code, benefit: code, status }, place);
} // prettier-ignore
