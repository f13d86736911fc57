import { Arg, Ctx, ID, Int, Mutation, Query, Resolver } from 'type-graphql';
import { Access, requireAccess } from '../../../kernel/graphql/access.js';
import type { RequestContext } from '../../../kernel/graphql/context.js';
import { answer } from '../../../kernel/graphql/payload.js';
import { DRY_RUN, KEY } from '../promise.js';
import { importShipments, shipmentsIn } from './ship-file.js';
import { shipListTold } from './ship-list-told.js';
import { ShipListImportPayload, ShipListType } from './ship-list.types.js';

/** So many lines that were left out are told one by one. */
const PROBLEMS_MAX = 100;

@Resolver()
export class ShipListResolver {
  @Query(() => ShipListType, { description: 'What is to be shipped, with addresses, as a file for whoever packs: what waits longest first. It takes benefits:fulfil, too.' })
  @Access({ brand: 'members:pii' })
  shipList(
    @Arg('benefitIds', () => [ID], { nullable: true, description: 'Only of these benefits.' }) benefitIds: string[] | null,
    @Arg('brandId', () => ID, { nullable: true, description: 'What this brand ships; the caller’s when absent.' }) brandId: string | null,
    @Arg('first', () => Int, { defaultValue: 1_000, description: 'How many parcels: 1 to 5,000.' }) first: number,
    @Arg('after', () => String, { nullable: true, description: '`next` of the file before.' }) after: string | null,
    @Ctx() context: RequestContext,
  ): Promise<ShipListType> {
    requireAccess({ brand: 'benefits:fulfil' }, context.caller);
    return shipListTold(context, { benefitIds, brandId, first, after });
  }

  @Mutation(() => ShipListImportPayload, { description: 'Marks what a ship list that came back says was shipped: up to 5,000 lines. A wrong line keeps nothing else out; sent again a file changes nothing.' })
  @Access({ brand: 'benefits:fulfil' })
  shipListImport(
    @Arg('csv', () => String, { description: 'The file: its first line names the columns `fulfilment`, `carrier` and `trackingNumber` among others.' })
    csv: string,
    @Arg('idempotencyKey', () => String, { description: KEY }) key: string,
    @Arg('dryRun', () => Boolean, { defaultValue: false, description: DRY_RUN }) isDryRun: boolean,
    @Ctx() context: RequestContext,
  ): Promise<ShipListImportPayload> {
    const { caller, session: { house } } = context;
    const once = { mutation: 'shipListImport', key, input: { csv } };
    const work = async () => {
      const { isReplay, problems, ...done } = await importShipments(house, caller, { lines: shipmentsIn(csv), once, isDryRun });
      return { ...done, problems: problems.slice(0, PROBLEMS_MAX), problemCount: problems.length, replayed: isReplay };
    };
    return answer<ShipListImportPayload>(context, work, { problems: [] });
  }
} // prettier-ignore
