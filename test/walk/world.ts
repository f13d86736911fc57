import { runDue } from '../../src/kernel/schedule-runner.js';
import { SCOPES } from '../../src/modules/brands/index.js';
import type { Answered, TestApi } from '../api/open-api.js';
import { at, openTestApi } from '../api/open-api.js';
import { EARN, ENROL, RECORD, SPEND, TOKEN } from '../api/documents.js';
import { walkProgram } from './program.js';

export type BrandCode = 'host' | 'north' | 'south';

/** Somebody of the program, and the brands that know it: who enrolled it comes first. */
export interface Person {
  readonly name: string;
  readonly id: string;
  readonly brands: readonly BrandCode[];
}

/** A house with two partners, people of each alone and people they share, and a key for everything each brand may do. */
export interface World {
  readonly api: TestApi;
  readonly keys: Readonly<Record<BrandCode, string>>;
  readonly people: Readonly<Record<string, Person>>;
  /** Lets a brand do with a member what brands do: sell, hear of an act, give and take points. */
  act(brand: BrandCode, person: Person, amountMinor?: number): Promise<void>;
  enrol(name: string, brands: readonly BrandCode[]): Promise<Person>;
  token(brand: BrandCode, person: Person): Promise<string>;
}

const PEOPLE: Readonly<Record<string, readonly BrandCode[]>> = {
  ofHost: ['host'],
  ofNorth: ['north'],
  alsoOfNorth: ['north'],
  ofSouth: ['south'],
  alsoOfSouth: ['south'],
  fromNorth: ['north', 'south'],
  fromSouth: ['south', 'north'],
};

/** Nobody is slowed down: the walk asks for more than a scraper. */
export const BOUNDLESS = { perSecond: 1e9, burst: 1e9 };
/** The month in which the world was built. */
export const CLOSED_MONTH = '2026-01';
const DAY_MS = 86_400_000;
const AFTER_CLOSING = Date.UTC(2026, 1, 2);
const REACHES_SILVER = 600_000_000;

export async function openWorld(): Promise<World> {
  const budgets = { member: BOUNDLESS, brand: BOUNDLESS, operator: BOUNDLESS, visitor: BOUNDLESS };
  const api = await openTestApi({ program: walkProgram, server: { budgets } });
  const everything = Object.keys(SCOPES);
  const ofPartners = everything.filter((scope) => !SCOPES[scope]?.hostOnly);
  const keys = {
    host: await api.key(everything),
    north: await api.key(ofPartners, 'north', { label: mark('label-of-north') }),
    south: await api.key(ofPartners, 'south', { label: mark('label-of-south') }),
  };
  const people: Record<string, Person> = {};
  const world: World = {
    api,
    keys,
    people,
    act: (brand, person, amountMinor) => act(world, brand, person, amountMinor),
    enrol: (name, brands) => enrol(world, name, brands),
    token: async (brand, { id }) =>
      at(done(await api.ask(TOKEN, { member: { id } }, { token: keys[brand] })), 'data.memberTokenIssue.token'),
  };
  for (const { code } of walkProgram.wallets) await buyAhead(world, 'north', code);
  for (const [name, brands] of Object.entries(PEOPLE)) people[name] = await enrol(world, name, brands);
  for (const person of Object.values(people)) {
    for (const brand of new Set<BrandCode>([...person.brands, 'host'])) await act(world, brand, person);
  }
  for (const [brand, name] of [['north', 'fromNorth'], ['south', 'fromSouth']] as const) {
    await act(world, brand, people[name] as Person, REACHES_SILVER + next() * 1_237);
  } // prettier-ignore
  await bringFiles(world);
  await bringBookings(world);
  api.clock.set(AFTER_CLOSING); // what is told of a closed month does not move with what others do
  for (const person of Object.values(people)) await sell(world, person.brands[0] ?? 'host', person);
  await runDue(api.house);
  return world;
}

/** What changes nothing for north: the host and south get members, sell to theirs and to those they share with north. */
export async function othersAct(world: World): Promise<void> {
  const { fromNorth, fromSouth, ofHost, ofSouth } = world.people;
  const now = world.api.clock.now();
  for (const brand of ['host', 'south'] as const) {
    const newcomer = await enrol(world, `newcomer-of-${brand}`, [brand]);
    for (const person of [newcomer, fromNorth, fromSouth]) await act(world, brand, person as Person);
  }
  await act(world, 'host', ofHost as Person);
  await act(world, 'south', ofSouth as Person);
  world.api.clock.set(now); // what time it is, is another matter
}

/** How much was recorded and moved for a brand: to see that nobody else did something in its name or with its members. */
export async function everythingOf({ api }: World, brand: BrandCode): Promise<unknown> {
  const tables = ['activities', 'point_transfers'];
  const counted = tables.map(async (table) => {
    const [row] = await api.house.database.reader.rows(`SELECT COUNT(*) AS written, MAX(recordedAt) AS latest FROM ${table} WHERE brandId = ?`, [`brd_${brand}`]); // prettier-ignore
    return row;
  });
  return Promise.all(counted);
}

