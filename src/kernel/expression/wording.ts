import type { Locale } from '../refusal.js';
import { fill } from '../refusal.js';
import { phrases } from './phrases.js';
import type { Kind, Showing } from './shown.js';
import { shown } from './shown.js';
import type { Arithmetic, Expr } from './tree.js';
import type { Unit, Vocabulary } from './vocabulary.js';

/** In whose words an explanation is told: of what the rule may ask, in which language, in which money. */
export interface Speech {
  readonly vocabulary: Pick<Vocabulary<never>, 'attribute' | 'function' | 'zone'>;
  readonly locale: Locale;
  readonly currency: string;
}

export function showingOf({ vocabulary, locale, currency }: Speech): Showing {
  return { locale, currency, zone: vocabulary.zone };
}

/** What a part of a rule is called: an attribute by its label, anything computed by what it is computed of. */
export function named(expr: Expr, source: (expr: Expr) => string, speech: Speech): string {
  const words = phrases[speech.locale];
  const part = (each: Expr): string => named(each, source, speech);
  switch (expr.kind) {
    case 'literal':
      return shown(expr.value, kindOf(expr, speech), showingOf(speech));
    case 'attribute': {
      const declared = speech.vocabulary.attribute(expr.name);
      return (declared?.label ?? declared?.description)?.[speech.locale] ?? expr.name;
    }
    case 'call': {
      const declared = speech.vocabulary.function(expr.name);
      const label = declared?.label?.(...expr.arguments)[speech.locale];
      if (label !== undefined) return label;
      const aside = expr.arguments.map((value) => shown(value, {}, showingOf(speech))).join(words.list);
      return fill(words.aside, { text: declared?.description[speech.locale] ?? expr.name, aside });
    }
    case 'arithmetic':
      return `${operand(expr.left, part)} ${SIGNS[expr.operator]} ${operand(expr.right, part)}`;
    case 'negation':
      return `−${operand(expr.operand, part)}`;
    case 'toDouble':
      return part(expr.operand);
    case 'monthOf':
      return fill(words.monthOf, { label: part(expr.operand) });
    case 'choice':
      return fill(words.either, { positive: part(expr.positive), negative: part(expr.negative) });
    default:
      return fill(words.quoted, { text: source(expr) });
  }
}

const SIGNS: Readonly<Record<Arithmetic['operator'], string>> = { '+': '+', '-': '−', '*': '×', '/': '÷', '%': 'mod' };

function operand(expr: Expr, part: (expr: Expr) => string): string {
  return expr.kind === 'arithmetic' || expr.kind === 'choice' ? `(${part(expr)})` : part(expr);
}

/** How values of it are shown. */
export function kindOf(expr: Expr, speech: Speech): Kind {
  return { type: expr.type, unit: unitOf(expr, speech) };
}

/** Money times a number is money; money by money is a number. */
function unitOf(expr: Expr, speech: Speech): Unit | undefined {
  switch (expr.kind) {
    case 'attribute':
      return speech.vocabulary.attribute(expr.name)?.unit;
    case 'call':
      return speech.vocabulary.function(expr.name)?.unit;
    case 'negation':
    case 'toDouble':
      return unitOf(expr.operand, speech);
    case 'choice':
      return unitOf(expr.positive, speech) ?? unitOf(expr.negative, speech);
    case 'arithmetic': {
      const [left, right] = [unitOf(expr.left, speech), unitOf(expr.right, speech)];
      if (expr.operator === '/') return right === undefined ? left : undefined;
      return left ?? right;
    }
    default:
      return undefined;
  }
}
