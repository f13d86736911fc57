import { Arg, Args, Ctx, ID, Int, Mutation, Query, Resolver } from 'type-graphql';
import { Access } from '../../kernel/graphql/access.js';
import { PageArgs } from '../../kernel/graphql/connection.js';
import type { RequestContext } from '../../kernel/graphql/context.js';
import type { PageArguments } from '../../kernel/graphql/page.js';
import { answer } from '../../kernel/graphql/payload.js';
import { write } from '../../kernel/unit-of-work.js';
import type { Decision } from './approvals.js';
import { decide, membersOfApproval } from './approvals.js';
import { setStore } from './clerk-store.js';
import { approvalPage, auditPage, jobPage } from './back-office-lists.js';
import {
  ApprovalConnection,
  ApprovalDecidePayload,
  ApprovalDecision,
  ApprovalFilterInput,
  AuditConnection,
  AuditFilterInput,
  JobConnection,
  OperatorStoreSetPayload,
} from './operators.types.js';

@Resolver()
export class OperatorsResolver {
  @Query(() => ApprovalConnection, {
    nullable: true,
    description: 'What a second person has to decide on: what the caller asked for, and what it may decide itself.',
  })
  @Access({ operator: true })
  approvals(
    @Arg('filter', () => ApprovalFilterInput, { nullable: true, description: 'Which of them.' })
    filter: ApprovalFilterInput | null,
    @Args(() => PageArgs) page: PageArguments,
    @Ctx() context: RequestContext,
  ) {
    return approvalPage(context, filter ?? {}, page);
  }

  @Query(() => AuditConnection, { nullable: true, description: 'What people of the back office changed.' })
  @Access({ brand: 'audit:read', isHostOnly: true })
  auditLog(
    @Arg('filter', () => AuditFilterInput, { nullable: true, description: 'Which entries.' })
    filter: AuditFilterInput | null,
    @Args(() => PageArgs) page: PageArguments,
    @Ctx() context: RequestContext,
  ) {
    return auditPage(context, filter ?? {}, page);
  }

  @Query(() => JobConnection, { nullable: true, description: 'Long work with its progress.' })
  @Access({ brand: 'jobs:read', isHostOnly: true })
  jobs(@Args(() => PageArgs) page: PageArguments, @Ctx() context: RequestContext) {
    return jobPage(context, page);
  }

  @Mutation(() => ApprovalDecidePayload, {
    description:
      'Decides on what another operator asked for. Approving does it in the same transaction; when that is declined, nothing is decided.',
  })
  @Access({ operator: true })
  approvalDecide(
    @Arg('approvalId', () => ID, { description: 'Which.' }) approvalId: string,
    @Arg('decision', () => ApprovalDecision, { description: 'How it ends.' }) decision: Decision,
    @Arg('note', () => String, { nullable: true, description: 'Why, at most 500 characters.' }) note: string | null,
    @Arg('idempotencyKey', () => String, {
      description: 'Makes a repeat answer what the first request did; 1 to 255 characters, kept 7 days.',
    })
    key: string,
    @Ctx() context: RequestContext,
  ): Promise<ApprovalDecidePayload> {
    const { caller, session } = context;
    const { house } = session;
    const input = { approvalId, decision, note };
    return answer<ApprovalDecidePayload>(context, async () => {
      const once = { mutation: 'approvalDecide', key, input };
      const members = (sql: typeof session.sql) => membersOfApproval(house, sql, input);
      const written = await write(house, { caller, once, members }, async (opened) => {
        await decide(opened, input);
        return undefined;
      });
      return { approval: { id: approvalId }, replayed: written.isReplay };
    });
  }

  @Mutation(() => OperatorStoreSetPayload, {
    description:
      'Binds a clerk to the one store of the host it acts for, or to none: then it may do nothing. Holds at once, for sessions and tokens that are open.',
  })
  @Access({ operator: 'operators:write' })
  operatorStoreSet(
    @Arg('operatorId', () => ID, { description: 'Who, with the role clerk.' }) operatorId: string,
    @Arg('storeId', () => ID, { nullable: true, description: 'An open store of the host; null for none.' })
    storeId: string | null,
    @Arg('expectedVersion', () => Int, {
      nullable: true,
      description: 'The version you have seen. When it is another by now: VERSION_CONFLICT.',
    })
    expectedVersion: number | null,
    @Arg('reason', () => String, { nullable: true, description: 'Why, for the audit.' }) reason: string | null,
    @Ctx() context: RequestContext,
  ): Promise<OperatorStoreSetPayload> {
    const { caller, session } = context;
    return answer<OperatorStoreSetPayload>(context, async () => {
      await setStore(session.house, caller, { operatorId, storeId, expectedVersion, reason });
      return { operator: { id: operatorId } };
    });
  }
}
