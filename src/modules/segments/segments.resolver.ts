import { Arg, Ctx, ID, Int, Mutation, Query, Resolver } from 'type-graphql';
import { Access } from '../../kernel/graphql/access.js';
import type { RequestContext } from '../../kernel/graphql/context.js';
import { textIn } from '../../kernel/graphql/locale.js';
import type { Done } from '../../kernel/graphql/payload.js';
import { answer } from '../../kernel/graphql/payload.js';
import { refuse } from '../../kernel/refusal.js';
import { localisedFile } from './localised-file.js';
import { presets, rulesOfPreset } from './presets.js';
import { askForRebuild } from './segments.schedule.js';
import { retireSegment, saveSegment } from './save.js';
import { audiencesOf, layeringsOf, layeringType, segmentType, segmentTypeByCode, segmentsNamed, segmentTypeById, SEGMENTS_MAX } from './segment-type.js'; // prettier-ignore
import { SegmentRebuildPayload, SegmentSavePayload, SegmentUploadInput, SegmentUploadPayload } from './segments.payloads.js'; // prettier-ignore
import { overlapsOf, rfmMatrixOf } from './segments.queries.js';
import { RfmMatrixType, SegmentInput, SegmentLayeringType, SegmentOverlapType, SegmentPresetType, SegmentType } from './segments.types.js'; // prettier-ignore
import { linesOf, uploadMembers } from './upload.js';

const KEY = 'Makes a repeat answer what the first request did; 1 to 255 characters, kept 7 days.';

@Resolver()
export class SegmentsResolver {
  @Query(() => [SegmentType], { description: 'All segments of the program, in its order; layers after the others.' })
  @Access({ brand: 'segments:read' })
  segments(@Ctx() context: RequestContext): SegmentType[] {
    return [...audiencesOf(context).values()].map((each) => segmentType(context, each));
  }

  @Query(() => SegmentType, { nullable: true, description: 'One segment; null when there is none of that id.' })
  @Access({ brand: 'segments:read' })
  segment(@Arg('id', () => ID, { description: 'Which: `seg_code`.' }) id: string, @Ctx() context: RequestContext) {
    return segmentTypeById(context, id);
  }

  @Query(() => [SegmentLayeringType], { description: 'The layerings of the program, in its order.' })
  @Access({ brand: 'segments:read' })
  segmentLayerings(@Ctx() context: RequestContext): SegmentLayeringType[] {
    return layeringsOf(context).map((each) => layeringType(context, each));
  }

  @Query(() => [SegmentOverlapType], {
    description: 'Each pair of some segments with the members they shared when they were last worked out.',
  })
  @Access({ brand: 'segments:read', isHostOnly: true })
  async segmentOverlap(
    @Arg('segmentIds', () => [ID], { description: `At most ${SEGMENTS_MAX} segments; those not there are left out.` })
    ids: string[],
    @Ctx() context: RequestContext,
  ): Promise<SegmentOverlapType[]> {
    const known = segmentsNamed(context, ids);
    const of = new Map(known.map((each) => [each.code, each]));
    const pairs = await overlapsOf(context.session, [...of.keys()]);
    return pairs.map(({ a, b, ...rest }) => ({ a: of.get(a) as SegmentType, b: of.get(b) as SegmentType, ...rest }));
  }

  @Query(() => RfmMatrixType, {
    description: 'How members are spread over recency and frequency, by the last scoring.',
  })
  @Access({ brand: 'segments:read', isHostOnly: true })
  rfmMatrix(@Ctx() { session }: RequestContext): Promise<RfmMatrixType> {
    return rfmMatrixOf(session);
  }

  @Query(() => [SegmentPresetType], { description: 'Segments and layerings to start from, with blanks to fill.' })
  @Access({ brand: 'segments:read' })
  segmentPresets(@Ctx() context: RequestContext): SegmentPresetType[] {
    return presets.map((preset) => ({
      code: preset.code,
      name: textIn(context, preset.name),
      description: textIn(context, preset.description),
      isLayering: preset.rest !== null,
      blanks: preset.blanks.map(({ label, ...blank }) => ({ ...blank, label: textIn(context, label) })),
      rules: rulesOfPreset(preset),
    }));
  }

