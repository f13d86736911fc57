import { Arg, Ctx, ID, Mutation, Resolver } from 'type-graphql';
import { Access } from '../../kernel/graphql/access.js';
import type { RequestContext } from '../../kernel/graphql/context.js';
import { answer } from '../../kernel/graphql/payload.js';
import { refuse } from '../../kernel/refusal.js';
import { brandIdOf } from './benefit-list.js';
import { benefitType } from './benefit-type.js';
import { benefitNamed } from './claiming.js';
import { BenefitCodesImportPayload } from './codes.types.js';
import type { Offered } from './compile.js';
import type { CodeLine } from './pool.js';
import { codeLinesOf, importCodes } from './pool.js';
import { DRY_RUN, KEY } from './promise.js';

@Resolver()
export class CodesResolver {
  @Mutation(() => BenefitCodesImportPayload, {
    description: 'Puts codes that were made elsewhere into the pool of a benefit: at most 5,000 at once. One that is wrong keeps all out, unless the import may be partial.',
  })
  @Access({ brand: 'benefits:write' })
  benefitCodesImport(
    @Arg('benefitId', () => ID, { description: 'What they open.' }) benefitId: string,
    @Arg('csv', () => String, { nullable: true, description: 'A CSV file with a code in the first column of each line.' })
    csv: string | null,
    @Arg('codes', () => [String], { nullable: true, description: 'Or the codes themselves.' }) codes: string[] | null,
    @Arg('isPartial', () => Boolean, { defaultValue: false, description: 'Takes those that are right although others are wrong.' })
    isPartial: boolean,
    @Arg('idempotencyKey', () => String, { description: KEY }) key: string,
    @Arg('dryRun', () => Boolean, { defaultValue: false, description: DRY_RUN }) isDryRun: boolean,
    @Ctx() context: RequestContext,
  ): Promise<BenefitCodesImportPayload> {
    const { session, caller } = context;
    return answer(context, async () => {
      const offered = ownBenefit(context, benefitId);
      const lines = linesSaid(csv ?? null, codes ?? null);
      const once = { mutation: 'benefitCodesImport', key, input: { benefitId, lines, isPartial } };
      const { isReplay, ...done } = await importCodes(session.house, caller, { benefit: offered.code, lines, isPartial, isDryRun, once });
      return { ...done, benefit: benefitType(context, offered), replayed: isReplay };
    });
  }
} // prettier-ignore

/** A benefit the caller offers itself; the host sees to all of them. */
function ownBenefit(context: RequestContext, benefitId: string): Offered {
  const offered = benefitNamed(context, benefitId);
  const { isHost, brandId } = context.caller;
  return isHost || brandIdOf(context, offered) === brandId ? offered : refuse('NOT_FOUND', { what: 'benefit' }, ['benefitId']); // prettier-ignore
}

function linesSaid(csv: string | null, codes: readonly string[] | null): CodeLine[] {
  if ((csv === null) === (codes === null)) refuse('INVALID_INPUT', { reason: 'exactly one of csv and codes says which' }, ['csv']); // prettier-ignore
  return csv === null ? (codes ?? []).map((code, at) => ({ line: at + 1, code: code.trim() })) : codeLinesOf(csv);
}
