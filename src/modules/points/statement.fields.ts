import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import type { RequestContext } from '../../kernel/graphql/context.js';
import type { Line, StatementRow, StoredStatement, Totals } from '../settlements/index.js';
import { storedLines, totalsOf } from '../settlements/index.js';
import type { StatementLineType } from '../settlements/settlements.types.js';
import { StatementLineType as Told, StatementTotalsType, StatementType } from '../settlements/settlements.types.js';
import { countLines } from './payables.js';
import { walletType } from './wallet-type.js';

/** What a statement says: of a closed month what was written then, of an open one what the ledger says by now. */
@Resolver(() => StatementType)
export class StatementFields {
  @FieldResolver(() => [Told], { description: 'What it is made of: first packs, then points, each by who pays.' })
  async lines(@Root() statement: StatementRow, @Ctx() context: RequestContext): Promise<StatementLineType[]> {
    const { brandId } = statement;
    const lines = await linesFor(context, statement);
    return lines.map((line, at) => ({
      ...line,
      number: at + 1,
      isReceivable: line.payeeId === brandId,
      walletName: walletType(context, line.wallet).unitName,
    }));
  }

  @FieldResolver(() => StatementTotalsType, { description: 'What it comes to.' })
  async totals(@Root() statement: StatementRow, @Ctx() context: RequestContext): Promise<StatementTotalsType> {
    const isOpen = statement.state === 'open';
    const totals: Totals = isOpen
      ? totalsOf(statement.brandId, await linesFor(context, statement))
      : (statement as StoredStatement);
    return { ...totals, currency: context.session.house.programs.current().currency };
  }
}

const ofMonth = {};
const ofBrand = {};

function linesFor(context: RequestContext, statement: StatementRow): Promise<Line[]> {
  const { sql, house } = context.session;
  const { id, brandId, month } = statement;
  return context.loaders.once(ofBrand, id, async () => {
    const lines =
      statement.state === 'open'
        ? await context.loaders.once(ofMonth, month, () => countLines(sql, { house, month }))
        : await storedLines(sql, statement);
    return lines.filter(({ payerId, payeeId }) => payerId === brandId || payeeId === brandId);
  });
}
