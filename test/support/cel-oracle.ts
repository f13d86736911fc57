import { Environment } from '@marcbachmann/cel-js';
import type { Value, Vocabulary } from '../../src/kernel/expression/index.js';

/** cel-js's own evaluator over the same attributes; undefined where it fails, which is what CEL has for unknown. */
export function celOracle<S>(vocabulary: Vocabulary<S>, isLike: (text: string, pattern: string) => boolean) {
  let scope: S | undefined;
  const environment = new Environment();
  const schema: Record<string, string | Record<string, string>> = {};
  for (const { name, type } of vocabulary.attributes) {
    const [heading = '', field] = name.split('.');
    if (field === undefined) schema[heading] = TYPES[type] ?? type;
    else schema[heading] = { ...(schema[heading] as Record<string, string> | undefined), [field]: TYPES[type] ?? type };
  }
  for (const [name, entry] of Object.entries(schema)) {
    if (typeof entry === 'string') environment.registerVariable(name, entry);
    else environment.registerVariable({ name, schema: entry });
  }
  type Operand = bigint | number;
  const operators: Readonly<Record<string, (a: Operand, b: Operand) => number>> = {
    '+': (a, b) => Number(a) + Number(b),
    '-': (a, b) => Number(a) - Number(b),
    '*': (a, b) => Number(a) * Number(b),
    '/': (a, b) => Number(a) / Number(b),
  };
  for (const [operator, handler] of Object.entries(operators)) {
    environment.registerOperator(`int ${operator} double: double`, handler);
    environment.registerOperator(`double ${operator} int: double`, handler);
  }
  environment.registerOperator('int == double', (a: bigint, b: number) => Number(a) === b);
  environment.registerOperator('int in list<double>', (a: bigint, list: number[]) => list.includes(Number(a)));
  environment.registerOperator('double in list<int>', (a: number, list: bigint[]) => list.map(Number).includes(a));
  environment.registerFunction('days(int): google.protobuf.Duration', (count: bigint): unknown =>
    environment.evaluate(`duration("${(count * 24n).toString()}h")`),
  );
  const month = new Intl.DateTimeFormat('en', { timeZone: vocabulary.zone, month: 'numeric' });
  environment.registerFunction('monthOf(google.protobuf.Timestamp): int', (at: Date) => BigInt(month.format(at)));
  environment.registerFunction('like(string, string): bool', isLike);
  for (const declared of vocabulary.functions) {
    const parameters = declared.parameters.map((type) => TYPES[type]).join(', ');
    environment.registerFunction(
      `${declared.name}(${parameters}): ${TYPES[declared.returns]}`,
      (...given: unknown[]) => {
        const plain = given.map((value) => (typeof value === 'bigint' ? Number(value) : value) as Value);
        const value = toCel(declared.returns, declared.read(scope as S, ...plain));
        if (value === undefined) throw new Error('missing');
        return value;
      },
    );
  }
  const parsed = new Map<string, (context: Record<string, unknown>) => unknown>();

  return (source: string, of: S): unknown => {
    scope = of;
    const run = parsed.get(source) ?? environment.parse(source);
    parsed.set(source, run);
    try {
      return run(contextOf(vocabulary, of));
    } catch {
      return undefined;
    }
  };
}

const TYPES: Readonly<Record<string, string>> = {
  int: 'int',
  double: 'double',
  string: 'string',
  bool: 'bool',
  instant: 'google.protobuf.Timestamp',
  strings: 'list<string>',
};

function toCel(type: string, value: Value | undefined): unknown {
  if (typeof value !== 'number') return value;
  return type === 'int' ? BigInt(value) : type === 'instant' ? new Date(value) : value;
}

const contexts = new WeakMap<object, Record<string, unknown>>();

function contextOf<S>(vocabulary: Vocabulary<S>, scope: S): Record<string, unknown> {
  const made = contexts.get(scope as object);
  if (made) return made;
  const context: Record<string, unknown> = {};
  for (const attribute of vocabulary.attributes) {
    const { name, type } = attribute;
    const value = toCel(type, attribute.read(scope));
    const [heading = '', field] = name.split('.');
    if (field === undefined) context[heading] = value;
    else context[heading] = { ...(context[heading] as Record<string, unknown> | undefined), [field]: value };
  }
  contexts.set(scope as object, context);
  return context;
}
