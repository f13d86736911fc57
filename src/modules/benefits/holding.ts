import type { Compiled, RuleFunction } from '../../kernel/expression/index.js';
import type { RuleScope } from '../../kernel/module.js';
import type { Fragment, Need, Wants } from '../../kernel/participant.js';
import { refuse } from '../../kernel/refusal.js';
import { marks } from '../../kernel/rows.js';
import type { BenefitsPart } from './compile.js';
import type { Live, Promised } from './grants.js';
import { sliceIn } from './slice.js';
import type { BenefitEntry } from './terms.js';

const COLUMNS = ['id', 'benefit', 'usableFrom', 'expiresAt'] as const;
const THERE = "status IN ('issued', 'claimed', 'held')";
const HOLDS = 'holdsBenefit';

/** What of the members' grants has to be read, so that rules can ask whether they hold some. Only what they ask for. */
export function heldFragment({ memberIds, wants }: Need): Fragment[] {
  const benefits = askedOf(wants);
  if (benefits.length === 0) return [];
  const from = `FROM grants WHERE memberId IN ${marks(memberIds)} AND benefit IN ${marks(benefits)} AND ${THERE}`;
  return [{ name: 'held', member: 'memberId', columns: COLUMNS, from, params: [...memberIds, ...benefits] }];
}

export function heldLive(rows: readonly (readonly unknown[])[]): Map<string, Live> {
  const live = rows.map((row) => Object.fromEntries(COLUMNS.map((column, at) => [column, row[at]])) as unknown as Live);
  return new Map(live.map((each) => [each.id, each]));
}

export const benefitFunctions: readonly RuleFunction<RuleScope>[] = [
  {
    name: HOLDS,
    parameters: ['string'],
    returns: 'bool',
    description: {
      en: 'Whether the member holds a benefit that can be used now, by its code',
      'zh-CN': '会员当前是否持有可用的某项权益（代码）',
      'zh-TW': '會員目前是否持有可用的某項權益（代碼）',
    },
    changes: 'read',
    names: { what: { en: 'benefit', 'zh-CN': '权益', 'zh-TW': '權益' }, codes: ({ benefits }) => ((benefits ?? []) as BenefitEntry[]).map(({ code }) => code) }, // prettier-ignore
    read: (scope, benefit) => holds(scope, benefit as string),
    sql: ({ now }, benefit) => ({
      text: `(CASE WHEN EXISTS (SELECT 1 FROM grants x WHERE x.memberId = m.id AND x.benefit = ? AND x.${THERE} AND x.usableFrom <= ? AND (x.expiresAt IS NULL OR x.expiresAt > ?)) THEN 1 ELSE 0 END)`,
      params: [benefit as string, now, now],
    }),
  },
];

/** What was there at first, as it has become, and what came meanwhile. */
function holds({ state, now }: RuleScope, benefit: string): boolean {
  const { held, grants } = sliceIn(state);
  const stored = [...held.values()].filter(({ id }) => !grants.has(id));
  const known = [...grants.values()].filter(isThere);
  return [...stored, ...known].some((each) => each.benefit === benefit && each.usableFrom <= now && (each.expiresAt ?? Infinity) > now); // prettier-ignore
}

function isThere({ over }: Promised): boolean {
  return over === null;
}

/** Refuses UNKNOWN_BENEFIT for a rule that asks for a benefit that is not there. */
export function requireHeldBenefits(rule: Pick<Compiled<RuleScope>, 'calls'> | null, { benefits }: BenefitsPart, path: readonly string[]): void {
  const asked = (rule?.calls ?? []).filter(({ name }) => name === HOLDS).map((call) => String(call.arguments[0]));
  const unknown = asked.find((code) => !benefits.has(code));
  if (unknown !== undefined) refuse('UNKNOWN_BENEFIT', { benefit: unknown }, path);
} // prettier-ignore

/** The benefits that rules of the program ask for, by what `memberWants` calls it. */
function askedOf(wants: Wants): string[] {
  const head = `${HOLDS}:`;
  return Object.keys(wants).flatMap((name) => (name.startsWith(head) ? name.slice(head.length) : []));
}
