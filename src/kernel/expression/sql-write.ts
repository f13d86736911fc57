import type { Problem } from './problem.js';
import { problem } from './problem.js';
import { matched, bytesOf } from './sql-text.js';
import { monthOfDay } from './sql-month.js';
import { calculated, guarded, negated, numberOf, piece } from './sql-number.js';
import type { Piece } from './sql-number.js';
import { joined, listed, valued } from './sql-source.js';
import type { SqlAsk, SqlPart, SqlValue } from './sql-source.js';
import type { Choice, Comparison, Expr, Literal, MonthOf, OneOf } from './tree.js';
import type { Vocabulary } from './vocabulary.js';
import { nearest } from './nearest.js';

/** A part that no SQL can be made of. Never leaves this folder: it becomes a problem of the rule. */
export class NoSql extends Error {
  constructor(readonly problem: Problem) {
    super(problem.text.en);
  }
}

/** The same walk as evaluating, into SQL: NULL where that says unknown. Throws NoSql. */
export class SqlWriter<S> {
  constructor(
    private readonly vocabulary: Vocabulary<S>,
    private readonly ask: SqlAsk,
    /** Parts may repeat parts of theirs: what grows beyond this is refused. */
    private readonly lengthMax = Infinity,
  ) {}

  /** The part where all that it needs is known, else NULL. A yes or no is 1 or 0. */
  write(expr: Expr): SqlPart {
    const { guards, ...part } = this.#piece(expr);
    return guarded(guards, part);
  }

  #piece(expr: Expr): Piece {
    const written = this.#build(expr);
    if (written.text.length > this.lengthMax) throw new NoSql(problem('TOO_MUCH_SQL', expr));
    return written;
  }

  #build(expr: Expr): Piece {
    switch (expr.kind) {
      case 'literal':
        return literal(expr);
      case 'attribute': {
        const read = this.vocabulary.attribute(expr.name)?.sql;
        return read ? valueOf(expr, read(this.ask)) : this.#refuse(expr, expr.name);
      }
      case 'call': {
        const read = this.vocabulary.function(expr.name)?.sql;
        return read ? valueOf(expr, read(this.ask, ...expr.arguments)) : this.#refuse(expr, expr.name);
      }
      case 'has':
        return piece(joined('(', this.write(expr.attribute), ' IS NOT NULL)'));
      case 'and':
      case 'or':
        return piece(joined('(', listed(expr.operands.map((each) => this.write(each)), ` ${expr.kind.toUpperCase()} `), ')')); // prettier-ignore
      case 'not':
        return piece(joined('(NOT ', this.write(expr.operand), ')'));
      case 'comparison':
        return this.#comparison(expr);
      case 'oneOf':
        return this.#oneOf(expr);
      case 'listed':
        throw new NoSql(problem('LISTS_OF_MEMBERS', expr));
      case 'match':
        return piece(matched(this.ask.engine, this.write(expr.operand), expr));
      case 'arithmetic':
        return calculated(this.ask.engine, expr, this.#piece(expr.left), this.#piece(expr.right));
      case 'negation':
        return negated(this.#piece(expr.operand));
      case 'toDouble':
        return this.#piece(expr.operand);
      case 'monthOf':
        return this.#month(expr);
      case 'choice':
        return this.#choice(expr);
    }
  }

  #comparison({ operator, left, right }: Comparison): Piece {
    const [a, b] = [this.#piece(left), this.#piece(right)];
    const isText = left.type === 'string';
    const [first, second] = isText ? [bytesOf(this.ask.engine, a), bytesOf(this.ask.engine, b)] : [a, b];
    const compared = joined('(', first, ` ${SIGNS[operator]} `, second, ')');
    return piece(guarded([...a.guards, ...b.guards], compared));
  }

  #oneOf({ operand, items }: OneOf): Piece {
    const value = this.#piece(operand);
    const isText = operand.type === 'string';
    const bytes = (part: SqlPart) => (isText ? bytesOf(this.ask.engine, part) : part);
    const wanted = items.map((item) =>
      bytes(typeof item === 'number' ? numberOf(item, !Number.isSafeInteger(item)) : valued(item)),
    );
    return piece(guarded(value.guards, joined('(', bytes(value), ' IN (', listed(wanted, ', '), '))')));
  }

  /** Unlike SQL's own ELSE, a condition that is not known chooses neither. */
  #choice({ condition, positive, negative }: Choice): Piece {
    const [yes, no] = [this.#piece(positive), this.#piece(negative)];
    const [is, a, b] = [this.write(condition), guarded(yes.guards, yes), guarded(no.guards, no)];
    const max = Math.max(yes.max, no.max);
    return piece(joined('CASE ', is, ' WHEN 1 THEN ', a, ' WHEN 0 THEN ', b, ' END'), { max });
  }

  #month(expr: MonthOf): Piece {
    const { constant, day } = this.#piece(expr.operand);
    if (constant !== undefined) {
      const month = this.vocabulary.monthOf(constant);
      return month === undefined ? piece({ text: 'NULL', params: [] }) : numberOf(month, false);
    }
    if (day !== undefined) return piece({ text: monthOfDay(day), params: [] }, { max: 12 });
    throw new NoSql(problem('MONTH_OF_MEMBERS', expr));
  }

  #refuse(expr: Expr, name: string): never {
    const able = [...this.vocabulary.attributes, ...this.vocabulary.functions].filter(({ sql }) => sql);
    const near = nearest(name, able.map((each) => each.name)); // prettier-ignore
    if (near[0]) throw new NoSql(problem('OF_ONE_MEMBER_NEAR', expr, { name, near: near[0] }, near));
    throw new NoSql(problem('OF_ONE_MEMBER', expr, { name }));
  }
}

const SIGNS = { '==': '=', '!=': '<>', '<': '<', '<=': '<=', '>': '>', '>=': '>=' } as const;

function literal({ value, type }: Literal): Piece {
  if (typeof value === 'number') return numberOf(value, type === 'double');
  if (typeof value === 'boolean') return piece({ text: value ? '1' : '0', params: [] });
  return piece(valued(String(value)));
}

function valueOf({ type }: Expr, { text, params = [], max, constant, day }: SqlValue): Piece {
  return piece(
    { text, params },
    {
      max: max ?? (type === 'double' ? Number.MAX_VALUE : Number.MAX_SAFE_INTEGER),
      ...(constant === undefined ? {} : { constant }),
      ...(day === undefined ? {} : { day }),
    },
  );
}
