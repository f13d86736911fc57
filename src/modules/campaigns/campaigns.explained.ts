import type { Explainable, Explains } from '../../kernel/explaining.js';
import { byCondition } from '../../kernel/explaining.js';
import type { House } from '../../kernel/house.js';
import type { CampaignsPart, CompiledRule } from './campaigns.participant.js';
import { campaignsParticipant, scopeOf } from './campaigns.participant.js';
import { isValidAt } from './rules.js';

/** Why a rule does, or did, or would act for a member. */
export const rulesExplained: Explains = {
  prefix: 'rul',
  noun: 'rule',

  all(house) {
    const part = partOf(house);
    return [...part.rules.values()].map((rule) => explained(part, rule));
  },

  find({ house }, id) {
    const part = partOf(house);
    const rule = part.rules.get(id);
    return Promise.resolve(rule ? explained(part, rule) : null);
  },
};

function explained(part: CampaignsPart, rule: CompiledRule): Explainable {
  const { id: subjectId, name, on, when, validUntil } = rule;
  return {
    subjectId,
    name,
    kind: 'RULE',
    on,
    when,
    earlier: [],
    validUntil,
    isValidAt: (at) => isValidAt(rule, at),
    scopeOf: (state, activity, now) => (activity ? scopeOf(part, state, activity) : { state, activity, now, zone: part.zone }), // prettier-ignore
    standing: (scope) => byCondition(when, scope),
    stored: () => Promise.resolve(null),
  };
}

function partOf(house: House): CampaignsPart {
  return house.programs.current().parts[campaignsParticipant.name] as CampaignsPart;
}
