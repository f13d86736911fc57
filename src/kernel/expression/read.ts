import type { ASTNode } from '@marcbachmann/cel-js';
import { LIMITS } from './limits.js';
import { nearest } from './nearest.js';
import type { Problem } from './problem.js';
import { readArithmetic, readNegation } from './read-arithmetic.js';
import { readCall, readMethod } from './read-call.js';
import { readComparison, readMembership } from './read-comparison.js';
import { readChoice, readJunction, readNot } from './read-logic.js';
import type { Reading } from './reading.js';
import { spansOf } from './spans.js';
import { HIDDEN_CHARACTER } from './syntax.js';
import { depthOf } from './tree.js';
import type { AttributeReference, Expr, Literal } from './tree.js';
import { inWords } from './value.js';
import type { Vocabulary } from './vocabulary.js';

export interface Read {
  /** Null when there are problems. */
  readonly tree: Expr | null;
  readonly problems: readonly Problem[];
}

/** The one walk over cel-js's tree: names, types and the closed subset. Everything after it works on our own tree. */
export function read(vocabulary: Vocabulary<never>, source: string, root: ASTNode): Read {
  const problems: Problem[] = [];
  const reading: Reading = {
    vocabulary,
    spans: spansOf(source),
    read: (node) => (problems.length < LIMITS.problems ? readNode(reading, node) : null),
    text: ({ start, end }) => source.slice(start, end),
    refuse(code, message, { start, end }, suggestions = []) {
      if (problems.length < LIMITS.problems) problems.push({ code, message, start, end, suggestions });
      return null;
    },
  };
  const tree = reading.read(root);
  if (tree && depthOf(tree) > LIMITS.depth)
    reading.refuse('TOO_DEEP', `The rule is nested more than ${LIMITS.depth} levels deep. Make it two rules.`, tree);
  return { tree: problems.length > 0 ? null : tree, problems };
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
      return notSupported(reading, node, 'A list may only stand after in: tier.code in ["gold", "jade"].');
    case 'map':
      return notSupported(reading, node, 'Maps are not part of the rule language.');
    case '[]':
    case '[?]':
    case '.?':
      return notSupported(reading, node, 'Brackets cannot pick a part. Write the attribute with dots: tier.code.');
  }
}

const notSupported = (reading: Reading, node: ASTNode, message: string): null =>
  reading.refuse('NOT_SUPPORTED', message, reading.spans.inner(node));

function readValue(reading: Reading, node: Extract<ASTNode, { readonly op: 'value' }>): Literal | null {
  const span = reading.spans.inner(node);
  const value = node.args;
  switch (typeof value) {
    case 'bigint':
      if (!Number.isSafeInteger(Number(value)))
        return reading.refuse('BAD_LITERAL', 'This number is too large to be exact.', span);
      return { kind: 'literal', type: 'int', value: Number(value), ...span };
    case 'number':
      return { kind: 'literal', type: 'double', value, ...span };
    case 'boolean':
      return { kind: 'literal', type: 'bool', value, ...span };
    case 'string':
      if (HIDDEN_CHARACTER.test(value))
        return reading.refuse('BAD_CHARACTER', 'This text holds a character that cannot be seen.', span);
      return { kind: 'literal', type: 'string', value, ...span };
    default:
      return value === null
        ? reading.refuse('NOT_SUPPORTED', 'Nothing equals null. Ask has(attribute) instead.', span)
        : reading.refuse('NOT_SUPPORTED', 'Write a plain number or a text in quotes.', span);
  }
}

function readAttribute(reading: Reading, node: ASTNode): AttributeReference | null {
  const span = reading.spans.inner(node);
  const name = pathOf(node);
  if (name === undefined) return notSupported(reading, node, 'Only attributes have parts: tier.code.');
  const attribute = reading.vocabulary.attribute(name);
  if (attribute) return { kind: 'attribute', type: attribute.type, name, ...span };

  const names = reading.vocabulary.attributes.map((declared) => declared.name);
  const below = names.filter((known) => known.startsWith(`${name}.`)).slice(0, 5);
  if (below.length > 0)
    return reading.refuse('UNKNOWN_ATTRIBUTE', `${name} is only a heading. Write one of its attributes.`, span, below);
  const above = reading.vocabulary.attribute(name.slice(0, name.lastIndexOf('.')));
  if (above) {
    const message = `${above.name} is ${inWords(above.type)} and has no parts. Write it alone.`;
    return reading.refuse('UNKNOWN_ATTRIBUTE', message, span, [above.name]);
  }
  if (reading.vocabulary.function(name))
    return reading.refuse('UNKNOWN_ATTRIBUTE', `${name} is a function. Write its arguments in brackets.`, span);
  const near = nearest(name, names);
  const isText = node.op === 'id' && near.length === 0;
  const hint = near[0]
    ? `Did you mean ${near[0]}?`
    : isText
      ? 'A text stands in quotes.'
      : 'See the list of attributes.';
  return reading.refuse(
    'UNKNOWN_ATTRIBUTE',
    `There is no attribute ${name}. ${hint}`,
    span,
    isText ? [`"${name}"`] : near,
  );
}

/** `a.b.c` of a chain of names; undefined when it starts with anything else. */
function pathOf(node: ASTNode): string | undefined {
  if (node.op === 'id') return node.args;
  if (node.op !== '.') return undefined;
  const heading = pathOf(node.args[0]);
  return heading === undefined ? undefined : `${heading}.${node.args[1]}`;
}
