import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import { Access } from '../../kernel/graphql/access.js';
import type { RequestContext } from '../../kernel/graphql/context.js';
import { answer } from '../../kernel/graphql/payload.js';
import { advanceClock } from './advance.js';
import { createPersona } from './persona-create.js';
import { resetSandbox } from './reset.js';
import {
  ClockAdvanceInput,
  ClockAdvancePayload,
  PersonaCreateInput,
  PersonaCreatePayload,
  SandboxResetPayload,
} from './sandbox.types.js';

const KEY = 'Makes a repeat answer what the first request did; 1 to 255 characters, kept 7 days.';

@Resolver()
export class SandboxResolver {
  @Mutation(() => PersonaCreatePayload, {
    description: 'Makes up a member with a history, for trying things. Sandbox only: else SANDBOX_ONLY.',
  })
  @Access({ brand: 'sandbox:control' })
  personaCreate(
    @Arg('input', () => PersonaCreateInput, { description: 'Whom.' }) { kind, externalId }: PersonaCreateInput,
    @Arg('idempotencyKey', () => String, { description: KEY }) key: string,
    @Ctx() context: RequestContext,
  ): Promise<PersonaCreatePayload> {
    const { session, caller } = context;
    return answer(context, async () => {
      const { memberId, isReplay } = await createPersona(session.house, caller, { kind, externalId, key });
      return { member: { id: memberId }, replayed: isReplay };
    });
  }

  @Mutation(() => SandboxResetPayload, {
    description:
      'Empties the sandbox for every brand that uses it: members and all that followed. Keys and program stay. Sandbox only: else SANDBOX_ONLY.',
  })
  @Access({ brand: 'sandbox:control' })
  sandboxReset(@Ctx() context: RequestContext): Promise<SandboxResetPayload> {
    const { session, caller } = context;
    return answer(context, async () => ({ now: await resetSandbox(session.house, caller) }));
  }

  @Mutation(() => ClockAdvancePayload, {
    description:
      'Moves the clock of the sandbox forward, for every brand that uses it, and does all that became due on the way, in its order. Sandbox only: else SANDBOX_ONLY.',
  })
  @Access({ brand: 'sandbox:control' })
  clockAdvance(
    @Arg('input', () => ClockAdvanceInput, { description: 'How far.' }) { to, byHours, byDays }: ClockAdvanceInput,
    @Arg('idempotencyKey', () => String, { description: KEY }) key: string,
    @Ctx() context: RequestContext,
  ): Promise<ClockAdvancePayload> {
    const { session, caller } = context;
    const work = async () => {
      const { now, done, isReplay } = await advanceClock(session.house, caller, { to, byHours, byDays }, key);
      const due = Object.entries(done).map(([schedule, count]) => ({ schedule, count }));
      return { now, due, replayed: isReplay };
    };
    return answer<ClockAdvancePayload>(context, work, { due: [] });
  }
}
