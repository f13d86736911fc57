import { needData } from './mutate.js';
import type { Telling } from './shelf.js';

const MAP = `{ segments { id name kind } segmentStrategies {
  key industry code stage pain strategy kind rule isLive isPreset version
  segments { id name size } segment { id name size } translations { field locale text } } }`;
const COVERAGE = `query Coverage($industry: String!) {
  strategyCoverage(industry: $industry) { pains live share members reached ofMembers } }`;

interface Known {
  readonly industry: string;
  readonly isPreset: boolean;
}

/** The map, and how far one industry is covered: the one that was chosen, or the first of the program. */
export const strategies: Telling = async (desk, _id, { industry = '' }) => {
  const { segments, segmentStrategies } = needData(await desk.ask(MAP));
  const known = segmentStrategies as readonly Known[];
  const industries = [...new Set(known.map((each) => each.industry))];
  const first = known.find(({ isPreset }) => !isPreset)?.industry ?? industries[0] ?? '';
  const chosen = industries.includes(industry) ? industry : first;
  const { strategyCoverage } = needData(await desk.ask(COVERAGE, { industry: chosen }));
  return { segments, industries, industry: chosen, strategies: segmentStrategies, coverage: strategyCoverage };
};
