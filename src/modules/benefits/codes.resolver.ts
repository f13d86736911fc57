import { Arg, Ctx, ID, Mutation, Resolver } from 'type-graphql';
import { Access } from '../../kernel/graphql/access.js';
import type { RequestContext } from '../../kernel/graphql/context.js';
import { answer } from '../../kernel/graphql/payload.js';
import { benefitType } from './benefit-type.js';
import { linesSaid, ownBenefit } from './codes-said.js';
import { BenefitCodesImportPayload } from './codes.types.js';
import { importCodes } from './pool.js';
import { DRY_RUN, KEY } from './promise.js';

/** So many wrong lines are told one by one. */
const PROBLEMS_MAX = 100;

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
    const work = async () => {
      const offered = ownBenefit(context, benefitId);
      const lines = linesSaid(csv ?? null, codes ?? null);
      const once = { mutation: 'benefitCodesImport', key, input: { benefitId, lines, isPartial } };
      const { isReplay, ...done } = await importCodes(session.house, caller, { benefit: offered.code, lines, isPartial, isDryRun, once });
      return { ...done, problems: done.problems.slice(0, PROBLEMS_MAX), problemCount: done.problems.length, benefit: benefitType(context, offered), replayed: isReplay };
    };
    return answer<BenefitCodesImportPayload>(context, work, { problems: [] });
  }
} // prettier-ignore
