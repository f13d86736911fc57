import { marks } from '../../src/kernel/rows.js';
import { brandsOfProgram } from '../../src/modules/brands/index.js';
import { storedBenefits } from '../../src/modules/benefits/index.js';
import type { LocalisedText } from '../../src/kernel/refusal.js';
import type { Filter, Row } from '../adapter/table.js';
import type { Desk } from '../desk.js';
import { nameIn } from './program.js';

/** What things are called, by what names them in the program. */
export type Names = ReadonlyMap<string, string>;

/** What benefits are called in the language of the desk, those that are over among them, by code. */
export async function benefitNames(desk: Desk): Promise<Names> {
  return new Map((await storedBenefits(desk.sql)).map(({ entry }) => [entry.code, nameIn(desk, entry.name)]));
}

/** Rows about benefits with what each is called, as members read it. */
export async function withBenefits(rows: readonly Row[], desk: Desk): Promise<Row[]> {
  if (rows.length === 0) return [];
  const names = await benefitNames(desk);
  return rows.map((row) => ({ ...row, benefitName: names.get(String(row['benefit'])) ?? row['benefit'] }));
}

/** By the code of a benefit, or by a part of its name in the language of the desk. */
export const ofBenefit: Filter = {
  condition: async (text, desk) => {
    const said = text.toLowerCase();
    const meant = [...(await benefitNames(desk))].filter(([code, name]) => code === said || name.toLowerCase().includes(said)); // prettier-ignore
    const codes = meant.map(([code]) => code);
    return codes.length === 0 ? null : { text: `benefit IN ${marks(codes)}`, params: codes };
  },
};

/** What the stores of the program are called, by code. */
export function storesNamed({ house, locale }: Desk): Names {
  const stores = (house.programs.current().sections['stores'] ?? []) as readonly {
    code: string;
    name: LocalisedText;
  }[];
  return new Map(stores.map(({ code, name }) => [code, name[locale]]));
}

/** What a brand is called by whose code something is; the host, where no code is said. */
export function brandNamed({ house }: Desk, code: unknown): string {
  const brands = brandsOfProgram(house.programs.current());
  return brands.find((brand) => (code === null ? brand.isHost : brand.code === code))?.name ?? String(code);
}

/** Each by its name; by its code, where it has none. */
export function named(codes: readonly string[], names: Names): string[] {
  return codes.map((code) => names.get(code) ?? code);
}
