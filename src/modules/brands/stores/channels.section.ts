import { z } from 'zod';
import { idAbout } from '../../../kernel/id.js';
import { localisedText } from '../../../kernel/localised-text.js';
import type { ProgramSection } from '../../../kernel/program.js';
import type { LocalisedText } from '../../../kernel/refusal.js';
import { upsertRows } from '../../../kernel/rows.js';
import type { ReadSession } from '../../../kernel/session.js';
import { brandIdOf, brandIds, hostCode, merged, placeCode } from './place-section.js';
import type { Channel } from './stores.entity.js';

export const CHANNELS = 'channels';
const CHANNELS_MAX = 500;

/** One channel of the file. */
export const channelEntry = z.strictObject({
  code: placeCode,
  /** Whose it is, by code; the host's when absent. */
  brand: z.string().nullable().default(null),
  kind: z.enum(['online', 'shop', 'poster', 'partner']),
  name: localisedText(120),
});

export type ChannelEntry = z.infer<typeof channelEntry>;

/** A channel as it is stored. */
export interface ChannelRow {
  readonly id: string;
  readonly brandId: string;
  readonly code: string;
  readonly kind: Channel['kind'];
  readonly name: string;
  readonly version: number;
  readonly createdAt: number;
}

/** `channels:` of the program file; as with stores, what a file does not name stays. */
export const channelsSection: ProgramSection<ChannelEntry[]> = {
  name: CHANNELS,
  schema: z.array(channelEntry).max(CHANNELS_MAX).default([]),

  async read(session) {
    const entries = (await storedChannels(session)).map(({ entry }) => entry);
    return entries.sort((a, b) => (`${a.brand ?? ''}/${a.code}` < `${b.brand ?? ''}/${b.code}` ? -1 : 1));
  },

  async complete(session, given) {
    return merged(CHANNELS, await hostCode(session), await channelsSection.read(session), given);
  },

  async write(session, entries) {
    const brands = await brandIds(session);
    const stored = new Map((await storedChannels(session)).map((each) => [each.row.id, each]));
    const rows = entries.flatMap((entry) => {
      const brandId = brandIdOf(brands, entry, CHANNELS);
      const id = channelId(brandId, entry.code);
      const before = stored.get(id);
      if (before && JSON.stringify(before.entry) === JSON.stringify(entry)) return [];
      const { version, createdAt } = before?.row ?? { version: 0, createdAt: session.now };
      const { code, kind, name } = entry;
      return [{ id, brandId, code, kind, name: JSON.stringify(name), version: version + 1, createdAt }];
    });
    const replaced = { kind: 'replace', name: 'replace', version: 'replace' } as const;
    await upsertRows(session.sql, 'channels', ['id'], rows, replaced);
  },
};

export function channelId(brandId: string, code: string): string {
  return idAbout('chn', brandId, code);
}

async function storedChannels({ sql }: Pick<ReadSession, 'sql'>): Promise<{ row: ChannelRow; entry: ChannelEntry }[]> {
  const rows = await sql.rows<ChannelRow & { brand: string | null }>(
    'SELECT c.*, CASE WHEN b.isHost = 1 THEN NULL ELSE b.code END AS brand FROM channels c JOIN brands b ON b.id = c.brandId',
  );
  return rows.map(({ brand, ...row }) => {
    const { code, kind, name } = row;
    return { row, entry: { code, brand, kind, name: JSON.parse(name) as LocalisedText } };
  });
}
