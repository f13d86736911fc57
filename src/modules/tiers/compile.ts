import type { Compiled } from '../../kernel/expression/index.js';
import { compile, ExpressionError } from '../../kernel/expression/index.js';
import type { Vocabulary } from '../../kernel/expression/index.js';
import type { RuleScope } from '../../kernel/module.js';
import type { Compiling, Wants } from '../../kernel/participant.js';
import { inEveryLanguage, refuse } from '../../kernel/refusal.js';
import { DAYS_WANTED, memberWants } from '../members/index.js';
import { EARNED_DAYS_WANTED, pointsParticipant } from '../points/index.js';
import type { Entry, Ladder, Requirement } from './ladder.js';
import { isCondition, isPoints } from './ladder.js';
import type { LadderEntry, TierEntry } from './ladder.schema.js';
import { ladderShape } from './ladder.schema.js';

/** The ladders of a program, ready to be asked. */
export interface TiersPart {
  readonly zone: string;
  readonly ladders: readonly Ladder[];
  /** Conditions, by their text. */
  readonly conditions: ReadonlyMap<string, Compiled<RuleScope>>;
  /** What points of rules may be multiplied in where a multiplier names no wallets. */
  readonly spendable: ReadonlySet<string>;
}

/** Grace may follow a year: what was bought in both counts. */
const YEAR_DAYS = 366;

/** Refuses a wallet that is not there and a condition that is none, with the place. */
export function compileLadders(program: Compiling): TiersPart {
  const entries = (program.section('ladders') as unknown[]).map((entry) => ladderShape.parse(entry));
  const { wallets } = program.part(pointsParticipant);
  const conditions = new Map<string, Compiled<RuleScope>>();
  for (const [at, entry] of entries.entries()) {
    requireWallets(entry, at, wallets);
    for (const [source, path] of conditionsOf(entry, at)) {
      conditions.set(source, conditionIn(program, source, path));
    }
  }
  const spendable = [...wallets.values()].filter(({ isSpendable }) => isSpendable).map(({ code }) => code);
  return { zone: program.zone, ladders: entries.map(ladderOf), conditions, spendable: new Set(spendable) };
}

/** How far back rules look: windows of conditions have literal days. */
export function widthsOf({ ladders, conditions }: TiersPart): Wants {
  const tiers = ladders.flatMap((ladder) => ladder.tiers);
  const grace = Math.max(0, ...tiers.map(({ graceDays }) => graceDays));
  const entries = tiers.flatMap(({ entry, keep }) => [entry, keep]).filter((each): each is Entry => each !== null && !isCondition(each)); // prettier-ignore
  const width = ({ days, year }: Entry) => days ?? (year === undefined ? 0 : YEAR_DAYS + grace);
  const widest = (among: readonly Entry[]) => Math.max(0, ...among.map(width));
  const asked = memberWants([...conditions.values()]);
  return {
    ...asked,
    [DAYS_WANTED]: Math.max(widest(entries.filter(({ measure }) => measure !== 'points')), asked[DAYS_WANTED] ?? 0),
    [EARNED_DAYS_WANTED]: widest(entries.filter(({ measure }) => measure === 'points')),
  };
}

function ladderOf({ tiers, ...ladder }: LadderEntry): Ladder {
  return {
    ...ladder,
    tiers: tiers.map(({ invitedOnly, downgrade, ...tier }) => ({
      ...tier,
      isInvitedOnly: invitedOnly,
      policy: downgrade,
    })),
  };
}

type Path = readonly string[];

function requireWallets(ladder: LadderEntry, at: number, known: ReadonlyMap<string, unknown>): void {
  for (const [index, tier] of ladder.tiers.entries()) {
    for (const [wallet, path] of walletsIn(tier)) {
      if (!known.has(wallet)) refuse('UNKNOWN_WALLET', { wallet }, ['ladders', String(at), 'tiers', String(index), ...path]); // prettier-ignore
    }
  }
}

function walletsIn({ entry, keep, upgradePack, multiplier }: TierEntry): [string, Path][] {
  const own = (requirement: Requirement | null, where: string): [string, Path][] =>
    requirement && !isCondition(requirement) && requirement.wallet !== undefined
      ? [[requirement.wallet, [where, 'wallet']]]
      : [];
  return [
    ...own(entry, 'entry'),
    ...own(keep, 'keep'),
    ...upgradePack.flatMap((given, item): [string, Path][] => (isPoints(given) ? [[given.wallet, ['upgradePack', String(item), 'wallet']]] : [])), // prettier-ignore
    ...(multiplier?.wallets ?? []).map((wallet, item): [string, Path] => [wallet, ['multiplier', 'wallets', String(item)]]), // prettier-ignore
  ];
}

function conditionsOf({ tiers }: LadderEntry, at: number): [string, Path][] {
  return tiers.flatMap(({ entry, keep }, index) =>
    Object.entries({ entry, keep }).flatMap(([where, requirement]): [string, Path][] =>
      requirement && isCondition(requirement)
        ? [[requirement.when, ['ladders', String(at), 'tiers', String(index), where, 'when']]]
        : [],
    ),
  );
}

function conditionIn(program: Compiling, source: string, path: Path): Compiled<RuleScope> {
  try {
    return compile(aboutMembers(program.vocabulary), source);
  } catch (error) {
    if (!(error instanceof ExpressionError)) throw error;
    const problem = inEveryLanguage((locale) => `${source}: ${error.text[locale]}`);
    refuse('INVALID_PROGRAM', { place: path.join('.'), problem }, path);
  }
}

/** Where somebody stands may not hang on one activity. */
function aboutMembers(vocabulary: Vocabulary<RuleScope>): Vocabulary<RuleScope> {
  const names = [...vocabulary.attributes, ...vocabulary.functions].map(({ name }) => name);
  return vocabulary.narrow(names.filter((each) => !each.startsWith('activity.')));
}
