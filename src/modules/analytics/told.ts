import type { RequestContext } from '../../kernel/graphql/context.js';
import { textIn } from '../../kernel/graphql/locale.js';
import { brandOfProgram } from '../brands/index.js';
import type { MetricDefinitionType, MetricPointType } from './analytics.types.js';
import type { Point } from './figure.js';
import type { Metric, Question } from './metric.js';

/** A definition in the language of the request. */
export function toldDefinition(context: RequestContext, metric: Metric): MetricDefinitionType {
  const { key, version, unit, by, isHostOnly, name, numerator, denominator, definition } = metric;
  const texts = { name, numerator, denominator, definition };
  const told = Object.fromEntries(Object.entries(texts).map(([field, text]) => [field, textIn(context, text)]));
  const parameters = metric.parameters.map((parameter) => ({
    ...NO_NUMBER,
    ...parameter,
    description: textIn(context, parameter.description),
    texts: { description: parameter.description },
  }));
  return { key, version, unit, by, isHostOnly, parameters, texts, ...(told as Record<keyof typeof texts, string>) };
}

const NO_NUMBER = { usual: null, min: null, max: null };

export function toldPoint(context: RequestContext, question: Question, point: Point): MetricPointType {
  const { group, from, to, value, numeratorTold, denominatorTold, isMature, isWithheld } = point;
  const name = group === null ? null : nameOf(context, question, group);
  return { group, name, from, to, value, numerator: numeratorTold, denominator: denominatorTold, isMature, isWithheld };
}

/** Tiers and brands have names; everything else is called what it is. */
function nameOf(context: RequestContext, { by, ladder }: Question, group: string): string {
  const program = context.session.house.programs.current();
  if (by === 'BRAND') return brandOfProgram(program, group)?.name ?? group;
  if (by !== 'TIER') return group;
  const named = group.split('>').map((code) => {
    const tier = ladder.tiers.find((each) => each.code === code);
    return tier ? textIn(context, tier.name) : code;
  });
  return named.join(' → ');
}
