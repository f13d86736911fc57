import type { RequestContext } from '../../kernel/graphql/context.js';
import { textIn } from '../../kernel/graphql/locale.js';
import { offeredOf } from '../benefits/index.js';
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
    name: parameter.name,
    kind: parameter.kind,
    ...(parameter.kind === 'NUMBER' ? { usual: parameter.usual, min: parameter.min, max: parameter.max } : NO_NUMBER),
    usualCode: parameter.kind === 'SEGMENT' || parameter.kind === 'LEVEL' ? parameter.usual : null,
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

function benefitNamed(context: RequestContext, code: string): string {
  const offered = offeredOf(context.session.house.programs.current(), code);
  return offered ? textIn(context, offered.name) : code;
}

/** Tiers, layers, benefits and brands have names; everything else is called what it is. */
function nameOf(context: RequestContext, { by, ladder, layering }: Question, group: string): string {
  const program = context.session.house.programs.current();
  if (by === 'BRAND') return brandOfProgram(program, group)?.name ?? group;
  if (by === 'BENEFIT') return benefitNamed(context, group);
  if (by !== 'TIER' && by !== 'LAYER') return group;
  const steps = by === 'TIER' ? ladder.tiers : layering.layers;
  const named = group.split('>').map((code) => {
    const step = steps.find((each) => each.code === code);
    return step ? textIn(context, step.name) : code;
  });
  return named.join(' → ');
}
