import { windowOf } from '../../../kernel/caller.js';
import type { RequestContext } from '../../../kernel/graphql/context.js';
import type { Loading } from '../../../kernel/graphql/loaders.js';
import { load } from '../../../kernel/graphql/loaders.js';
import { groupBy } from '../../../kernel/group.js';
import type { State } from '../../../kernel/participant.js';
import { marks } from '../../../kernel/rows.js';
import { brandIdOf } from '../benefit-list.js';
import { benefitsOf } from '../benefit-type.js';
import type { Offered } from '../compile.js';
import { issuedSince } from '../issued.js';
import type { Room } from '../limits.js';
import { earliestOf, roomUnder } from '../limits.js';
import { emptySlice } from '../slice.js';

/** Where members stand, what is due for them settled in memory: one statement for many. */
export const states: Loading<string, State> = { read: ({ session }, ids) => session.house.statesNow(session, ids) };

/** What limits leave, by `member|benefit`: one statement for all members and benefits of a request. */
const rooms: Loading<string, Room> = {
  async read({ session }, keys) {
    const { zone, benefits } = benefitsOf(session.house.programs.current());
    const { now, sql } = session;
    const pairs = keys.map((key) => key.split('|') as [string, string]);
    const limitsOf = (code: string) => benefits.get(code)?.limits ?? [];
    const codes = [...new Set(pairs.map(([, code]) => code))];
    const members = [...new Set(pairs.map(([memberId]) => memberId))];
    const since = Math.max(0, Math.min(...codes.map((code) => earliestOf(limitsOf(code), now, zone))));
    const issued = await issuedSince(sql, { members, benefits: codes, since, now });
    const had = groupBy(issued, ({ memberId, benefit }) => `${memberId}|${benefit}`);
    const roomOf = (key: string, code: string) => roomUnder(limitsOf(code), (had.get(key) ?? []).map(({ issuedAt }) => issuedAt), now, zone); // prettier-ignore
    return new Map(pairs.map(([memberId, code]) => [`${memberId}|${code}`, roomOf(`${memberId}|${code}`, code)]));
  },
};

/** Of which benefits there is a unit left. */
const left: Loading<string, true> = {
  async read({ session }, codes) {
    const text = `SELECT code FROM benefits b WHERE code IN ${marks(codes)} AND EXISTS (SELECT 1 FROM benefit_units u WHERE u.benefit = b.code AND u.grantId IS NULL)`;
    const rows = await session.sql.rows<{ code: string }>(text, codes);
    return new Map(rows.map(({ code }) => [code, true]));
  },
};

/** What limits leave a member; undefined where there are none, and where they are of another brand than the one whose window this is. */
export async function roomFor(context: RequestContext, memberId: string, offered: Offered): Promise<Room | undefined> {
  if (offered.limits.length === 0) return undefined;
  const window = windowOf(context.caller);
  if (window !== null && window !== brandIdOf(context, offered)) return undefined;
  return load(context, rooms, `${memberId}|${offered.code}`);
}

/** Where a member stands towards some benefits: everything known of it, with what limits and stock leave of these. Undefined where there is no such member. */
export async function stateTowards(context: RequestContext, memberId: string, benefits: readonly Offered[]): Promise<State | undefined> {
  const counted = benefits.filter(({ stock }) => stock.kind !== 'unlimited');
  const [state, spaces, units] = await Promise.all([
    load(context, states, memberId),
    Promise.all(benefits.map((each) => roomFor(context, memberId, each))),
    Promise.all(counted.map(({ code }) => load(context, left, code))),
  ]);
  const known = new Map(benefits.flatMap(({ code }, at) => (spaces[at] ? [[code, spaces[at]] as const] : [])));
  const stock = new Map(counted.map(({ code }, at) => [code, units[at] ? 1 : 0]));
  return state && { ...state, slices: { ...state.slices, benefits: { ...emptySlice, rooms: known, stock } } };
} // prettier-ignore
