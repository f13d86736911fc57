import { configId } from '../../kernel/id.js';
import type { Program } from '../../kernel/program.js';
import type { BrandFacts } from './brands.queries.js';
import type { BrandsSection } from './brands.section.js';

/** A brand of the program with the language it speaks. */
export type ProgramBrand = BrandFacts;

/** A brand out of the compiled program, without a query; null for one the program does not name. */
export function brandOfProgram(program: Program, brandId: string): ProgramBrand | null {
  const { host, partners } = program.sections['brands'] as BrandsSection;
  const entry = [host, ...partners].find(({ code }) => configId('brd', code) === brandId);
  return entry ? { ...entry, id: brandId, isHost: entry === host } : null;
}

/** All of them, the host first. */
export function brandsOfProgram({ sections }: Program): ProgramBrand[] {
  const { host, partners } = sections['brands'] as BrandsSection;
  return [host, ...partners].map((entry) => ({
    ...entry,
    id: configId('brd', entry.code),
    isHost: entry === host,
  }));
}
