import type { LocalisedTextInput } from '../../kernel/graphql/locale.type.js';
import type { JsonObject } from '../../kernel/json.js';
import { refuseInput } from '../../kernel/refusal.js';
import type {
  TierInput,
  TierLadderInput,
  TierMultiplierInput,
  TierPackItemInput,
  TierRuleInput,
} from './tier-changes.types.js';
import { tierReasons as reasons } from './tiers.reasons.js';

/** A tier as the program file says it; what is absent is left out, so that the file's own defaults hold. Refuses INVALID_INPUT. */
export function tierFile(input: TierInput, path: readonly string[] = ['input']): JsonObject {
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
    upgradePack: upgradePack?.map((item, at) => packFile(item, [...path, 'upgradePack', String(at)])),
  });
}

/** A ladder likewise; without `tiers` it keeps those it has. */
export function ladderFile({ code, name, nearPercent, endingDays, tiers }: TierLadderInput): JsonObject {
  return said({
    code,
    name: textFile(name),
    nearPercent,
    endingDays,
    tiers: tiers?.map((tier, at) => tierFile(tier, ['input', 'tiers', String(at)])),
  });
}

function ruleFile({ metric, atLeast, wallet, days, year, condition }: TierRuleInput): JsonObject {
  return said({ measure: metric, atLeast, wallet, days, year, when: condition });
}

/** Points and benefits are counted under names of their own there, so what is wrong with that is said here. */
function packFile({ wallet, benefit, package: code, amount }: TierPackItemInput, path: readonly string[]): JsonObject {
  if ([wallet, benefit, code].filter((each) => each != null).length !== 1) refuseInput(reasons.packOfOne, path);
  if (code != null && amount != null) refuseInput(reasons.packOfPackage, [...path, 'amount']);
  if (wallet != null && amount == null) refuseInput(reasons.packOfPoints, [...path, 'amount']);
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
