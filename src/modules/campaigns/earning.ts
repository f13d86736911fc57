import type { Activity } from '../../kernel/activity.js';
import type { Wish } from '../../kernel/effect.js';
import type { ExactRate } from '../../kernel/money.js';
import type { State, Times } from '../../kernel/participant.js';
import type { Factor } from '../benefits/index.js';
import { useWishes } from '../benefits/index.js';
import type { PointsIntent, PointsPart } from '../points/index.js';
import { multiplied } from '../tiers/index.js';
import type { EarnEffect } from './rules.js';
import { pointsFor } from './rules.js';

/** What effects of rules come to for one activity: what the rule says, times the tier, times the benefit that makes most of it. */
export class Earning {
  /** What there would be without the benefit, by wallet. */
  readonly #plain = new Map<string, number>();
  #isMultiplied = false;

  constructor(
    private readonly state: State,
    private readonly activity: Activity,
    private readonly factor: Factor | null,
  ) {}

  /** Points of an effect: rounded once, as the rule says. */
  points(effect: EarnEffect): number {
    const { tier, benefit } = this.#ratesFor(effect.wallet);
    const amountMinor = this.activity.amountMinor ?? 0;
    const plain = pointsFor(effect, amountMinor, [tier]);
    const points = benefit ? pointsFor(effect, amountMinor, [tier, benefit]) : plain;
    this.#plain.set(effect.wallet, (this.#plain.get(effect.wallet) ?? 0) + plain);
    this.#isMultiplied ||= points > plain;
    return points;
  }

  wish(rule: { readonly id: string }, effect: EarnEffect): Wish<PointsIntent['earn']> {
    return { kind: 'points.earn', reason: rule.id, intent: { wallet: effect.wallet, amount: this.points(effect) } };
  }

  /** What multiplies the points of some effects, each factor once. */
  timesOf(effects: readonly EarnEffect[]): Times[] {
    const found = effects.flatMap(({ wallet }): Times[] => {
      const { tier, benefit } = this.#ratesFor(wallet);
      const { numerator, denominator } = tier;
      return [
        ...(tier.tier === null ? [] : [{ kind: 'TIER', code: tier.tier, numerator, denominator } as const]),
        ...(benefit ? [told(benefit)] : []),
      ];
    });
    return [...new Map(found.map((each) => [`${each.kind} ${each.code}`, each])).values()];
  }

  /** The use that the benefit makes of a grant where it brought points: asked for after the points. */
  uses(): Wish[] {
    const plain = [...this.#plain].map(([wallet, points]) => ({ wallet, points }));
    return this.factor && this.#isMultiplied ? useWishes(this.factor, this.activity, plain) : [];
  }

  #ratesFor(wallet: string): { tier: ReturnType<typeof multiplied>; benefit: (Factor & ExactRate) | null } {
    const factor = this.factor && isSpendable(this.state, wallet) ? this.factor : null;
    return { tier: multiplied(this.state, this.activity, wallet), benefit: factor && { ...factor, ...factor.rate } };
  }
}

function told({ benefit, times, withinMinor, ofMinor }: Factor): Times {
  const { numerator, denominator } = times;
  return { kind: 'BENEFIT', code: benefit, numerator, denominator, ...(withinMinor < ofMinor ? { withinMinor, ofMinor } : {}) }; // prettier-ignore
}

/** Benefits multiply points that can be spent: what a tier is measured by is not for coupons. */
function isSpendable({ parts }: State, wallet: string): boolean {
  return (parts['points'] as PointsPart).wallets.get(wallet)?.isSpendable ?? false;
}
