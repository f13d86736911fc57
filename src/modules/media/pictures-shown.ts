import type { House } from '../../kernel/house.js';
import type { LocalisedText } from '../../kernel/refusal.js';
import { fileAddress } from './addresses.js';
import { filesNamed, isReady } from './media.queries.js';
import { isPublic } from './purposes.js';
import { widthFor } from './widths.js';

/** A picture of the program, small enough for a form. */
export interface ShownPicture {
  readonly id: string;
  readonly url: string;
  readonly alt: LocalisedText | null;
}

const WIDTH = 320;

/** Pictures for everybody by the ids of their files, whoever brought them; what is not there any more, or no picture, is left out. */
export async function shownPictures(
  house: Pick<House, 'database' | 'mode' | 'secrets' | 'files' | 'realClock'>,
  ids: readonly string[],
): Promise<ReadonlyMap<string, ShownPicture>> {
  const rows = await filesNamed(house.database.reader, ids);
  const shown = rows.flatMap((row): ShownPicture[] => {
    if (!isReady(row) || row.width === null || !isPublic(row.purpose)) return [];
    const url = fileAddress(house, row, { width: widthFor(WIDTH, row.width), format: 'webp' });
    return [{ id: row.id, url, alt: row.alt === null ? null : (JSON.parse(row.alt) as LocalisedText) }];
  });
  return new Map(shown.map((each) => [each.id, each]));
}
