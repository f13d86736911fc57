import type { Engine } from '../database.js';
import { calculation } from './arithmetic.js';
import type { SqlPart } from './sql-source.js';
import { joined, valued } from './sql-source.js';
import type { Arithmetic } from './tree.js';

/**
 * A value as SQL. `guards` are what must hold for it to be known, in the order in which they may be asked: what one of them
 * excludes may be an error in those behind it.
 */
export interface Piece extends SqlPart {
  readonly guards: readonly SqlPart[];
  /** The farthest from zero it can be once its guards hold. */
  readonly max: number;
  readonly constant?: number;
  /** It is a DOUBLE already. */
  readonly isReal?: boolean;
  readonly day?: string;
}

const SAFE = Number.MAX_SAFE_INTEGER;
/** Well below where doubles end: what stays below it cannot overflow. */
const LARGE = 1e308;

export const piece = (part: SqlPart, of: Partial<Piece> = {}): Piece => ({ guards: [], max: SAFE, ...part, ...of });

/** The value where all of its guards hold, else NULL. They are asked one after another, and never the value before them. */
export function guarded(guards: readonly SqlPart[], part: SqlPart): SqlPart {
  if (guards.length === 0) return part;
  const whens = guards.flatMap((guard) => [' WHEN NOT ', guard, ' THEN NULL']);
  return joined('CASE', ...whens, ' ELSE ', part, ' END');
}

export function numberOf(value: number, isDouble: boolean): Piece {
  const part = isDouble ? realOf(value) : valued(value);
  return piece(part, { max: Math.abs(value), constant: value, isReal: isDouble });
}

const STEP = 2 ** 50;

/** An exact DOUBLE. Drivers write 0.5 as a DECIMAL, and whole numbers beyond safe ones cannot be bound: those are multiplied. */
function realOf(value: number): SqlPart {
  let rest = value;
  let factors = '';
  while (Math.abs(rest) > SAFE) {
    rest /= STEP;
    factors += ` * ${STEP}e0`;
  }
  return joined('((', valued(rest), ` + 0e0)${factors})`);
}

/** Counts as JavaScript does: on doubles, which hold every safe integer, and unknown where the result is not one. */
export function calculated(engine: Engine, expr: Arithmetic, left: Piece, right: Piece): Piece {
  const isDouble = expr.type === 'double';
  if (left.constant !== undefined && right.constant !== undefined) {
    const value = calculation(expr.operator, expr.type)(left.constant, right.constant);
    return value === undefined ? piece({ text: 'NULL', params: [] }) : numberOf(value, isDouble);
  }
  const [a, b] = [real(left), real(right)];
  const value = joined('(', a, ` ${expr.operator} `, b, ')');
  const bound = boundOf(expr, left, right);
  const guards = [...left.guards, ...right.guards];
  if ((expr.operator === '/' || expr.operator === '%') && !right.constant) guards.push(joined('(', b, ' <> 0)'));
  if (!isDouble && bound > SAFE) guards.push(joined('(', value, ` BETWEEN ${-SAFE} AND ${SAFE})`));
  if (isDouble && bound > LARGE) guards.push(FITS[engine](expr.operator, value, a, b));
  return piece(value, { guards, isReal: true, max: Math.min(bound, isDouble ? Number.MAX_VALUE : SAFE) });
}

export function negated(operand: Piece): Piece {
  if (operand.constant !== undefined) return numberOf(0 - operand.constant, operand.isReal === true);
  const { guards, max } = operand;
  return piece(joined('(0e0 - ', operand, ')'), { guards, max, isReal: true });
}

function real(operand: Piece): SqlPart {
  return operand.isReal ? operand : joined('(', operand, ' + 0e0)');
}

function boundOf({ operator, right: { type } }: Arithmetic, left: Piece, right: Piece): number {
  switch (operator) {
    case '+':
    case '-':
      return left.max + right.max;
    case '*':
      return left.max * right.max;
    case '%':
      return left.max;
    case '/':
      if (right.constant) return left.max / Math.abs(right.constant);
      return type === 'int' ? left.max : Infinity; // nothing whole but zero is nearer to zero than one
  }
}

type Fits = (operator: Arithmetic['operator'], value: SqlPart, left: SqlPart, right: SqlPart) => SqlPart;

/** Whether a double is finite. The one database answers infinity, the other an error, so there it is asked on a smaller scale. */
const FITS: Readonly<Record<Engine, Fits>> = {
  sqlite: (_operator, value) => joined('(', value, ' * 0e0 IS NOT NULL)'),
  mysql(operator, _value, a, b) {
    if (operator === '*') return joined('(ABS((', a, ` * ${2 ** -512}) * (`, b, ` * ${2 ** -512})) < 1)`);
    if (operator === '/') {
      // what is divided by one or more, and what is small enough for the smallest divisor, cannot overflow
      const small = joined('ABS(', b, ') >= 1 OR ABS(', a, `) < ${2 ** -50}`);
      const ratio = joined('ABS((', a, ` * ${2 ** -900}) / (`, b, ` * ${(2 ** 200).toExponential()})) < ${2 ** -76}`);
      return joined('CASE WHEN ', small, ' THEN 1 ELSE ', ratio, ' END');
    }
    const sign = operator === '-' ? '-' : '+';
    return joined('(ABS(', a, ` * 5e-1 ${sign} `, b, ` * 5e-1) < ${2 ** 1023})`);
  },
};
