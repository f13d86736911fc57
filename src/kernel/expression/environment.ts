import { Environment } from '@marcbachmann/cel-js';
import { LIMITS } from './limits.js';
import type { ExpressionType } from './value.js';

interface Declarations {
  readonly attributes: readonly { readonly name: string; readonly type: ExpressionType }[];
  readonly functions: readonly {
    readonly name: string;
    readonly parameters: readonly ExpressionType[];
    readonly returns: ExpressionType;
  }[];
}

/** What our types are called in CEL. */
const CEL_TYPES: Readonly<Record<ExpressionType, string>> = {
  int: 'int',
  double: 'double',
  string: 'string',
  bool: 'bool',
  instant: 'google.protobuf.Timestamp',
  strings: 'list<string>',
  duration: 'google.protobuf.Duration',
};

/**
 * The typed environment rules are parsed and checked in. Every attribute is a field of a schema: on a `map` or `dyn`
 * variable cel-js lets any typo pass. Nothing is ever evaluated here, so the handlers have nothing to do.
 */
export function environmentOf({ attributes, functions }: Declarations): Environment {
  const environment = new Environment({
    limits: { maxAstNodes: LIMITS.nodes, maxDepth: LIMITS.depth, maxListElements: LIMITS.listItems },
  });
  for (const operator of ['+', '-', '*', '/']) {
    environment.registerOperator(`int ${operator} double: double`, neverEvaluated);
    environment.registerOperator(`double ${operator} int: double`, neverEvaluated);
  }
  environment.registerOperator('int == double', neverEvaluated);
  environment.registerOperator('int in list<double>', neverEvaluated);
  environment.registerOperator('double in list<int>', neverEvaluated);
  environment.registerFunction('days(int): google.protobuf.Duration', neverEvaluated);
  environment.registerFunction('monthOf(google.protobuf.Timestamp): int', neverEvaluated);
  environment.registerFunction('like(string, string): bool', neverEvaluated);
  for (const { name, parameters, returns } of functions) {
    const signature = parameters.map((type) => CEL_TYPES[type]).join(', ');
    environment.registerFunction(`${name}(${signature}): ${CEL_TYPES[returns]}`, neverEvaluated);
  }
  for (const [name, entry] of schemaOf(attributes)) {
    if (typeof entry === 'string') environment.registerVariable(name, entry);
    else environment.registerVariable({ name, schema: objectOf(entry) });
  }
  return environment;
}

function neverEvaluated(): never {
  throw new Error('Rules are evaluated by our own closures, never by cel-js');
}

type Schema = Map<string, string | Schema>;
interface CelSchema {
  [name: string]: string | CelSchema;
}

/** `a.b` and `a.c` become a schema `a` of two fields. */
function schemaOf(attributes: Declarations['attributes']): Schema {
  const schema: Schema = new Map();
  for (const { name, type } of attributes) {
    const headings = name.split('.');
    const field = headings.pop() ?? name;
    let within = schema;
    for (const heading of headings) {
      const found = within.get(heading) ?? new Map<string, string | Schema>();
      if (typeof found === 'string') throw new Error(`Attribute "${name}" stands below another attribute`);
      within.set(heading, found);
      within = found;
    }
    if (within.has(field)) throw new Error(`Attribute "${name}" is declared twice, or is also a heading`);
    within.set(field, CEL_TYPES[type]);
  }
  return schema;
}

function objectOf(schema: Schema): CelSchema {
  const entries = Array.from(schema, ([name, entry]): [string, string | CelSchema] => [
    name,
    typeof entry === 'string' ? entry : objectOf(entry),
  ]);
  return Object.fromEntries(entries);
}
