import type { Caller } from '../../kernel/caller.js';
import type { House } from '../../kernel/house.js';
import type { Once } from '../../kernel/idempotency.js';
import { refuse } from '../../kernel/refusal.js';
import { write } from '../../kernel/unit-of-work.js';
import { brandById } from '../brands/index.js';
import type { AgreementEntry } from './agreements.section.js';
import { agreementEntry, agreementsSection } from './agreements.section.js';
import { takeTurn } from './closed-months.js';
import { agreementOf } from './agreements.queries.js';
import { refuseWrong } from '../../kernel/wrong-value.js';

export interface AgreementTerms extends Partial<Nullable<Omit<AgreementEntry, 'brand' | 'validFrom'>>> {
  readonly brandId: string;
  readonly validFrom: string;
}

type Nullable<T> = { readonly [Key in keyof T]: T[Key] | null | undefined };

/**
 * Agrees with a partner on what is valid from a day on, or changes the version of that day as somebody has seen it last.
 * What is not said of a new version is as the file has it when nothing is said. The program becomes a new version with it.
 * Refuses NOT_FOUND, INVALID_INPUT, VERSION_CONFLICT, AGREEMENT_IN_USE, and LIVE_ONLY in the sandbox.
 */
export async function saveAgreement(
  house: House,
  caller: Caller,
  { brandId, ...terms }: AgreementTerms,
  expectedVersion: number | null,
  once: Once,
): Promise<{ isReplay: boolean }> {
  if (house.mode !== 'live') refuse('LIVE_ONLY');
  const { isReplay } = await write(house, { caller, members: [], once }, async (session) => {
    await takeTurn(session);
    const brand = await brandById(session.sql, brandId);
    if (brand?.id !== brandId || brand.isHost === 1 || brand.status !== 'active') {
      refuse('NOT_FOUND', { what: 'brand' }, ['input', 'brandId']);
    }
    const before = await agreementOf(session.sql, brandId, terms.validFrom);
    if ((before?.version ?? null) !== expectedVersion) refuse('VERSION_CONFLICT', {}, ['expectedVersion']);
    const entry = entryOf({ ...(before?.terms ?? {}), ...said(terms), brand: brand.code });
    const others = (await agreementsSection.read(session)).filter(
      ({ brand: code, validFrom }) => code !== entry.brand || validFrom !== entry.validFrom,
    );
    await agreementsSection.write(session, [...others, entry]);
    await house.programs.restate(session);
    session.audit({
      action: before ? 'settlements.agreement-changed' : 'settlements.agreed',
      subject: { type: 'brand', id: brandId },
      before: { ...(before?.terms ?? {}) },
      after: termsOf(entry),
    });
    return undefined;
  });
  await house.programs.reload(house.database.reader);
  return { isReplay };
}

function entryOf(facts: Readonly<Record<string, unknown>>): AgreementEntry {
  const parsed = agreementEntry.safeParse(facts);
  if (parsed.success) return parsed.data;
  refuseWrong(parsed.error.issues);
}

function termsOf({ brand: _, ...terms }: AgreementEntry): Omit<AgreementEntry, 'brand'> {
  return terms;
}

/** What is null and what is absent say the same: nothing. */
export function said(facts: object): object {
  return Object.fromEntries(Object.entries(facts).filter(([, value]) => value != null));
}
