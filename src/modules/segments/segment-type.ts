import type { RequestContext } from '../../kernel/graphql/context.js';
import { textIn } from '../../kernel/graphql/locale.js';
import { configId } from '../../kernel/id.js';
import { refuseInput } from '../../kernel/refusal.js';
import type { Audience } from './audience.js';
import { segmentsOf } from './segments.participant.js';
import type { LayeringEntry } from './segments.section.js';
import type { SegmentLayeringType, SegmentType } from './segments.types.js';
import { segmentReasons as reasons } from './segments.reasons.js';

type Context = RequestContext;

/** The segments of the program, in its order. Nothing is read: the program is in memory. */
export function audiencesOf({ session }: Pick<Context, 'session'>): ReadonlyMap<string, Audience> {
  return segmentsOf(session.house.programs.current()).audiences;
}

export function layeringsOf({ session }: Pick<Context, 'session'>): readonly LayeringEntry[] {
  return segmentsOf(session.house.programs.current()).layerings;
}

/** A segment in the language of the request. */
export function segmentType(context: Context, audience: Audience): SegmentType {
  const { code, name, description, kind } = audience;
  return {
    id: configId('seg', code),
    code,
    kind,
    name: textIn(context, name),
    description: description && textIn(context, description),
    audience,
    texts: { name, ...(description ? { description } : {}) },
  };
}

/** The segment of a code; null for one that was retired. */
export function segmentTypeByCode(context: Context, code: string): SegmentType | null {
  const audience = audiencesOf(context).get(code);
  return audience ? segmentType(context, audience) : null;
}

/** The segment of an id; null for one that is not there. */
export function segmentTypeById(context: Context, id: string): SegmentType | null {
  return id.startsWith('seg_') ? segmentTypeByCode(context, id.slice('seg_'.length)) : null;
}

export function layeringType(context: Context, entry: LayeringEntry): SegmentLayeringType {
  const { code, name } = entry;
  return { id: configId('sgl', code), code, name: textIn(context, name), entry, texts: { name } };
}

/** How many segments are compared at once. */
export const SEGMENTS_MAX = 30;

/** Several segments by id, each once; those not there are left out. Throws BAD_USER_INPUT for too many. */
export function segmentsNamed(context: Context, ids: readonly string[]): SegmentType[] {
  if (ids.length > SEGMENTS_MAX) refuseInput(reasons.segmentsAtOnce(SEGMENTS_MAX), ['segmentIds']); // prettier-ignore
  return [...new Set(ids)].flatMap((id) => segmentTypeById(context, id) ?? []);
}
