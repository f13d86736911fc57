import { z } from 'zod';
import type { Bound } from '../../../kernel/bind.js';
import { asTexts, refuse } from '../../../kernel/refusal.js';
import { marks, upsertRows } from '../../../kernel/rows.js';
import type { WriteSession } from '../../../kernel/session.js';
import type { Narrowing } from '../../members/index.js';
import { recordAndAsk, redemptionOf } from '../operations.js';
import { moved } from './acts.js';
import type { Parcel } from './acts.js';
import { lockParcels, writeParcels } from './parcel-rows.js';
import { refuseWrong, saying } from '../../../kernel/wrong-value.js';

const text = (max: number) => z.string().trim().min(1).max(max).refine((line) => !/\p{Cc}/u.test(line), saying(asTexts('one line, without control characters', '须为一行文字，不含控制字符', '須為一行文字，不含控制字元'))); // prettier-ignore
const optional = (max: number) => z.preprocess((value) => (typeof value === 'string' && value.trim() === '' ? null : value), text(max).nullable().default(null)); // prettier-ignore

const addressSchema = z.object({
  name: text(80),
  phone: z.string().trim().refine((phone) => /^\+?[\d ()-]{4,30}$/.test(phone), saying(asTexts('4 to 30 digits, with spaces, brackets and hyphens between', '电话为 4 至 30 位数字，可含空格、括号与连字符', '電話為 4 至 30 位數字，可含空格、括號與連字號'))), // prettier-ignore
  lines: z.array(text(120)).min(1).max(4),
  city: optional(80),
  region: optional(80),
  postcode: optional(20),
  country: z.string().trim().toUpperCase().refine((country) => /^[A-Z]{2}$/.test(country), saying(asTexts('two letters, as ISO 3166 has them', '国家代码为两个字母（ISO 3166），例如 CN', '國家代碼為兩個字母（ISO 3166），例如 TW'))), // prettier-ignore
});

/** Where something is sent. */
export type Address = z.infer<typeof addressSchema>;

/** Trims and checks an address. Refuses INVALID_INPUT with the place and nothing of what was said. */
export function addressOf(said: object): Address {
  const result = addressSchema.safeParse(said);
  if (result.success) return result.data;
  return refuseWrong(result.error.issues, String, ['address']);
}

/**
 * Says where something is sent, or that it is sent elsewhere, until it is shipped. From the first address on the grant is
 * spoken for: it does not die any more. Refuses NOT_FOUND, FULFILMENT_STATE, GRANT_EXPIRED, GRANT_ENDED, INVALID_INPUT.
 */
export async function saveAddress(session: WriteSession, which: Narrowing, fulfilmentId: string, address: Address): Promise<void> {
  const parcel = (await lockParcels(session, [fulfilmentId], which)).get(fulfilmentId);
  if (!parcel) refuse('NOT_FOUND', { what: 'fulfilment' }, ['fulfilmentId']);
  const next = moved(parcel, 'address', session.now);
  await writeParcels(session.sql, [{ ...next, useId: parcel.useId ?? speakFor(session, parcel) }]);
  await upsertRows(session.sql, 'fulfilment_addresses', ['fulfilmentId'], [rowOf(parcel, address)], REPLACED);
  session.audit({ action: 'fulfilments.addressed', subject: { type: 'fulfilment', id: parcel.id } });
} // prettier-ignore

/** Holds the grant for as long as it takes. Answers the hold. */
function speakFor(session: WriteSession, { id, memberId, brandId, grantId, benefit }: Parcel): string {
  const payload = { grantId, fulfilmentId: id, benefit, isAhead: true, reason: 'to be sent' };
  return redemptionOf(recordAndAsk(session, 'fulfilment.addressed', { memberId, brandId }, payload));
}

const REPLACED = Object.fromEntries(['name', 'phone', 'addressLines', 'city', 'region', 'postcode', 'country'].map((name) => [name, 'replace' as const])); // prettier-ignore

function rowOf({ id, memberId, brandId }: Parcel, { lines, ...address }: Address): Record<string, Bound> {
  return { fulfilmentId: id, memberId, brandId, ...address, addressLines: JSON.stringify(lines) };
}

/**
 * Erases every address of members, whatever is on its way to them: what was not shipped yet waits for an address again.
 * For whoever erases members; safe to do twice.
 */
export async function eraseAddresses(session: WriteSession, memberIds: readonly string[]): Promise<void> {
  const { sql, now } = session;
  if (memberIds.length === 0) return;
  const rows = await sql.rows<{ fulfilmentId: string }>(`SELECT fulfilmentId FROM fulfilment_addresses WHERE memberId IN ${marks(memberIds)}`, memberIds); // prettier-ignore
  const parcels = await lockParcels(session, rows.map(({ fulfilmentId }) => fulfilmentId), { where: '', params: [] }); // prettier-ignore
  const after = [...parcels.values()].map((parcel) => (parcel.status === 'to-ship' ? moved(parcel, 'forget', now) : { ...parcel, addressedAt: null, eraseAt: null })); // prettier-ignore
  await writeParcels(sql, after);
  await sql.later(`DELETE FROM fulfilment_addresses WHERE memberId IN ${marks(memberIds)}`, memberIds);
}
