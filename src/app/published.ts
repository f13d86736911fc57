import { getOperationAST, isAbstractType, parse } from 'graphql';
import type { Attribute, RuleFunction } from '../kernel/expression/index.js';
import { builtinFunctions } from '../kernel/expression/index.js';
import type { RuleScope } from '../kernel/module.js';
import { metrics as registry } from '../modules/analytics/index.js';
import type { Metric } from '../modules/analytics/index.js';
import { SCOPES } from '../modules/brands/index.js';
import { buildGraphqlSchema, printSdl, refusalsOf } from './graphql-schema.js';
import { modules } from './modules.js';
import { publishedOperations } from './operations.js';
import { documentIdOf } from './trusted-documents.js';

/** The contracts in `schema/`, made from the code: a file that differs from this is stale. */
export function publishedFiles(): ReadonlyMap<string, string> {
  return new Map([
    ['schema.graphql', printSdl(modules)],
    ['possibleTypes.json', possibleTypes()],
    ['operations.json', manifest()],
    ['errors.md', errors()],
    ['scopes.md', scopes()],
    ['attributes.md', attributes()],
    ['events.md', events()],
    ['metrics.md', metrics()],
  ]);
}

/** Which types an interface stands for: what caches of front ends need in order to read fragments. */
function possibleTypes(): string {
  const schema = buildGraphqlSchema(modules);
  const abstract = Object.values(schema.getTypeMap())
    .filter((type) => isAbstractType(type))
    .filter(({ name }) => !name.startsWith('__'))
    .toSorted(byName);
  const entries = abstract.map((type) => [type.name, schema.getPossibleTypes(type).map(({ name }) => name).sort()]); // prettier-ignore
  return `${JSON.stringify(Object.fromEntries(entries), null, 2)}\n`;
}

/** The ids under which the documents of `operations/` may be asked for, as Apollo's tools write and read them. */
function manifest(): string {
  const operations = publishedOperations().map(({ name, text: body }) => {
    const type = getOperationAST(parse(body))?.operation;
    return { id: documentIdOf(body), name, type, body };
  });
  return `${JSON.stringify({ format: 'apollo-persisted-query-manifest', version: 1, operations }, null, 2)}\n`;
}

function errors(): string {
  const rows = Object.entries(refusalsOf(modules))
    .sort()
    .map(([code, text]) => [`\`${code}\``, text.en, text['zh-CN'], text['zh-TW']]);
  return page(
    'Errors',
    'What Laurel declines, as `code` in the `errors` of a payload. Words in braces are filled from the details.',
    table(['code', 'en', 'zh-CN', 'zh-TW'], rows),
  );
}

function scopes(): string {
  const rows = Object.entries(SCOPES)
    .sort()
    .map(([scope, { description, hostOnly }]) => [`\`${scope}\``, description, hostOnly ? 'host only' : '']);
  return page(
    'Scopes',
    'What an API key may be allowed. Nothing implies another; there is no wildcard.',
    table(['scope', 'allows', ''], rows),
  );
}

function attributes(): string {
  const declared = modules.flatMap(({ attributes: own = [] }) => own).toSorted(byName);
  const functions = modules.flatMap(({ functions: own = [] }) => own).toSorted(byName);
  return page(
    'Attributes',
    'What a rule may ask about. A value that is missing is unknown, and unknown is not selected.',
    table(['attribute', 'type', 'en', 'zh-CN', 'zh-TW'], declared.map(attributeRow)),
    '## Functions\n\nArguments are literals, so that it is known how far back to look.',
    table(['function', 'result', 'en', 'zh-CN', 'zh-TW'], functions.map(functionRow)),
    `## Built in\n\n${builtinFunctions.map(({ example, description }) => `- \`${example}\`: ${description.en}`).join('\n')}`,
  );
}

function attributeRow({ name, type, description }: Attribute<RuleScope>): string[] {
  return [`\`${name}\``, type, description.en, description['zh-CN'], description['zh-TW']];
}

function functionRow({ name, parameters, returns, description }: RuleFunction<RuleScope>): string[] {
  return [`\`${name}(${parameters.join(', ')})\``, returns, description.en, description['zh-CN'], description['zh-TW']];
}

function events(): string {
  const types = modules
    .flatMap(({ activityTypes = [] }) => activityTypes)
    .toSorted((a, b) => (a.type < b.type ? -1 : 1))
    .map(({ type, origin, description: d }) => [`\`${type}\``, origin, d.en, d['zh-CN'], d['zh-TW']]);
  const own = modules.flatMap(({ events: declared = [] }) => declared);
  return page(
    'Activities and events',
    'An activity is about one member. BRAND: a brand reports it; MEMBER: a member may report it with its own token; HOUSE: only Laurel records it.',
    table(['activity', 'origin', 'en', 'zh-CN', 'zh-TW'], types),
    '## Events of the house',
    table(
      ['event', 'meaning'],
      own.map(({ type, description }) => [`\`${type}\``, description]),
    ),
  );
}

function metrics(): string {
  return page(
    'Metrics',
    'Every figure Laurel tells, each defined once: asked for with `metric(key, by, from, to)`. Periods are half-open, in the zone of the program. An order is one that is not fully refunded by now, net of what was refunded of it; orders of a member on one day are one purchase. A member is active and joined before the end of the period. Where there is nothing to divide by there is no value.',
    table(['key', 'unit', 'by', 'parameters', 'version'], registry.map(metricRow)),
    ...(['en', 'zh-CN', 'zh-TW'] as const).map(
      (locale) =>
        `## ${locale}\n\n${table(
          ['key', 'name', 'numerator', 'denominator', 'definition'],
          registry.map((metric) => [
            `\`${metric.key}\``,
            metric.name[locale],
            metric.numerator[locale],
            metric.denominator[locale],
            metric.definition[locale],
          ]),
        )}`,
    ),
  );
}

function metricRow({ key, unit, by, parameters, version, isHostOnly }: Metric): string[] {
  const told = parameters.map((each) => (each.kind === 'NUMBER' ? `${each.name} = ${each.usual} (${each.min}–${each.max})` : each.name)); // prettier-ignore
  return [`\`${key}\`${isHostOnly ? ' (host only)' : ''}`, unit, by.join(', '), told.join(', '), String(version)];
}

function page(title: string, ...parts: readonly string[]): string {
  return `# ${title}\n\n${parts.join('\n\n')}\n`;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

function byName(a: { readonly name: string }, b: { readonly name: string }): number {
  return a.name < b.name ? -1 : 1;
}
