import { windowOf } from '../../kernel/caller.js';
import type { Earlier, Explainable, Explains, MayTell, Standing } from '../../kernel/explaining.js';
import { byCondition } from '../../kernel/explaining.js';
import { configId } from '../../kernel/id.js';
import type { RuleScope } from '../../kernel/module.js';
import { sliceOf } from '../../kernel/participant.js';
import type { ReadSession } from '../../kernel/session.js';
import type { Audience } from './audience.js';
import { storedAnswer } from './membership.js';
import { retiredName } from './segments.section.js';
import type { SegmentsPart } from './segments.participant.js';
import { segmentScope, segmentsOf, segmentsParticipant, takesPart } from './segments.participant.js';

/**
 * Why a member is, or is not, in a segment. To who looks through the window of a brand only those are explained whose rules,
 * and those of the layers above, ask for nothing but what that brand may be told: the answer alone would tell the rest.
 */
export const segmentsExplained: Explains = {
  prefix: 'seg',
  noun: 'segment',
  access: { brand: 'segments:read' },

  async find(session, id, tells) {
    const part = segmentsOf(session.house.programs.current());
    const audience = [...part.audiences.values()].find(({ code }) => configId('seg', code) === id);
    if (!audience) return tells ? null : retired(session, part, id);
    const earlier = layersAbove(part, audience);
    return tells && !isTold(audience, earlier, tells) ? null : explained(part, audience, earlier);
  },
};

function explained(part: SegmentsPart, audience: Audience, earlier: readonly Earlier[]): Explainable {
  const { code, name, rule, kind } = audience;
  return {
    subjectId: configId('seg', code),
    name,
    kind: kind === 'list' ? 'LIST' : kind === 'rule' ? 'SEGMENT' : rule ? 'LAYER' : 'LEFT_OVER',
    on: null,
    when: rule,
    earlier,
    validUntil: null,
    isValidAt: () => true,
    scopeOf: (state, _activity, now) => segmentScope(part, state, now),
    standing: (scope) => (kind === 'list' ? listed(code, scope) : ruled(audience, earlier, scope)),
    stored: (session, memberId) => storedFor(session, memberId, code),
  };
}

function listed(code: string, { state }: RuleScope): Standing {
  const isIn = sliceOf(state, segmentsParticipant).within.has(code);
  return { verdict: isIn ? 'YES' : 'NO', ground: 'LIST', by: null };
}

/** The first layer whose rule holds has the member, whatever the others say. */
function ruled({ rule }: Audience, earlier: readonly Earlier[], scope: RuleScope): Standing {
  if (!takesPart(scope.state)) return { verdict: 'NO', ground: 'NOT_ACTIVE', by: null };
  const own = rule ? byCondition(rule, scope) : ({ verdict: 'YES', ground: 'NONE_ABOVE', by: null } as const);
  if (own.verdict !== 'YES') return own;
  const by = earlier.find(({ when }) => when.holds(scope));
  return by ? { verdict: 'NO', ground: 'EARLIER', by } : own;
}

function layersAbove({ levels }: SegmentsPart, audience: Audience): Earlier[] {
  const unit = levels.flat().find(({ audiences, isLayering }) => isLayering && audiences.includes(audience));
  const above = unit?.audiences.slice(0, unit.audiences.indexOf(audience)) ?? [];
  return above.flatMap(({ code, name, rule }) => (rule ? { subjectId: configId('seg', code), name, when: rule } : []));
}

function isTold({ rule, kind }: Audience, earlier: readonly Earlier[], tells: MayTell): boolean {
  const rules = [...(rule ? [rule] : []), ...earlier.map(({ when }) => when)];
  return kind !== 'list' && rules.every((each) => [...each.attributes, ...each.functions].every(tells));
}

/** Who is in a segment tells of what a member does at all brands. */
function storedFor(session: ReadSession, memberId: string, code: string) {
  return windowOf(session.caller) === null ? storedAnswer(session, memberId, code) : Promise.resolve(null);
}

/** One the program no longer has: nobody is in it. */
async function retired(session: ReadSession, part: SegmentsPart, id: string): Promise<Explainable | null> {
  const found = await retiredName(session.sql, id);
  if (!found) return null;
  return {
    subjectId: id,
    name: found.name,
    kind: 'SEGMENT',
    on: null,
    when: null,
    earlier: [],
    validUntil: null,
    isValidAt: () => false,
    scopeOf: (state, _activity, now) => segmentScope(part, state, now),
    standing: () => ({ verdict: 'NO', ground: 'RETIRED', by: null }),
    stored: (asking, memberId) => storedFor(asking, memberId, found.code),
  };
}
