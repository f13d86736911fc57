import type { ASTNode } from '@marcbachmann/cel-js';
import { readInstant } from './instant-literal.js';
import { fold, isLiteral, sidesOf, whatIs } from './reading.js';
import type { Reading } from './reading.js';
import type { ComparisonOperator, Expr, Literal, Span } from './tree.js';
import { areComparable, inWords, isNumeric } from './value.js';

type Of<Op extends ASTNode['op']> = Extract<ASTNode, { readonly op: Op }>;

export function readComparison(reading: Reading, node: Of<ComparisonOperator>): Expr | null {
  const [leftNode, rightNode] = node.args;
  const span = reading.spans.inner(node);
  if (isNull(rightNode)) return refuseNull(reading, node, leftNode);
  if (isNull(leftNode)) return refuseNull(reading, node, rightNode);
  const left = reading.read(leftNode);
  const right = reading.read(rightNode);
  if (!left || !right) return null;
  if (!areComparable(left.type, right.type)) return refuseTypes(reading, left, right, span);
  if (left.type === 'bool' && node.op !== '==' && node.op !== '!=') return reading.refuse('NO_ORDER', span);
  return fold(reading, { kind: 'comparison', type: 'bool', operator: node.op, left, right, ...span });
}

const isNull = (node: ASTNode): boolean => node.op === 'value' && node.args === null;

function refuseNull(reading: Reading, node: Of<ComparisonOperator>, asked: ASTNode): null {
  const text = reading.text(reading.spans.inner(asked));
  const instead = node.op === '==' ? `!has(${text})` : `has(${text})`;
  return reading.refuse('NULL_COMPARED', reading.spans.inner(node), { instead }, [instead]);
}

function refuseTypes(reading: Reading, left: Expr, right: Expr, span: Span): null {
  const sides = sidesOf(reading, left, right);
  const [literal, other] = isLiteral(right) ? [right, left] : [left, right];
  const instead = isLiteral(literal) ? otherSpelling(literal, other) : null;
  if (instead) return reading.refuse('SPELLED_OTHERWISE', literal, { ...sides, instead }, [instead]);
  const hasList = left.type === 'strings' || right.type === 'strings';
  return reading.refuse(hasList ? 'LIST_NOT_COMPARED' : 'NOT_COMPARED', span, sides);
}

/** The literal as the other side would need it, where that is plain. */
function otherSpelling({ type, value }: Literal, wanted: Expr): string | null {
  if (type === 'string' && wanted.type === 'instant') {
    const spellings = [String(value), `${String(value)}Z`, `${String(value)}T00:00:00Z`];
    const readable = spellings.find((text) => readInstant(text) !== undefined);
    return `timestamp("${readable ?? '2026-01-01T00:00:00Z'}")`;
  }
  if (type === 'string' && isNumeric(wanted.type) && /^-?\d{1,15}(\.\d{1,15})?$/.test(String(value)))
    return String(value);
  if (type === 'string' && wanted.type === 'bool' && (value === 'true' || value === 'false')) return value;
  if (type === 'int' && wanted.type === 'duration') return `days(${Number(value)})`;
  if (type === 'int' && wanted.type === 'string') return `"${Number(value)}"`;
  return null;
}

export function readMembership(reading: Reading, node: Of<'in'>): Expr | null {
  const span = reading.spans.inner(node);
  const [operandNode, listNode] = node.args;
  const operand = reading.read(operandNode);
  if (listNode.op === 'list') {
    const items = readItems(reading, listNode);
    if (!operand || !items) return null;
    const type = items[0].type;
    if (type === 'bool' || !areComparable(operand.type, type)) {
      return reading.refuse('LIST_OF_ANOTHER_TYPE', span, { ...whatIs(reading, operand), other: inWords(type) });
    }
    const values = items.map(({ value }) => value) as string[] | number[];
    return fold(reading, { kind: 'oneOf', type: 'bool', operand, items: values, ...span });
  }
  const list = reading.read(listNode);
  if (!operand || !list) return null;
  if (list.type !== 'strings') return reading.refuse('LIST_AFTER_IN', list, whatIs(reading, list));
  if (operand.type !== 'string') return reading.refuse('LIST_HOLDS_TEXTS', operand, whatIs(reading, operand));
  return { kind: 'listed', type: 'bool', operand, list, ...span };
}

/** The items of a list that is written out: at least one, all literals of one type. */
export function readItems(reading: Reading, node: Of<'list'>): readonly [Literal, ...Literal[]] | null {
  const items = node.args.map((item) => readItem(reading, item)).filter((item) => item !== null);
  if (items.length < node.args.length) return null;
  const [first, ...others] = items;
  if (!first) return reading.refuse('EMPTY_LIST', reading.spans.inner(node));
  const odd = others.find(({ type }) => type !== first.type);
  if (!odd) return [first, ...others];
  const areNumbers = isNumeric(first.type) && isNumeric(odd.type);
  const facts = { type: inWords(first.type), other: inWords(odd.type) };
  return reading.refuse(areNumbers ? 'MIXED_NUMBERS' : 'MIXED_LIST', odd, facts);
}

function readItem(reading: Reading, node: ASTNode): Literal | null {
  const item = reading.read(node);
  if (!item || isLiteral(item)) return item;
  return reading.refuse('ITEM_NOT_WRITTEN_OUT', item);
}
