import type { EntityMetadata } from 'typeorm';
import type { Asker } from './callers.js';
import type { World } from './world.js';

/** Whose a row is: of a member, of the brand that reported it, of both, or of the house alone. */
interface Owner {
  readonly memberId: string | null;
  readonly brandId: string | null;
  readonly table: string;
  /** `standing`: what every brand a member is linked to may know. `overall`: what only the host and the member may. */
  readonly kind: 'fact' | 'standing' | 'overall' | 'personal';
}

/** Where a member stands, told to every brand it is linked to; docs/decisions/0050. */
const STANDING: ReadonlySet<string> = new Set([
  'members.id', 'members.enrolledAt', 'members.createdAt', 'member_links.linkedAt', 'point_accounts.available', 'point_accounts.pending', 'point_lots.expiresAt', 'point_lots.availableAt', 'tier_standings.since',
]); // prettier-ignore
const PERSONAL: ReadonlySet<string> = new Set(['member_profiles', 'member_identities', 'fulfilment_addresses']);
/** Of everybody: what a program says, whoever asks. */
const PUBLIC: ReadonlySet<string> = new Set([
  'program_versions', 'program_head', 'schema_migrations', 'wallets', 'tier_ladders', 'tiers', 'campaigns', 'campaign_rules', 'service_slots',
]); // prettier-ignore
/** What visitors are told; a decision that repeats a number of a tier is no secret because of that. */
const CATALOGUE = [
  'tiers',
  'tier_ladders',
  'wallets',
  "stores WHERE status = 'open'",
  '(SELECT startsAt, endsAt FROM service_bookings) times',
];
/** Rows that repeat others without saying whose they are; nothing is read from them for an answer. */
const MACHINERY: ReadonlySet<string> = new Set(['outbox', 'idempotency_keys', 'leases', 'counters', 'jobs']);
const BRAND_COLUMNS = ['brandId', 'issuerId'];
/** What stands between two brands is of both. */
const BRANDS_OF: Readonly<Record<string, readonly string[]>> = {
  statement_lines: ['payerId', 'payeeId'],
  fulfilments: ['brandId', 'grantBrandId'],
  service_bookings: ['brandId', 'grantBrandId'],
};

const OUR_ID = /^[a-z]{2,4}_[0-9A-HJKMNP-TV-Z]{26}$/;
const MARK = /zq\d+-[\w-]+/g;
/** Below this a number says nothing about whose it is. Counts are watched by changing what is counted. */
const NUMBER_MIN = 100_000;

/** Every text, amount, instant and id that is in the database, and whose it is: by value, whatever table it is in. */
export class Canaries {
  readonly #owners = new Map<string | number, Owner[]>();
  readonly #links = new Set<string>();

  static async of({ api }: World): Promise<Canaries> {
    const { source, reader } = api.house.database;
    const canaries = new Canaries();
    for (const { memberId, brandId } of await reader.rows<{ memberId: string; brandId: string }>('SELECT memberId, brandId FROM member_links')) {
      canaries.#links.add(`${memberId}|${brandId}`);
    } // prettier-ignore
    for (const table of source.entityMetadatas) {
      if (PUBLIC.has(table.tableName) || MACHINERY.has(table.tableName)) continue;
      const rows = await reader.rows<Record<string, unknown>>(`SELECT * FROM ${table.tableName}`);
      for (const row of rows) canaries.#addRow(table, row);
    }
    for (const table of CATALOGUE) {
      for (const value of valuesIn(await reader.rows(`SELECT * FROM ${table}`))) canaries.#owners.delete(value);
    }
    return canaries;
  }

  get size(): number {
    return this.#owners.size;
  }

  /** Ids of things somebody may see, or may not, by the letters they start with. */
  ids(asker: Asker, isOwn: boolean): Map<string, string[]> {
    const ids = new Map<string, string[]>();
    for (const value of this.#owners.keys()) {
      if (typeof value !== 'string' || !OUR_ID.test(value) || this.sees(asker, value) !== isOwn) continue;
      const kind = value.slice(0, value.indexOf('_'));
      ids.set(kind, [...(ids.get(kind) ?? []), value]);
    }
    return ids;
  }

