import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { ApprovalType } from '../../kernel/graphql/approval.type.js';
import type { RequestContext } from '../../kernel/graphql/context.js';
import { load } from '../../kernel/graphql/loaders.js';
import { textIn } from '../../kernel/graphql/locale.js';
import { OperatorType } from '../../kernel/graphql/operator.type.js';
import { DateTime } from '../../kernel/graphql/scalars.js';
import type { LocalisedText } from '../../kernel/refusal.js';
import type { Decision } from './approvals.js';
import type { ApprovalListRow } from './back-office-lists.js';
import { approvalRows } from './back-office-lists.js';
import { ApprovalDecision, ApprovalStatusEnum } from './operators.types.js';

type Given = ApprovalType & Partial<ApprovalListRow>;

@Resolver(() => ApprovalType)
export class ApprovalFields {
  @FieldResolver(() => String, { nullable: true, description: 'What kind of thing, such as `operators.give-role`.' })
  async kind(@Root() given: Given, @Ctx() context: RequestContext) {
    return (await rowOf(given, context))?.kind;
  }

  @FieldResolver(() => ApprovalStatusEnum, { nullable: true, description: 'Where it stands.' })
  async status(@Root() given: Given, @Ctx() context: RequestContext) {
    return statusOf(await rowOf(given, context), context);
  }

  @FieldResolver(() => String, {
    nullable: true,
    description: 'What happens when it is approved, in a sentence, in the language of the request.',
  })
  async sentence(@Root() given: Given, @Ctx() context: RequestContext) {
    const row = await rowOf(given, context);
    return row && textIn(context, JSON.parse(row.sentence) as LocalisedText);
  }

  @FieldResolver(() => String, { nullable: true, description: 'Why it was asked for.' })
  async reason(@Root() given: Given, @Ctx() context: RequestContext) {
    return (await rowOf(given, context))?.reason;
  }

  @FieldResolver(() => OperatorType, { nullable: true, description: 'Who asked for it.' })
  async requestedBy(@Root() given: Given, @Ctx() context: RequestContext) {
    return operator((await rowOf(given, context))?.requestedBy);
  }

  @FieldResolver(() => DateTime, { nullable: true, description: 'When.' })
  async requestedAt(@Root() given: Given, @Ctx() context: RequestContext) {
    return (await rowOf(given, context))?.requestedAt;
  }

  @FieldResolver(() => DateTime, { nullable: true, description: 'Until when it can be decided: seven days later.' })
  async expiresAt(@Root() given: Given, @Ctx() context: RequestContext) {
    return (await rowOf(given, context))?.expiresAt;
  }

  @FieldResolver(() => OperatorType, { nullable: true, description: 'Who decided, or took it back.' })
  async decidedBy(@Root() given: Given, @Ctx() context: RequestContext) {
    return operator((await rowOf(given, context))?.decidedBy);
  }

  @FieldResolver(() => DateTime, { nullable: true, description: 'When it was decided.' })
  async decidedAt(@Root() given: Given, @Ctx() context: RequestContext) {
    return (await rowOf(given, context))?.decidedAt;
  }

  @FieldResolver(() => String, { nullable: true, description: 'What was said with the decision.' })
  async note(@Root() given: Given, @Ctx() context: RequestContext) {
    return (await rowOf(given, context))?.note;
  }

  @FieldResolver(() => [ApprovalDecision], { description: 'What the caller may do now.' })
  async availableActions(@Root() given: Given, @Ctx() context: RequestContext): Promise<Decision[]> {
    return actionsOf(await rowOf(given, context), context);
  }
}

function rowOf(given: Given, context: RequestContext): Promise<ApprovalListRow | undefined> {
  return given.status === undefined
    ? load(context, approvalRows, given.id)
    : Promise.resolve(given as unknown as ApprovalListRow);
}

function statusOf(row: ApprovalListRow | undefined, { session }: RequestContext) {
  return row?.status === 'pending' && row.expiresAt <= session.now ? 'expired' : row?.status;
}

function actionsOf(row: ApprovalListRow | undefined, context: RequestContext): Decision[] {
  if (!row || statusOf(row, context) !== 'pending') return [];
  if (row.requestedBy === context.caller.operatorId) return ['WITHDRAW'];
  return context.caller.scopes.has(row.scope) ? ['APPROVE', 'REJECT'] : [];
}

function operator(id: string | null | undefined): OperatorType | null {
  return id ? { id } : null;
}
