import { fill } from '../refusal.js';
import type { ExplainNode } from './explain.js';
import type { Phrases } from './phrases.js';
import { phrases } from './phrases.js';
import type { Kind } from './shown.js';
import { shown } from './shown.js';
import type { ComparisonOperator, Expr } from './tree.js';
import { questionsOf } from './tree.js';
import type { Speech } from './wording.js';
import { kindOf, named, showingOf } from './wording.js';

/** A line of an explanation for people: what is asked for, what is, and how far that is from it. */
export function sentence(node: ExplainNode, speech: Speech): string {
  const words = phrases[speech.locale];
  const { kind, result } = node;
  switch (kind) {
    case 'and':
    case 'or':
      return fill(words[kind][result], countOf(node));
    case 'not':
      return words.not[result];
    case 'choice':
      return node.type === undefined ? words.choice[result] : ofValue(node, words, speech);
    case 'comparison':
    case 'oneOf':
    case 'listed':
    case 'match':
      return ofClause(node, words, speech);
    case 'has':
      return fill(words.has[result === 'yes' ? 'yes' : 'no'], { label: labelOf(node, speech) });
    default:
      return ofValue(node, words, speech);
  }
}

function countOf({ children }: ExplainNode): { count: number; met: number } {
  return { count: children.length, met: children.filter(({ result }) => result === 'yes').length };
}

/** What stands for itself: a yes or no that is asked for, a number that a rule results in. */
function ofValue(node: ExplainNode, words: Phrases, speech: Speech): string {
  const { subject, result, type, actual } = node;
  if (subject?.kind === 'literal' && type === 'bool') return actual === true ? words.always : words.never;
  const label = labelOf(node, speech);
  if (result === 'unknown') return joined(words, fill(words.value, { label, actual: words.unknown }), because(node, words, speech)); // prettier-ignore
  if (type === 'bool') return fill(words.value, { label, actual: words.bool[result === 'yes' ? 'true' : 'false'] });
  if (actual === undefined) return label;
  return fill(words.value, { label, actual: shown(actual, subject ? kindOf(subject, speech) : { type }, showingOf(speech)) }); // prettier-ignore
}

function ofClause(node: ExplainNode, words: Phrases, speech: Speech): string {
  const { actual, result } = node;
  const kind = kindFor(node, speech);
  const label = labelOf(node, speech);
  const need = fill(needOf(node, words, kind), { wanted: wantedOf(node, words, kind, speech) });
  if (actual === undefined && result !== 'unknown')
    return joined(words, fill(words.untold, { label, need }), words.isMet[result]);
  const told = actual === undefined ? words.unknown : shown(actual, kind, showingOf(speech));
  const frame = isCountedUp(node, kind) && actual !== undefined ? words.upTo : words.of;
  const far = result === 'unknown' ? because(node, words, speech) : farOf(node, words, kind, speech);
  return joined(words, fill(frame, { label, actual: told, need }), far);
}

function joined({ comma }: Phrases, ...parts: readonly (string | undefined)[]): string {
  return parts.filter((part) => part !== undefined).join(comma);
}

function labelOf(node: ExplainNode, speech: Speech): string {
  return node.subject ? named(node.subject, sourceOf(node), speech) : node.text;
}

const sourceOf = (node: ExplainNode) => (expr: Expr) => node.text.slice(expr.start - node.start, expr.end - node.start);

/** Both sides are shown alike; instants to the minute where the day would not tell them apart. */
function kindFor({ subject, against, type, actual, wanted }: ExplainNode, speech: Speech): Kind {
  if (!subject) return { type };
  const kind = kindOf(subject, speech);
  const unit = kind.unit ?? (against && kindOf(against, speech).unit);
  if (type !== 'instant') return { type, unit };
  const days = [actual, wanted].map((value) => value !== undefined && shown(value as number, kind, showingOf(speech)));
  return { type, isToTheMinute: days[0] === days[1] };
}

function needOf({ kind, operator }: ExplainNode, words: Phrases, { type }: Kind): string {
  if (kind === 'oneOf') return words.oneOf;
  if (kind === 'listed') return words.listed;
  if (kind === 'match') return words.match[operator as keyof Phrases['match']];
  const by = type === 'instant' ? words.instant : type === 'string' ? words.text : words.amount;
  return by[operator as ComparisonOperator];
}

/** A fixed value as it is; what is computed with what it is computed of. */
function wantedOf(node: ExplainNode, words: Phrases, kind: Kind, speech: Speech): string {
  const { wanted, against } = node;
  const value = wanted === undefined ? undefined : shown(wanted, node.kind === 'listed' ? {} : kind, showingOf(speech));
  if (!against || (against.kind === 'literal' && value !== undefined)) return value ?? words.unknown;
  const name = named(against, sourceOf(node), speech);
  return value === undefined ? name : fill(words.aside, { text: value, aside: name });
}

function isCountedUp({ operator }: ExplainNode, { type }: Kind): boolean {
  return (operator === '>=' || operator === '>') && type !== 'instant' && type !== 'string';
}

const FAR: Readonly<Record<ComparisonOperator, readonly [keyof Phrases['far'], keyof Phrases['far']] | undefined>> = {
  '>=': ['below', 'early'],
  '>': ['below', 'early'],
  '<=': ['above', 'late'],
  '<': ['above', 'late'],
  '==': ['beside', 'beside'],
  '!=': undefined,
};

/** Nothing where there is no way to measure it, or where it is too little to be shown. */
function farOf(node: ExplainNode, words: Phrases, kind: Kind, speech: Speech): string | undefined {
  const { distance = 0, operator } = node;
  const ways = node.kind === 'comparison' ? FAR[operator as ComparisonOperator] : undefined;
  if (!ways || distance === 0) return undefined;
  const isTime = kind.type === 'instant';
  const by = isTime ? { type: 'duration' as const } : kind;
  const [told, none] = [distance, 0].map((length) => shown(length, by, showingOf(speech)));
  return told === none ? undefined : fill(words.far[ways[isTime ? 1 : 0]], { distance: told ?? '' });
}

/** What is not known, where the name of the clause does not say it already. */
function because(node: ExplainNode, words: Phrases, speech: Speech): string | undefined {
  const { subject, against, missing = [] } = node;
  if (node.actual === undefined && (subject?.kind === 'attribute' || subject?.kind === 'call')) return undefined;
  const source = sourceOf(node);
  const questions = [subject, against].flatMap((side) => (side ? questionsOf(side) : []));
  const unknown = questions.filter((each) => missing.includes(each.kind === 'attribute' ? each.name : source(each)));
  const names = [...new Set(unknown.map((each) => named(each, source, speech)))].join(words.list);
  return names === '' ? undefined : fill(words.because, { names });
}