  /** Whether a value is nobody's in particular, or of somebody the asker may know it of. */
  sees(asker: Asker, value: string | number): boolean {
    const owners = this.#owners.get(value);
    return owners === undefined || owners.some((owner) => this.#isShown(asker, owner));
  }

  whose(value: string | number): string {
    const owners = this.#owners.get(value) ?? [];
    return owners
      .map(({ table, brandId, memberId }) => `${table} of ${brandId ?? '-'} and ${memberId ?? '-'}`)
      .join('; ');
  }

  #isShown(asker: Asker, { memberId, brandId, kind }: Owner): boolean {
    if (kind === 'personal' && !asker.isTrusted) return false;
    if (asker.kind === 'operator' || (asker.kind === 'brand' && asker.isHost)) return true;
    if (asker.kind === 'visitor') return false;
    const isWhole = asker.kind === 'member' && asker.brandId === null;
    if (asker.kind === 'member' && memberId !== asker.memberId) return false;
    if (isWhole) return true;
    if (kind === 'overall' || (memberId === null && brandId === null)) return false;
    if (asker.kind === 'brand' && memberId !== null && !this.#links.has(`${memberId}|${asker.brandId ?? ''}`))
      return false;
    return kind === 'standing' || brandId === null || brandId === asker.brandId;
  }

  #addRow({ tableName, columns }: EntityMetadata, row: Record<string, unknown>): void {
    const text = (name: string | undefined) => (name !== undefined && typeof row[name] === 'string' ? row[name] : null);
    const brandIds = (BRANDS_OF[tableName] ?? [BRAND_COLUMNS.find((name) => name in row)]).map(text);
    for (const brandId of new Set(brandIds)) this.#addRowOf({ tableName, columns } as EntityMetadata, row, brandId);
  }

  #addRowOf({ tableName, columns }: EntityMetadata, row: Record<string, unknown>, named: string | null): void {
    const text = (name: string) => (typeof row[name] === 'string' ? row[name] : null);
    const brandId = named ?? (tableName === 'brands' ? text('id') : null);
    const memberId = tableName === 'members' ? text('id') : text('memberId');
    for (const { databaseName: column } of columns) {
      const owner: Owner = { table: tableName, memberId, brandId, kind: kindOf(tableName, column, brandId) };
      for (const value of valuesIn(row[column])) this.#owners.set(value, [...(this.#owners.get(value) ?? []), owner]);
    }
  }
}

/** A row about a member that names no brand is over all of them, until somebody declares otherwise here. */
function kindOf(table: string, column: string, brandId: string | null): Owner['kind'] {
  if (column === 'memberId' || STANDING.has(`${table}.${column}`)) return 'standing';
  if (PERSONAL.has(table)) return 'personal';
  return brandId === null ? 'overall' : 'fact';
}

/** What in a value tells whose it is: our ids, texts that were seeded, amounts and instants; also inside of JSON and cursors. */
export function* valuesIn(value: unknown): Generator<string | number> {
  if (typeof value === 'number') {
    if (Math.abs(value) >= NUMBER_MIN) yield Math.abs(value);
  } else if (typeof value === 'string') yield* valuesInText(value);
  else if (typeof value === 'object' && value !== null) {
    for (const inside of Object.values(value)) yield* valuesIn(inside);
  }
}

const EMBEDDED_ID = /[a-z]{2,4}_[0-9A-HJKMNP-TV-Z]{26}/g;
const INSTANT = /\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z/g;
const DIGITS = /(?<![\w.])\d{6,16}(?![\w.])/g;
const PHONE = /\+\d{8,15}/g;
const ENCODED = /[A-Za-z0-9_-]{16,}/g;

function* valuesInText(text: string, isDecoded = false): Generator<string | number> {
  for (const [found] of text.matchAll(EMBEDDED_ID)) yield found;
  for (const [found] of text.matchAll(MARK)) yield found;
  for (const [found] of text.matchAll(PHONE)) yield found;
  for (const [found] of text.matchAll(INSTANT)) yield Date.parse(found);
  for (const [found] of text.matchAll(DIGITS)) yield Number(found);
  if (isDecoded) return;
  for (const [found] of text.matchAll(ENCODED))
    yield* valuesInText(Buffer.from(found, 'base64url').toString('latin1'), true);
}
