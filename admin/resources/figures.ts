import { addDays, dayOf, startOfMonth } from '../../src/kernel/calendar.js';
import { Brand } from '../../src/modules/brands/index.js';
import type { Desk } from '../desk.js';
import type { Shelf, Telling } from './shelf.js';

const DEFINITIONS = `query Definitions { metrics {
  key name definition numerator denominator unit by version parameters { name kind description usual usualCode min max } } }`;
const FIGURE = `query Figure($key: String!, $by: MetricBy, $from: Date!, $to: Date!, $parameters: [MetricParameterInput!], $isBehind: Boolean!, $group: String, $side: MetricSide!, $after: String) {
  metric(key: $key, by: $by, from: $from, to: $to, parameters: $parameters) {
    points { group name from to value numerator denominator isMature isWithheld }
    drillDown(group: $group, side: $side, first: 20, after: $after) @include(if: $isBehind) {
      totalCount nodes { id number status enrolledAt channel tier { name } } pageInfo { hasNextPage endCursor } } } }`;
const USUAL_KEY = 'activityRate';
const USUAL_BY = 'MONTH';
const MONTHS_SHOWN = 12;

interface Definition {
  readonly key: string;
  readonly by: readonly string[];
  readonly parameters: readonly { readonly name: string }[];
}

/** The registry, the figure that is chosen, and the members behind the point that is chosen. The last day is taken along. */
const figures: Telling = async (desk, _id, query) => {
  const { data } = await desk.ask(DEFINITIONS);
  const definitions = (data?.['metrics'] ?? []) as Definition[];
  const definition = definitions.find(({ key }) => key === query['metric']) ?? definitions.find(({ key }) => key === USUAL_KEY); // prettier-ignore
  const chosen = chosenOf(desk, definition, query);
  const { data: found, errors } = await desk.ask(FIGURE, {
    ...chosen,
    to: addDays(chosen.last, 1),
    parameters: parametersOf(definition, query),
    isBehind: query['side'] !== undefined,
    group: query['group'] ?? null,
    side: query['side'] === 'DENOMINATOR' ? 'DENOMINATOR' : 'NUMERATOR',
    after: query['after'] ?? null,
  });
  return { definitions, chosen, figure: found?.['metric'] ?? null, problem: errors[0]?.message ?? null };
};

function chosenOf(
  desk: Desk,
  definition: Definition | undefined,
  { by, from, last }: Readonly<Record<string, string>>,
) {
  const today = dayOf(desk.house.clock.now(), desk.house.programs.current().zone);
  const isDay = (text: string | undefined): text is string => /^\d{4}-\d{2}-\d{2}$/.test(text ?? '');
  const wished = by ?? USUAL_BY;
  return {
    key: definition?.key ?? USUAL_KEY,
    by: definition?.by.includes(wished) ? wished : null,
    from: isDay(from) ? from : startOfMonth(today, 1 - MONTHS_SHOWN),
    last: isDay(last) ? last : today,
  };
}

function parametersOf(definition: Definition | undefined, query: Readonly<Record<string, string>>) {
  return (definition?.parameters ?? []).flatMap(({ name }) => {
    const value = query[`parameter-${name}`];
    return value ? [{ name, value }] : [];
  });
}

export const figuresShelf: Shelf = {
  icon: 'BarChart2',
  pages: { list: 'Figures' },
  tellAll: figures,
  // figures are no rows of a table: the page stands on one that everybody who sees figures may see, and shows none of it
  table: {
    id: 'figures',
    entity: Brand,
    scope: 'analytics:read',
    columns: { code: 'code' },
    order: ['code'],
  },
};