/** Counts through everything that is made, so that every text, amount and instant is there once. */
let made = 0;
const next = () => (made += 1);

/** When clocks in New York show noon the next time, in winter: when the service of the walk begins. */
export function nextNoon(now: number): number {
  const day = Math.floor(now / DAY_MS) * DAY_MS + 17 * 3_600_000;
  return day > now ? day : day + DAY_MS;
}

/** A text nobody else has: what the walk looks for in the answers of others. */
export function mark(about: string): string {
  return `zq${next()}-${about}`;
}

/** An amount nobody else has, and whose points nobody else has. */
export const uniqueAmount = (): number => 100_000_000 + next() * 1_234_700;

const BUY = 'mutation ($input: PointsPackInput!, $key: String!) { pointsPackBuy(input: $input, idempotencyKey: $key) { packId errors { code } } }'; // prettier-ignore

const ISSUE = 'mutation ($member: MemberRef!, $reason: String!, $key: String!) { benefitIssue(member: $member, benefitId: "bnf_walk-coupon", reason: $reason, idempotencyKey: $key) { grant { id } errors { code } } }'; // prettier-ignore
const OWE = ISSUE.replace('walk-coupon', 'walk-owed');
const SEND = ISSUE.replace('walk-coupon', 'walk-parcel').replace('grant { id }', 'grant { fulfilment { id } }');
const SERVE = ISSUE.replace('walk-coupon', 'walk-service');
const BOOK = 'mutation ($id: ID!, $startsAt: DateTime!, $key: String!) { slotBook(grantId: $id, startsAt: $startsAt, idempotencyKey: $key) { errors { code } } }'; // prettier-ignore
const ADDRESS = 'mutation ($id: ID!, $address: PostalAddressInput!, $key: String!) { fulfilmentAddressSave(fulfilmentId: $id, address: $address, idempotencyKey: $key) { errors { code } } }'; // prettier-ignore
const PACK = 'mutation ($member: MemberRef!, $reason: String!, $key: String!) { benefitPackageIssue(member: $member, packageId: "pkg_walk-card", reason: $reason, idempotencyKey: $key) { packageIssue { id } errors { code } } }'; // prettier-ignore
const REDEEM = 'mutation ($input: BenefitUseInput!, $key: String!) { benefitRedeem(input: $input, idempotencyKey: $key) { redemption { id } errors { code } } }'; // prettier-ignore
const SELL = 'mutation ($member: MemberRef!, $key: String!) { benefitBuy(member: $member, benefitId: "bnf_walk-sold", idempotencyKey: $key) { purchase { id } errors { code } } }'; // prettier-ignore
const CONFIRM = 'mutation ($id: ID!, $payment: String!, $key: String!) { paymentConfirm(holdId: $id, externalPaymentId: $payment, amount: { amountMinor: 990, currency: "USD" }, idempotencyKey: $key) { grant { id } errors { code } } }'; // prettier-ignore
const ANNOUNCE = 'mutation ($input: MediaUploadInput!) { mediaUploadCreate(input: $input) { errors { code } } }';

/** A picture of each brand, and one of each member. */
async function bringFiles(world: World): Promise<void> {
  const { api, keys, people } = world;
  const input = { contentType: 'image/png', bytes: 68, alt: null };
  for (const brand of ['host', 'north', 'south'] as const) {
    const picture = { ...input, purpose: 'BENEFIT', alt: { en: mark(`picture-of-${brand}`), zhCN: '', zhTW: '' } };
    done(await api.ask(ANNOUNCE, { input: picture }, { token: keys[brand] }));
  }
  for (const person of Object.values(people)) {
    for (const brand of new Set<BrandCode>([...person.brands, 'host'])) {
      done(
        await api.ask(ANNOUNCE, { input: { ...input, purpose: 'WORK' } }, { token: await world.token(brand, person) }),
      );
    }
  }
}

/** A time each member has booked, by each brand it knows. What others book later is told to everybody: how much is free. */
async function bringBookings({ api, keys, people }: World): Promise<void> {
  for (const { id, brands, name } of Object.values(people)) {
    for (const brand of new Set<BrandCode>([...brands, 'host'])) {
      const [token, text] = [keys[brand], (about: string) => mark(`${about}-of-${name}-at-${brand}`)];
      const issued = done(
        await api.ask(SERVE, { member: { id }, reason: text('service'), key: text('key') }, { token }),
      );
      const startsAt = new Date(nextNoon(api.clock.now())).toISOString();
      done(
        await api.ask(BOOK, { id: at(issued, 'data.benefitIssue.grant.id'), startsAt, key: text('key') }, { token }),
      );
    }
  }
}

/** Who has agreed to pay ahead issues no point it has not bought. */
async function buyAhead({ api, keys }: World, brand: BrandCode, wallet: string): Promise<void> {
  const input = { wallet, points: 1_000_000_000_000, priceMinor: 7_000_000_000 };
  done(await api.ask(BUY, { input, key: mark('pack') }, { token: keys[brand] }));
}

