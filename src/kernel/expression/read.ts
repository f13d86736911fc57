import type { ASTNode } from '@marcbachmann/cel-js';
import { LIMITS } from './limits.js';
import { nearest } from './nearest.js';
import type { Problem, ProblemKind } from './problem.js';
import { problem } from './problem.js';
import { readArithmetic, readNegation } from './read-arithmetic.js';
import { readCall, readMethod } from './read-call.js';
import { readComparison, readMembership } from './read-comparison.js';
import { readChoice, readJunction, readNot } from './read-logic.js';
import type { Reading } from './reading.js';
import { spansOf } from './spans.js';
import { HIDDEN_CHARACTER } from './syntax.js';
import { depthOf } from './tree.js';
import type { AttributeReference, Expr, FunctionCall, Literal } from './tree.js';
import { inWords } from './value.js';
import type { Vocabulary } from './vocabulary.js';

export interface Read {
  /** Null when there are problems. */
  readonly tree: Expr | null;
  readonly problems: readonly Problem[];
  /** Every call that could be read, also where the rule around it could not. */
  readonly calls: readonly FunctionCall[];
}

/** The one walk over cel-js's tree: names, types and the closed subset. Everything after it works on our own tree. */
export function read(vocabulary: Vocabulary<never>, source: string, root: ASTNode): Read {
  const problems: Problem[] = [];
  const calls: FunctionCall[] = [];
  const reading: Reading = {
    vocabulary,
    spans: spansOf(source),
    read(node) {
      const part = problems.length < LIMITS.problems ? readNode(reading, node) : null;
      if (part?.kind === 'call') calls.push(part);
      return part;
    },
    text: ({ start, end }) => source.slice(start, end),
    refuse(kind, at, facts, suggestions) {
      if (problems.length < LIMITS.problems) problems.push(problem(kind, at, facts, suggestions));
      return null;
    },
  };
  const tree = reading.read(root);
  if (tree && depthOf(tree) > LIMITS.depth) reading.refuse('TOO_DEEP', tree, { max: LIMITS.depth });
  return { tree: problems.length > 0 ? null : tree, problems, calls };
}

function readNode(reading: Reading, node: ASTNode): Expr | null {
  switch (node.op) {
    case 'value':
      return readValue(reading, node);
    case 'id':
    case '.':
      return readAttribute(reading, node);
    case '&&':
    case '||':
      return readJunction(reading, node);
    case '!_':
      return readNot(reading, node);
    case '?:':
      return readChoice(reading, node);
    case '==':
    case '!=':
    case '<':
    case '<=':
    case '>':
    case '>=':
      return readComparison(reading, node);
    case 'in':
      return readMembership(reading, node);
    case '+':
    case '-':
    case '*':
    case '/':
    case '%':
      return readArithmetic(reading, node);
    case '-_':
      return readNegation(reading, node);
    case 'call':
      return readCall(reading, node);
    case 'rcall':
      return readMethod(reading, node);
    case 'list':
      return refused(reading, node, 'LIST_ALONE');
    case 'map':
      return refused(reading, node, 'MAP');
    case '[]':
    case '[?]':
    case '.?':
      return refused(reading, node, 'PICKED_BY_BRACKETS');
  }
}

const refused = (reading: Reading, node: ASTNode, kind: ProblemKind): null =>
  reading.refuse(kind, reading.spans.inner(node));

function readValue(reading: Reading, node: Extract<ASTNode, { readonly op: 'value' }>): Literal | null {
  const span = reading.spans.inner(node);
  const value = node.args;
  switch (typeof value) {
    case 'bigint':
      if (!Number.isSafeInteger(Number(value))) return reading.refuse('INEXACT_NUMBER', span);
      return { kind: 'literal', type: 'int', value: Number(value), ...span };
    case 'number':
      return { kind: 'literal', type: 'double', value, ...span };
    case 'boolean':
      return { kind: 'literal', type: 'bool', value, ...span };
    case 'string':
      if (HIDDEN_CHARACTER.test(value)) return reading.refuse('HIDDEN_IN_TEXT', span);
      return { kind: 'literal', type: 'string', value, ...span };
    default:
      return reading.refuse(value === null ? 'NULL_VALUE' : 'ODD_VALUE', span);
  }
}

function readAttribute(reading: Reading, node: ASTNode): AttributeReference | null {
  const span = reading.spans.inner(node);
  const name = pathOf(node);
  if (name === undefined) return refused(reading, node, 'PART_OF_A_VALUE');
  const attribute = reading.vocabulary.attribute(name);
  if (attribute) return { kind: 'attribute', type: attribute.type, name, ...span };

  const names = reading.vocabulary.attributes.map((declared) => declared.name);
  const below = names.filter((known) => known.startsWith(`${name}.`)).slice(0, 5);
  if (below.length > 0) return reading.refuse('HEADING', span, { name }, below);
  const above = reading.vocabulary.attribute(name.slice(0, name.lastIndexOf('.')));
  if (above) return reading.refuse('NO_PARTS', span, { name: above.name, type: inWords(above.type) }, [above.name]);
  if (reading.vocabulary.function(name)) return reading.refuse('FUNCTION_WITHOUT_BRACKETS', span, { name });
  const near = nearest(name, names);
  if (near[0]) return reading.refuse('UNKNOWN_ATTRIBUTE_NEAR', span, { name, near: near[0] }, near);
  if (node.op === 'id') return reading.refuse('UNKNOWN_NAME', span, { name }, [`"${name}"`]);
  return reading.refuse('UNKNOWN_ATTRIBUTE', span, { name });
}

/** `a.b.c` of a chain of names; undefined when it starts with anything else. */
function pathOf(node: ASTNode): string | undefined {
  if (node.op === 'id') return node.args;
  if (node.op !== '.') return undefined;
  const heading = pathOf(node.args[0]);
  return heading === undefined ? undefined : `${heading}.${node.args[1]}`;
}
