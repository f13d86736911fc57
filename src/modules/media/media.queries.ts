import { windowOf } from '../../kernel/caller.js';
import type { Sql } from '../../kernel/database.js';
import type { RequestContext } from '../../kernel/graphql/context.js';
import type { Loading } from '../../kernel/graphql/loaders.js';
import { ask, load } from '../../kernel/graphql/loaders.js';
import type { LocalisedText } from '../../kernel/refusal.js';
import { asTexts, refuse, refuseInput } from '../../kernel/refusal.js';
import { marks } from '../../kernel/rows.js';
import type { ReadSession } from '../../kernel/session.js';
import { NAMED_MAX } from './limits.js';
import type { MediaFile } from './media.entity.js';
import type { ImageType } from './media.types.js';
import type { Purpose } from './purposes.js';

/** A file as its row has it; `alt` is text of JSON. */
export interface MediaRow extends Omit<MediaFile, 'alt' | 'removeAt'> {
  readonly alt: string | null;
}

/** One that can be shown. */
export interface ReadyRow extends MediaRow {
  readonly status: 'ready';
  readonly hash: string;
}

const COLUMNS = ['id', 'brandId', 'memberId', 'operatorId', 'purpose', 'status', 'contentType', 'bytes', 'width', 'height', 'hash', 'alt', 'createdAt', 'expiresAt']; // prettier-ignore

const rows: Loading<string, MediaRow> = {
  async read(context, ids) {
    const from = `FROM media_files WHERE id IN ${marks(ids)}`;
    const found = await ask<MediaRow>(context, { columns: COLUMNS, from, params: ids });
    return new Map(found.map((row) => [row.id, row]));
  },
};

/** A file by its id, whoever asks. */
export async function fileRow(sql: Sql, id: string): Promise<MediaRow | null> {
  const [row] = await filesNamed(sql, [id]);
  return row ?? null;
}

/** A file of the caller's; null for one of somebody else, as for one that is not there. */
export async function ownFile({ caller, sql }: ReadSession, id: string): Promise<MediaRow | null> {
  const row = await fileRow(sql, id);
  return row && isOwn(caller, row) ? row : null;
}

/**
 * Refuses what may not be shown with something of the caller's: NOT_FOUND for a file that is not there or somebody else's,
 * MEDIA_NOT_READY, MEDIA_OTHER_PURPOSE. `path` is the input the ids came in. One statement for all of them.
 */
export async function requireMedia(
  { caller, sql }: ReadSession,
  ids: readonly string[],
  purpose: Purpose,
  path: readonly string[] = [],
): Promise<void> {
  if (ids.length > NAMED_MAX)
    refuseInput(asTexts(`at most ${NAMED_MAX} files`, `最多 ${NAMED_MAX} 个文件`, `最多 ${NAMED_MAX} 個檔案`), path);
  const found = new Map((await filesNamed(sql, ids)).map((row) => [row.id, row]));
  for (const id of ids) {
    const row = found.get(id);
    if (!row || !isOwn(caller, row)) refuse('NOT_FOUND', { what: 'file' }, path);
    if (row.status !== 'ready') refuse('MEDIA_NOT_READY', {}, path);
    if (row.purpose !== purpose) refuse('MEDIA_OTHER_PURPOSE', { purpose: row.purpose }, path);
  }
}

/**
 * Pictures by the ids of their files, in their order, for `[Image!]!`: several things of one request are read together.
 * What is not there any more, or no picture, is left out. Who may see them is for the thing they belong to.
 */
export async function imagesByIds(context: RequestContext, ids: readonly string[]): Promise<ImageType[]> {
  const found = await Promise.all(ids.map((id) => load(context, rows, id)));
  return found.flatMap((row) => (row && imageOf(context, row)) ?? []);
}

/** The picture of a file in the language of the request; null for one that is not ready, or a document. */
export function imageOf({ locale }: Pick<RequestContext, 'locale'>, row: MediaRow): ImageType | null {
  if (!isReady(row) || row.width === null || row.height === null) return null;
  const alt = row.alt === null ? null : (JSON.parse(row.alt) as LocalisedText);
  const { width, height } = row;
  return { alt: alt?.[locale] ?? null, width, height, file: row, ...(alt ? { texts: { alt } } : {}) };
}

export function isReady(row: MediaRow): row is ReadyRow {
  return row.status === 'ready' && row.hash !== null;
}

/** A member's own is what came through the window it looks through now; a brand's own is not what its members brought. */
function isOwn(caller: ReadSession['caller'], { memberId, brandId }: MediaRow): boolean {
  if (caller.kind !== 'member') return memberId === null && brandId === caller.brandId;
  const window = windowOf(caller);
  return memberId === caller.memberId && (window === null || window === brandId);
}

/** Files by their ids, in any order, whoever asks. */
export async function filesNamed(sql: Sql, ids: readonly string[]): Promise<MediaRow[]> {
  if (ids.length === 0) return [];
  return sql.rows<MediaRow>(`SELECT ${COLUMNS.join(', ')} FROM media_files WHERE id IN ${marks(ids)}`, ids);
}
