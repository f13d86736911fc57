import type { LocalisedTextInput } from '../../kernel/graphql/locale.type.js';
import type { JsonObject } from '../../kernel/json.js';
import type {
  TierInput,
  TierLadderInput,
  TierMultiplierInput,
  TierPackItemInput,
  TierRuleInput,
} from './tier-changes.types.js';

/** A tier as the program file says it; what is absent is left out, so that the file's own defaults hold. */
export function tierFile(input: TierInput): JsonObject {
  const { code, rank, entry, keep, validity, graceDays, downgrade, isInvitedOnly, multiplier, perks, upgradePack } =
    input;
  return said({
    code,
    name: textFile(input.name),
    rank,
    entry: entry && ruleFile(entry),
    keep: keep && ruleFile(keep),
    validity: validity && said({ kind: validity.kind, months: validity.months }),
    graceDays,
    downgrade,
    invitedOnly: isInvitedOnly,
    multiplier: multiplier && multiplierFile(multiplier),
    perks: perks?.map(textFile),
    upgradePack: upgradePack?.map(packFile),
  });
}

/** A ladder likewise; without `tiers` it keeps those it has. */
export function ladderFile({ code, name, nearPercent, endingDays, tiers }: TierLadderInput): JsonObject {
  return said({ code, name: textFile(name), nearPercent, endingDays, tiers: tiers?.map(tierFile) });
}

function ruleFile({ metric, atLeast, wallet, days, year, condition }: TierRuleInput): JsonObject {
  return said({ measure: metric, atLeast, wallet, days, year, when: condition });
}

/** Whoever names several, or none, is refused as the file is. */
function packFile({ wallet, benefit, package: code, amount }: TierPackItemInput): JsonObject {
  return said({ wallet, benefit, package: code, ...(benefit == null ? { points: amount } : { quantity: amount }) });
}

function multiplierFile({ numerator, denominator, wallets }: TierMultiplierInput): JsonObject {
  return said({ numerator, denominator, wallets });
}

function textFile({ en, zhCN, zhTW }: LocalisedTextInput): JsonObject {
  return { en, 'zh-CN': zhCN, 'zh-TW': zhTW };
}

function said(facts: Readonly<Record<string, unknown>>): JsonObject {
  return Object.fromEntries(Object.entries(facts).filter(([, value]) => value != null)) as JsonObject;
}
