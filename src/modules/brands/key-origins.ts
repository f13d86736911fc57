import type { ReadSession } from '../../kernel/session.js';

/** A web page from which a publishable key of a brand may be used. */
export interface KeyOrigin {
  readonly brandId: string;
  readonly origin: string;
}

/** The origins of all publishable keys that work, of the house of the session. */
export async function keyOrigins({ sql, house }: Pick<ReadSession, 'sql' | 'house'>): Promise<KeyOrigin[]> {
  const rows = await sql.recurring<{ brandId: string; origins: string }>(
    `SELECT k.brandId, k.origins FROM api_keys k JOIN brands b ON b.id = k.brandId AND b.status = 'active'
      WHERE k.kind = 'publishable' AND k.revokedAt IS NULL AND (k.expiresAt IS NULL OR k.expiresAt > ?)`,
    [house.realClock.now()],
  );
  return rows.flatMap(({ brandId, origins }) =>
    (JSON.parse(origins) as string[]).map((origin) => ({ brandId, origin })),
  );
}
