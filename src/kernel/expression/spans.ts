import type { ASTNode } from '@marcbachmann/cel-js';
import type { Span } from './tree.js';

/** Where a node stands: `inner` without the brackets around it, `outer` with them. */
export interface Spans {
  inner(node: ASTNode): Span;
  outer(node: ASTNode): Span;
}

/**
 * cel-js drops brackets and its positions with them: in `(a || b) && c` the whole starts at `a`.
 * The texts we show must be ones that can be pasted back, so the brackets are found again in the (parsable) source.
 */
export function spansOf(source: string): Spans {
  const brackets = bracketsOf(source);
  const known = new Map<ASTNode, Span>();

  function inner(node: ASTNode): Span {
    const span = known.get(node) ?? measure(node);
    known.set(node, span);
    return span;
  }

  function outer(node: ASTNode): Span {
    let span = inner(node);
    for (let around = brackets.get(key(span)); around; around = brackets.get(key(span))) span = around;
    return span;
  }

  function measure(node: ASTNode): Span {
    switch (node.op) {
      case 'value':
      case 'id':
      case 'call':
      case 'list':
      case 'map':
        return { start: node.start, end: node.end };
      case '!_':
      case '-_':
        return { start: node.start, end: outer(node.args).end };
      case '?:':
        return { start: outer(node.args[0]).start, end: outer(node.args[2]).end };
      case '.':
      case '.?':
      case '[]':
      case '[?]':
        return { start: outer(node.args[0]).start, end: node.end };
      case 'rcall':
        return { start: outer(node.args[1]).start, end: node.end };
      default:
        return { start: outer(node.args[0]).start, end: outer(node.args[1]).end };
    }
  }

  return { inner, outer };
}

const TOKEN =
  /(?<trivia>[ \t\r\n]+|\/\/[^\n]*)|[rRbB]?(?:"""(?:\\.|[^\\])*?"""|'''(?:\\.|[^\\])*?'''|"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*')|\w+|./gs;

/**
 * From what stands between a pair of brackets to the pair itself. Those of a call are among them: they do no harm, as a
 * call's own span does not depend on its arguments.
 */
function bracketsOf(source: string): ReadonlyMap<string, Span> {
  const brackets = new Map<string, Span>();
  const open: { readonly start: number; first?: number }[] = [];
  let previousEnd = 0;
  for (const match of source.matchAll(TOKEN)) {
    if (match.groups?.trivia !== undefined) continue;
    const [text] = match;
    const start = match.index;
    const end = start + text.length;
    const around = open.at(-1);
    if (text === ')') {
      open.pop();
      if (around?.first !== undefined)
        brackets.set(key({ start: around.first, end: previousEnd }), { start: around.start, end });
    } else if (around) around.first ??= start;
    if (text === '(') open.push({ start });
    previousEnd = end;
  }
  return brackets;
}

const key = ({ start, end }: Span): string => `${start}:${end}`;
