import type { House } from '../../kernel/house.js';
import { refuse } from '../../kernel/refusal.js';
import type { Seal } from './addresses.js';
import { isUploadSigned } from './addresses.js';
import type { MediaRow } from './media.queries.js';
import { fileRow } from './media.queries.js';
import { folderOf, uploadKey } from './places.js';
import { ownerOf } from './uploads.js';

/** What comes over the wire. */
export interface Arrival extends Seal {
  readonly contentType: string | undefined;
  /** As the client announces it; it may also announce nothing. */
  readonly length: number | null;
  readonly body: AsyncIterable<Uint8Array>;
}

/**
 * Takes the bytes of an upload where the house keeps files itself; nobody proves themselves here but by the address. Counted
 * as they come: what is longer or shorter than announced leaves nothing behind. Once more replaces, until it is complete.
 * Refuses NOT_FOUND for an address that is none of ours, MEDIA_EXPIRED, MEDIA_ALREADY_READY, MEDIA_TYPE_REFUSED,
 * MEDIA_TOO_BIG, MEDIA_TOO_SHORT.
 */
export async function receiveUpload(house: House, id: string, arrival: Arrival): Promise<void> {
  const row = await fileRow(house.database.reader, id);
  if (!row || !isUploadSigned(house, { ...row, ownerId: ownerOf(row) }, arrival)) refuse('NOT_FOUND', { what: 'file' });
  requireWanted(house, row, arrival);
  const place = { mode: house.mode, id };
  await house.files.write(uploadKey(place), counted(arrival.body, row.bytes));
  if (!(await fileRow(house.database.reader, id))) await house.files.removeBelow(folderOf(place)); // removed meanwhile
}

function requireWanted({ realClock }: House, row: MediaRow, { contentType, length }: Arrival): void {
  if (row.status !== 'awaiting') refuse('MEDIA_ALREADY_READY');
  if (row.expiresAt <= realClock.now()) refuse('MEDIA_EXPIRED');
  if (contentType !== row.contentType) refuse('MEDIA_TYPE_REFUSED', { allowed: row.contentType });
  if (length !== null && length > row.bytes) refuse('MEDIA_TOO_BIG', { bytesMax: row.bytes });
  if (length !== null && length < row.bytes) refuse('MEDIA_TOO_SHORT', { bytes: row.bytes });
}

async function* counted(body: AsyncIterable<Uint8Array>, bytes: number): AsyncGenerator<Uint8Array> {
  let size = 0;
  for await (const chunk of body) {
    size += chunk.length;
    if (size > bytes) refuse('MEDIA_TOO_BIG', { bytesMax: bytes });
    yield chunk;
  }
  if (size < bytes) refuse('MEDIA_TOO_SHORT', { bytes });
}
