import { createToken, SHIPPED_ROLES } from '../../src/modules/operators/index.js';
import { doAs, operatorAs, sqlOf } from '../support/operators.js';
import type { TestApi } from '../api/open-api.js';
import type { BrandCode, Person, World } from './world.js';

/** Somebody who asks, and what the walk has to know of it to say what is its own. */
export interface Asker {
  readonly name: string;
  readonly kind: 'visitor' | 'member' | 'brand' | 'operator';
  readonly token: string | undefined;
  readonly headers?: Readonly<Record<string, string>>;
  /** The brand whose key it is; of a member the one through whose window it looks, if through any. */
  readonly brandId: string | null;
  readonly isHost: boolean;
  readonly memberId: string | null;
  /** Whether it may see names, birthdays and identities. */
  readonly isTrusted: boolean;
}

const SHOP = 'https://shop.example';

const ofBrand = (name: string, brand: BrandCode, token: string, isTrusted: boolean): Asker => ({
  name,
  kind: 'brand',
  token,
  brandId: `brd_${brand}`,
  isHost: brand === 'host',
  memberId: null,
  isTrusted,
});

/** Somebody of the back office who has one role and nothing else. */
async function ofRole({ api }: World, { code, scopes }: (typeof SHIPPED_ROLES)[number]): Promise<Asker> {
  const { operatorId } = await operatorAs(api, `walker-${code}`, [code]);
  if (code === 'clerk') await sqlOf(api.house, 'UPDATE operators SET storeId = ? WHERE id = ?', await storeNamed(api, 'host-one'), operatorId); // prettier-ignore
  const { token } = await doAs(api.house, api.caller, (session) =>
    createToken(session, { operatorId: operatorId ?? '', label: 'walk', days: 1 }),
  );
  return {
    name: `operator, ${code}`,
    kind: 'operator',
    token,
    brandId: 'brd_host',
    isHost: true,
    memberId: null,
    isTrusted: scopes.includes('*') || scopes.includes('members:pii'),
  };
}

async function storeNamed({ house }: TestApi, code: string): Promise<string> {
  const [row] = await house.database.reader.rows<{ id: string }>('SELECT id FROM stores WHERE code = ?', [code]);
  return row?.id ?? '';
}

/** Everybody who can ask: each kind of caller, each of them with and without what makes a difference. */
export async function askersOf(world: World): Promise<Asker[]> {
  const { api, keys, people } = world;
  const till = await api.key(['till'], 'north');
  const ofStore = await api.key([], 'north', { storeId: await storeNamed(api, 'north-one') });
  const reader = await api.key(['activities:read'], 'north');
  const impersonal = await api.key(['members:read', 'points:read']);
  const published = await api.key([], 'north', { kind: 'publishable', origins: [SHOP] });
  const roles = await Promise.all(SHIPPED_ROLES.map((role) => ofRole(world, role)));
  const visitor = { kind: 'visitor', brandId: null, isHost: false, memberId: null, isTrusted: false } as const;
  const member = async (name: string, from: BrandCode): Promise<Asker> => {
    const person = people[name] as Person;
    return {
      name: `member ${name}, token of ${from}`,
      kind: 'member',
      token: await world.token(from, person),
      brandId: from === 'host' ? null : `brd_${from}`,
      isHost: false,
      memberId: person.id,
      isTrusted: true,
    };
  };
  return [
    { ...visitor, name: 'visitor', token: undefined },
    { ...visitor, name: 'visitor of the shop of north', token: published, headers: { origin: SHOP } },
    ofBrand('north, every scope', 'north', keys.north, true),
    ofBrand('north, till', 'north', till, false),
    ofBrand('north, till of a store', 'north', ofStore, false),
    ofBrand('north, reads activities only', 'north', reader, false),
    ofBrand('south, every scope', 'south', keys.south, true),
    ofBrand('host, every scope', 'host', keys.host, true),
    ofBrand('host, members without personal fields', 'host', impersonal, false),
    await member('ofNorth', 'north'),
    await member('fromNorth', 'north'),
    await member('fromNorth', 'south'),
    await member('fromNorth', 'host'),
    await member('ofHost', 'host'),
    ...roles,
  ];
}
