import { DAY_MS } from '../../kernel/calendar.js';
import type { Caller } from '../../kernel/caller.js';
import type { House } from '../../kernel/house.js';
import { newId } from '../../kernel/id.js';
import type { LocalisedText } from '../../kernel/refusal.js';
import { asTexts, refuse, refuseInput } from '../../kernel/refusal.js';
import { insertRows } from '../../kernel/rows.js';
import type { WriteSession } from '../../kernel/session.js';
import { write } from '../../kernel/unit-of-work.js';
import type { Announced } from './addresses.js';
import { uploadAddress } from './addresses.js';
import { ADDRESS_MS, BYTES_MAX, MEMBER_UPLOADS_MAX } from './limits.js';
import { uploadKey } from './places.js';
import type { ContentType, Purpose } from './purposes.js';
import { mayBe, mayBring, typesOf } from './purposes.js';

/** What somebody says it will send. */
export interface Announcement {
  readonly contentType: string;
  /** Exactly so many. */
  readonly bytes: number;
  readonly purpose: Purpose;
  readonly alt: LocalisedText | null;
}

/** Where to send it. */
export interface UploadAddress extends Announced {
  readonly url: string;
  readonly contentType: ContentType;
}

/**
 * Announces a file and gives out where its bytes go within a quarter of an hour: signed for the caller, the type and the
 * size. What is never completed is removed after a day. Refuses MEDIA_PURPOSE_REFUSED, MEDIA_TYPE_REFUSED, MEDIA_TOO_BIG,
 * INVALID_INPUT for a size that is none, MEDIA_TOO_MANY_UPLOADS.
 */
export async function createUpload(house: House, caller: Caller, file: Announcement): Promise<UploadAddress> {
  const contentType = acceptable(caller, file);
  const members = caller.memberId === null ? [] : [caller.memberId];
  const { value: announced } = await write(house, { caller, members }, async (session) => {
    await requireFew(session);
    return announce(session, file);
  });
  const { bytes } = file;
  const signed = { contentType, bytes, seconds: ADDRESS_MS / 1_000 };
  const url = await house.files.uploadUrl(uploadKey({ mode: house.mode, id: announced.id }), signed);
  return { ...announced, contentType, url: url ?? uploadAddress(house, announced) };
}

function acceptable(caller: Caller, { contentType, bytes, purpose }: Announcement): ContentType {
  if (!mayBring(caller, purpose)) refuse('MEDIA_PURPOSE_REFUSED', { purpose }, ['input', 'purpose']);
  if (!mayBe(purpose, contentType)) refuse('MEDIA_TYPE_REFUSED', { allowed: typesOf(purpose).join(', ') }, ['input', 'contentType']); // prettier-ignore
  if (bytes < 1)
    refuseInput(asTexts('a file has at least one byte', '文件不能为空', '檔案不能為空'), ['input', 'bytes']);
  if (bytes > BYTES_MAX) refuse('MEDIA_TOO_BIG', { bytesMax: BYTES_MAX }, ['input', 'bytes']);
  return contentType;
}

/** The member is locked, so that those who count do so one after the other. */
async function requireFew({ sql, caller, now }: WriteSession): Promise<void> {
  if (caller.memberId === null) return;
  const count = 'SELECT COUNT(*) AS n FROM media_files WHERE memberId = ? AND createdAt > ?';
  const [row] = await sql.rows<{ n: number }>(count, [caller.memberId, now - DAY_MS]);
  if ((row?.n ?? 0) >= MEMBER_UPLOADS_MAX) refuse('MEDIA_TOO_MANY_UPLOADS', { uploadsMax: MEMBER_UPLOADS_MAX });
}

/** Credentials live by the real clock, what is kept by the clock of the house. */
async function announce(session: WriteSession, { contentType, bytes, purpose, alt }: Announcement) {
  const { caller, now, house } = session;
  const announced = { id: newId('med'), contentType, bytes, expiresAt: house.realClock.now() + ADDRESS_MS };
  const { brandId, memberId, operatorId } = caller;
  const owner = { brandId, memberId, operatorId };
  const unknown = { width: null, height: null, hash: null };
  const row = { ...announced, ...owner, ...unknown, purpose, status: 'awaiting', alt: alt && JSON.stringify(alt) };
  await insertRows(session.sql, 'media_files', [{ ...row, createdAt: now, removeAt: now + DAY_MS }]);
  return { ...announced, ownerId: ownerOf(owner) };
}

/** Whom an address is bound to. */
export function ownerOf({
  memberId,
  operatorId,
  brandId,
}: Pick<Caller, 'memberId' | 'operatorId' | 'brandId'>): string {
  return memberId ?? operatorId ?? brandId;
}