async function enrol({ api, keys }: World, name: string, brands: readonly BrandCode[]): Promise<Person> {
  api.clock.advance(61_007 + next());
  const [first = 'host', ...others] = brands;
  const input = {
    externalId: mark(`${first}-knows-${name}`),
    email: `${mark(name)}@example.com`.toLowerCase(),
    phone: `+1415${String(5_550_000 + next())}`,
    displayName: mark(`name-of-${name}`),
    birthday: '1990-04-01',
    channel: mark(`channel-of-${first}`),
  };
  const answer = done(await api.ask(ENROL, { input, key: mark('enrol') }, { token: keys[first] }));
  const person = { name, brands, id: at(answer, 'data.memberEnrol.member.id') };
  for (const brand of others) await link(api, person, brand);
  return person;
}

/** What comes of a member's consent: the brand knows it by an id of its own and may see it. */
async function link({ house, clock }: TestApi, { name, id }: Person, brand: BrandCode): Promise<void> {
  await house.database.transaction(async (sql) => {
    const now = clock.now();
    await sql.run('INSERT INTO member_links (memberId, brandId, linkedAt) VALUES (?, ?, ?)', [id, `brd_${brand}`, now]);
    await sql.run(
      "INSERT INTO member_identities (id, memberId, brandId, kind, value, createdAt) VALUES (?, ?, ?, 'external', ?, ?)",
      [`idn_${id.slice(4)}`, id, `brd_${brand}`, mark(`${brand}-knows-${name}`), now],
    );
    return { value: undefined, commit: true };
  });
}

async function act(
  { api, keys }: World,
  brand: BrandCode,
  { id, name }: Person,
  amountMinor = uniqueAmount(),
): Promise<void> {
  api.clock.advance(61_013 + next());
  const token = keys[brand];
  const text = (about: string) => mark(`${about}-of-${name}-at-${brand}`);
  const order = text('order');
  const line = { sku: text('sku'), category: 'beauty', amountMinor: amountMinor - 100 };
  const purchase = { orderId: order, amountMinor, currency: 'USD', store: `${brand}-one`, channel: text('till'), lines: [line] };
  const back = { orderId: order, amountMinor: 5_000_000 + next() * 4_100, reason: text('refund') };
  const inputs = [
    { type: 'purchase', externalId: text('purchase'), purchase },
    { type: 'refund', externalId: text('back'), refund: back },
    { type: 'share', externalId: text('share'), payload: { network: text('network') } },
  ];
  for (const input of inputs) done(await api.ask(RECORD, { member: { id }, input }, { token }));
  const points = (about: string) => ({ wallet: 'points', amount: 200_000 + next() * 3, reason: text(about) });
  for (const [document, about] of [[EARN, 'gift'], [SPEND, 'spending']] as const) {
    done(await api.ask(document, { member: { id }, input: points(about), key: text('key') }, { token }));
  }
  done(await api.ask(PACK, { member: { id }, reason: text('packed'), key: text('key') }, { token }));
  done(await api.ask(OWE, { member: { id }, reason: text('owed'), key: text('key') }, { token }));
  const sent = done(await api.ask(SEND, { member: { id }, reason: text('sent'), key: text('key') }, { token }));
  const address = { name: text('parcel-for'), phone: '+1 415 555 0100', lines: [text('street')], country: 'US' };
  const parcel = { id: at(sent, 'data.benefitIssue.grant.fulfilment.id'), address, key: text('key') };
  done(await api.ask(ADDRESS, parcel, { token }));
  for (const orderId of [null, text('used-on')]) {
    const issued = done(await api.ask(ISSUE, { member: { id }, reason: text('given'), key: text('key') }, { token }));
    const input = { grantId: at(issued, 'data.benefitIssue.grant.id'), orderId };
    if (orderId !== null) done(await api.ask(REDEEM, { input, key: text('key') }, { token }));
  }
  const sold = await sell({ api, keys }, brand, { id });
  done(await api.ask(CONFIRM, { id: sold, payment: text('payment'), key: text('key') }, { token }));
} // prettier-ignore

/** Something a member has begun to buy at a brand. */
async function sell({ api, keys }: Pick<World, 'api' | 'keys'>, brand: BrandCode, { id }: Pick<Person, 'id'>): Promise<string> {
  return at(done(await api.ask(SELL, { member: { id }, key: mark('key') }, { token: keys[brand] })), 'data.benefitBuy.purchase.id');
} // prettier-ignore

/** What builds the world must work; a world that is not there would have no leaks. */
function done(answer: Answered): Answered {
  const [payload] = Object.values(
    (answer.data ?? {}) as Record<string, { readonly errors?: readonly object[] } | null>,
  );
  if (answer.errors || !payload || payload.errors?.length) throw new Error(`Not done: ${JSON.stringify(answer)}`);
  return answer;
}
