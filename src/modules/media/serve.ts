import type { House } from '../../kernel/house.js';
import type { Asked, Seal } from './addresses.js';
import { leftOf } from './addresses.js';
import { STORED_BYTES_MAX } from './limits.js';
import { fileRow, isReady } from './media.queries.js';
import { resized } from './pictures.js';
import { originalKey, sizeKey } from './places.js';
import { isPublic } from './purposes.js';
import { widthFor } from './widths.js';

/** A file that may be shown, before its bytes are fetched. */
export interface Served {
  readonly contentType: string;
  /** The same bytes have the same tag, for ever. */
  readonly tag: string;
  /** How long its address is good, in milliseconds; null for ever. */
  readonly leftMs: number | null;
  bytes(): Promise<Buffer>;
}

/**
 * What is served at an address; null for one of nothing, of a width the picture does not come in, or, for a file that is not
 * for everybody, one that is not signed or has ended: all of them look the same.
 */
export async function servedAt(house: House, path: string, asked: Asked, seal: Seal): Promise<Served | null> {
  const row = await fileRow(house.database.reader, asked.id);
  if (!row || !isReady(row) || row.hash !== asked.hash) return null;
  const leftMs = isPublic(row.purpose) ? null : leftOf(house, path, seal);
  if (leftMs === null && !isPublic(row.purpose)) return null;
  const place = { mode: house.mode, id: row.id };
  const { width, format } = asked;
  if (width === null || format === 'pdf') {
    if (row.contentType !== 'application/pdf') return null;
    return { contentType: row.contentType, tag: row.hash, leftMs, bytes: () => stored(house, originalKey(place, row.hash)) };
  }
  if (row.width === null || width > widthFor(null, row.width)) return null;
  const key = sizeKey(place, row.hash, width, format);
  const original = originalKey(place, row.hash);
  const bytes = () => kept(house, key, async () => resized(await stored(house, original), width, format));
  return { contentType: `image/${format}`, tag: `${row.hash}-${width}-${format}`, leftMs, bytes };
} // prettier-ignore

/** Bytes that are kept already, or made and kept: whoever asks for the same meanwhile waits for them. */
async function kept({ files }: House, key: string, make: () => Promise<Buffer>): Promise<Buffer> {
  const known = await files.read(key, STORED_BYTES_MAX);
  if (known) return known;
  return files.work.run(key, async () => {
    const made = (await files.read(key, STORED_BYTES_MAX)) ?? (await make());
    await files.write(key, [made]);
    return made;
  });
}

async function stored({ files }: House, key: string): Promise<Buffer> {
  const bytes = await files.read(key, STORED_BYTES_MAX);
  if (!bytes) throw new Error(`The bytes of a file that is ready are gone: ${key}`);
  return bytes;
}
