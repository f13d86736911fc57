import { createHash } from 'node:crypto';
import type { Caller } from '../../kernel/caller.js';
import { FilesUnavailable, TooManyBytes } from '../../kernel/files.js';
import { GateFull } from '../../kernel/gate.js';
import type { House } from '../../kernel/house.js';
import { refuse } from '../../kernel/refusal.js';
import { read, write } from '../../kernel/unit-of-work.js';
import type { MediaRow } from './media.queries.js';
import { ownFile } from './media.queries.js';
import type { Picture } from './pictures.js';
import { cleaned } from './pictures.js';
import { originalKey, uploadKey } from './places.js';
import { typesOf } from './purposes.js';
import { isWholePdf, sniff } from './sniff.js';

type Content = Omit<Picture, 'width' | 'height'> & { readonly width: number | null; readonly height: number | null };
type Stored = Omit<Content, 'bytes'> & { readonly bytes: number; readonly hash: string };

/**
 * Looks at what was uploaded and keeps it, without what a camera wrote into it, named by its content. A repeat answers the
 * file. Nothing else is done with bytes before this. Refuses NOT_FOUND, MEDIA_NOT_UPLOADED, MEDIA_EXPIRED when nothing came
 * in time, MEDIA_TYPE_REFUSED, MEDIA_MOVES, MEDIA_TOO_BIG, MEDIA_TOO_SHORT, MEDIA_TOO_MANY_PIXELS, MEDIA_BROKEN, MEDIA_BUSY,
 * MEDIA_STORAGE_DOWN; the file may then be sent again while its address is good.
 */
export async function completeUpload(
  house: House,
  caller: Caller,
  id: string,
): Promise<{ readonly file: MediaRow; readonly isReplay: boolean }> {
  const path = ['mediaId'];
  const row = (await ownFile(read(house, caller), id)) ?? refuse('NOT_FOUND', { what: 'file' }, path);
  if (row.status === 'ready') return { file: row, isReplay: true };
  const stored = await house.files.work.run(`complete ${house.mode} ${id}`, () => store(house, row)).catch(told);
  const { value: isFirst } = await write(house, { caller, members: [] }, async ({ sql }) => {
    const { contentType, bytes, width, height, hash } = stored;
    const set = "UPDATE media_files SET status = 'ready', contentType = ?, bytes = ?, width = ?, height = ?, hash = ?, removeAt = NULL WHERE id = ? AND status = 'awaiting'"; // prettier-ignore
    return (await sql.run(set, [contentType, bytes, width, height, hash, id])) === 1;
  });
  const file = await ownFile(read(house, caller), id);
  if (file?.status !== 'ready') refuse('NOT_FOUND', { what: 'file' }, path); // removed while it was looked at
  return { file, isReplay: !isFirst };
}

async function store(house: House, row: MediaRow): Promise<Stored> {
  const place = { mode: house.mode, id: row.id };
  const sent = await house.files.read(uploadKey(place), row.bytes);
  if (!sent) refuse(row.expiresAt <= house.realClock.now() ? 'MEDIA_EXPIRED' : 'MEDIA_NOT_UPLOADED', {}, ['mediaId']);
  if (sent.length < row.bytes) refuse('MEDIA_TOO_SHORT', { bytes: row.bytes }, ['mediaId']);
  const { bytes, ...content } = await contentOf(sent, row);
  const hash = createHash('sha256').update(bytes).digest('hex').slice(0, 32);
  await house.files.write(originalKey(place, hash), [bytes]);
  return { ...content, bytes: bytes.length, hash };
}

/** What the bytes are, and not what somebody says they are; both have to be the same. */
async function contentOf(sent: Buffer, { purpose, contentType }: MediaRow): Promise<Content> {
  const type = sniff(sent);
  if (type === null || type !== contentType) refuse('MEDIA_TYPE_REFUSED', { allowed: typesOf(purpose).join(', ') }, ['mediaId']); // prettier-ignore
  if (type !== 'application/pdf') return cleaned(sent, type);
  if (!isWholePdf(sent)) refuse('MEDIA_BROKEN', {}, ['mediaId']);
  return { bytes: sent, contentType: type, width: null, height: null };
}

function told(error: unknown): never {
  if (error instanceof GateFull) refuse('MEDIA_BUSY');
  if (error instanceof FilesUnavailable) refuse('MEDIA_STORAGE_DOWN');
  if (error instanceof TooManyBytes) refuse('MEDIA_TOO_BIG', { bytesMax: error.bytesMax }, ['mediaId']);
  throw error;
}