  @Mutation(() => SegmentSavePayload, {
    description: 'Makes a segment or a layering, or changes one; the program gets a new version. Who is in it is worked out in a moment.',
  })
  @Access({ brand: 'segments:write', isHostOnly: true })
  segmentSave(
    @Arg('input', () => SegmentInput, { description: 'The whole of it.' }) input: SegmentInput,
    @Arg('expectedVersion', () => Int, { nullable: true, description: 'The version you have seen; absent for a new one. When it is another by now: VERSION_CONFLICT.' })
    expectedVersion: number | null | undefined,
    @Arg('idempotencyKey', () => String, { description: KEY }) key: string,
    @Ctx() context: RequestContext,
  ): Promise<SegmentSavePayload> {
    const { session, caller } = context;
    return answer(context, async () => {
      const expected = expectedVersion ?? null;
      const once = { mutation: 'segmentSave', key, input: { input, expected } };
      const saved = await saveSegment(session.house, caller, { saying: sayingOf(input), expectedVersion: expected, once });
      const layering = layeringsOf(context).find(({ code }) => code === input.code);
      return {
        segment: saved.isLayering ? null : segmentTypeByCode(context, input.code),
        layering: saved.isLayering && layering ? layeringType(context, layering) : null,
        replayed: saved.isReplay,
      };
    });
  } // prettier-ignore

  @Mutation(() => SegmentRebuildPayload, { description: 'Takes a segment or a layering out of the program: nobody is in it any more.' })
  @Access({ brand: 'segments:write', isHostOnly: true })
  segmentRetire(
    @Arg('id', () => ID, { description: 'Which: `seg_code`, or `sgl_code` for a layering with all its segments.' }) id: string,
    @Arg('expectedVersion', () => Int, { description: 'The version you have seen. When it is another by now: VERSION_CONFLICT.' }) expectedVersion: number,
    @Arg('idempotencyKey', () => String, { description: KEY }) key: string,
    @Ctx() context: RequestContext,
  ): Promise<SegmentRebuildPayload> {
    const { session, caller } = context;
    const body = async (): Promise<Done<SegmentRebuildPayload>> => {
      const once = { mutation: 'segmentRetire', key, input: { id, expectedVersion } };
      const { isReplay } = await retireSegment(session.house, caller, { id, expectedVersion, once });
      return { segments: this.segments(context), replayed: isReplay };
    };
    return answer(context, body, { segments: [] });
  } // prettier-ignore

  @Mutation(() => SegmentRebuildPayload, {
    description: 'Has scores and all segments worked out anew. A second time changes nothing; nobody is told of who moves because a rule is new.',
  })
  @Access({ brand: 'segments:write', isHostOnly: true })
  segmentRebuild(@Ctx() context: RequestContext): Promise<SegmentRebuildPayload> {
    const body = async (): Promise<Done<SegmentRebuildPayload>> => {
      await askForRebuild(context.session.house);
      return { segments: this.segments(context) };
    };
    return answer(context, body, { segments: [] });
  } // prettier-ignore

  @Mutation(() => SegmentUploadPayload, { description: 'Puts members into a list or takes them out; each is told of it in its journal.' })
  @Access({ brand: 'segments:write', isHostOnly: true })
  segmentUpload(
    @Arg('input', () => SegmentUploadInput, { description: 'Whom, and what is done with them.' }) input: SegmentUploadInput,
    @Arg('idempotencyKey', () => String, { description: KEY }) key: string,
    @Arg('dryRun', () => Boolean, { defaultValue: false, description: 'Says what would happen and keeps nothing.' }) isDryRun: boolean,
    @Ctx() context: RequestContext,
  ): Promise<SegmentUploadPayload> {
    const { session, caller } = context;
    const body = async (): Promise<Done<SegmentUploadPayload>> => {
      const { csv, mode, isPartial, segmentId } = input;
      const segment = segmentTypeById(context, segmentId) ?? refuse('NOT_FOUND', { what: 'segment' }, ['input', 'segmentId']);
      const once = { mutation: 'segmentUpload', key, input };
      const { isReplay, ...uploaded } = await uploadMembers(session.house, caller, { segment: segment.code, lines: linesOf(csv), mode, isPartial, isDryRun, once });
      return { segment, ...uploaded, problems: [...uploaded.problems], replayed: isReplay };
    };
    return answer(context, body, { problems: [] });
  } // prettier-ignore
}

function sayingOf(input: SegmentInput) {
  const { code, description, rule, layers, preset, values, isList } = input;
  return {
    code,
    name: localisedFile(input.name),
    description: description ? localisedFile(description) : null,
    rule: rule ?? null,
    layers: layers?.map((layer) => ({ code: layer.code, name: localisedFile(layer.name), rule: layer.rule ?? null })) ?? null,
    preset: preset ?? null,
    values,
    isList,
  };
} // prettier-ignore
