import { randomUUID } from 'node:crypto';
import { CommandError } from '../house.js';
import type { Client } from './client.js';
import { ENROL, READ, RECORD, RECORD_MANY, TOO_MUCH, VIEWER } from './documents.js';

/** How one step ended, and what to do where it did not end well. */
export interface Step {
  readonly step: string;
  readonly isOk: boolean;
  readonly told: string;
  readonly todo?: string;
}

interface Failure {
  readonly told: string;
  readonly todo: string;
}

interface Payload {
  readonly member?: { readonly id: string } | null;
  readonly activity?: { readonly id: string } | null;
  readonly outcome?: { readonly points: readonly { readonly amount: number }[] } | null;
  readonly results?: readonly Payload[];
  readonly errors: readonly { readonly code: string; readonly message: string; readonly memberId?: string }[];
  readonly replayed: boolean;
}

const WANTED = ['members:read', 'members:enrol', 'activities:write'];

/** A key of the sandbox, or a sentence that says why not: the check enrols and sells, which nobody wants in the real house. */
export function requireTestKey(key: string): void {
  if (key.startsWith('lrl_test_')) return;
  if (key.startsWith('lrl_live_')) {
    throw new CommandError('This is a key of the real house, and the check enrols and sells. Use a test key (lrl_test_…).');
  }
  throw new CommandError('--key must be the test key of a brand: lrl_test_…');
} // prettier-ignore

/**
 * Does what a partner's program does, as it would, and tells of each step whether the answer was the right one. What needs a
 * step that failed is not tried.
 */
export async function* partnerCheck(client: Client, key: string): AsyncGenerator<Step> {
  const run = randomUUID().slice(0, 8);
  const member = { externalId: `check-${run}` };
  const order = `check-order-${run}`;
  const mutate = async (document: string, variables: object): Promise<Payload> => {
    const { data, errors } = await client.ask(document, variables);
    const [payload] = Object.values(data) as (Payload | null)[];
    if (payload) return payload;
    const [first] = errors;
    const scope = first?.extensions?.['scope'];
    throw failure(first?.message ?? 'The answer is empty.', scope ? `Ask the host for the scope ${JSON.stringify(scope)}, or do without this call.` : 'Look at extensions.code of the error, and at schema/schema.graphql.'); // prettier-ignore
  };
  const enrol = (idempotencyKey: string, input: object = member) => mutate(ENROL, { input, key: idempotencyKey });
  const purchase = (externalId: string, amountMinor: number) => ({
    type: 'purchase',
    externalId,
    purchase: { orderId: externalId, amountMinor },
  });
  const record = (input: object, whose: object = member) => mutate(RECORD, { member: whose, input });
  let memberId = '';

  const steps: readonly (readonly [string, () => Promise<string>])[] = [
    ['key', () => checkKey(client)],
    ['wrong key', () => checkWrongKey(client, key)],
    ['enrol', async () => {
      const { member: enrolled, errors } = await enrol(`enrol-${run}`);
      memberId = enrolled?.id ?? expected('a member', errors);
      return `enrolled ${memberId}`;
    }],
    ['idempotent repeat', async () => {
      const { member: enrolled, replayed, errors } = await enrol(`enrol-${run}`);
      if (enrolled?.id !== memberId || !replayed) expected('the same member with replayed: true', errors);
      return 'the same idempotencyKey and input answered the first member, replayed: true';
    }],
    ['other input', async () => {
      await expectCode('IDEMPOTENCY_KEY_REUSED', enrol(`enrol-${run}`, { externalId: `check-other-${run}` }));
      return 'the same idempotencyKey with another input was refused: IDEMPOTENCY_KEY_REUSED';
    }],
    ['duplicate', async () => {
      const [error] = await expectCode('ALREADY_ENROLLED', enrol(`enrol-again-${run}`));
      if (error?.memberId !== memberId) expected('the member it was', []);
      return 'somebody you know already was refused with the id of that member: ALREADY_ENROLLED';
    }],
    ['read', async () => {
      const { data } = await client.ask(READ, member);
      if ((data['member'] as { id: string } | null)?.id !== memberId) expected('the member by its externalId', []);
      return 'the member is found by your externalId';
    }],
    ['purchase', async () => {
      const { activity, outcome, errors } = await record(purchase(order, 25_000));
      if (!activity) expected('an activity', errors);
      return `recorded; it led to ${outcome?.points.length ?? 0} movements of points`;
    }],
    ['purchase again', async () => {
      const { replayed, errors } = await record(purchase(order, 25_000));
      if (!replayed) expected('replayed: true', errors);
      return 'the same externalId and facts were not counted twice, replayed: true';
    }],
    ['purchase with another amount', async () => {
      await expectCode('IDEMPOTENCY_KEY_REUSED', record(purchase(order, 26_000)));
      return 'the same externalId with other facts was refused: IDEMPOTENCY_KEY_REUSED';
    }],
    ['batch with a bad line', async () => {
      const lines = [purchase(`${order}-1`, 1_000), purchase(`${order}-2`, -1), purchase(`${order}-3`, 2_000)];
      const { results = [] } = await mutate(RECORD_MANY, { inputs: lines.map((input) => ({ member, input })) });
      const codes = results.map(({ activity, errors }) => (activity ? 'ok' : (errors[0]?.code ?? 'nothing')));
      if (codes.join() !== 'ok,INVALID_AMOUNT,ok') throw failure(`the lines ended as ${codes.join(', ')}`, 'Read results[].errors of each line: a bad line must not lose the others.'); // prettier-ignore
      return 'the good lines are in, the bad one says INVALID_AMOUNT';
    }],
    ['refund', async () => {
      const back = (externalId: string, amountMinor: number) => ({ type: 'refund', externalId, refund: { orderId: order, amountMinor } }); // prettier-ignore
      const { activity, errors } = await record(back(`${order}-back`, 5_000));
      if (!activity) expected('an activity', errors);
      await expectCode('REFUND_EXCEEDS_ORDER', record(back(`${order}-more`, 20_001)));
      return 'a part was given back; more than the rest of the order was refused: REFUND_EXCEEDS_ORDER';
    }],
    ['somebody who is not there', async () => {
      await expectCode('NOT_FOUND', record(purchase(`${order}-x`, 100), { externalId: `nobody-${run}` }));
      return 'an unknown member, and one of another brand alike, is NOT_FOUND';
    }],
    ['limits', () => checkLimits(client)],
  ]; // prettier-ignore

  for (const [step, work] of steps) {
    const ended = await endOf(step, work);
    yield ended;
    if (!ended.isOk && (step === 'key' || step === 'enrol')) return;
  }
}

async function checkKey(client: Client): Promise<string> {
  const { status, data, errors } = await client.ask(VIEWER);
  const viewer = data['viewer'] as { kind: string; scopes: string[]; brand: { code: string } | null } | undefined;
  if (status === 401 || !viewer) throw failure(errors[0]?.message ?? 'the key is refused', 'Ask the host for a new test key: laurel keys create --mode test --brand YOURS --label check --scopes partner-standard'); // prettier-ignore
  const missing = WANTED.filter((scope) => !viewer.scopes.includes(scope));
  if (viewer.kind !== 'BRAND') throw failure(`this key makes you a ${viewer.kind}`, 'Use the secret key of your backend, not a publishable key or a member token.'); // prettier-ignore
  if (missing.length > 0) throw failure(`the key has not ${missing.join(', ')}`, 'Ask the host for a key with the bundle partner-standard.'); // prettier-ignore
  return `you are the brand ${viewer.brand?.code ?? ''}, with ${viewer.scopes.length} scopes, in the sandbox`;
}

async function checkWrongKey(client: Client, key: string): Promise<string> {
  const { status, errors } = await client.ask(VIEWER, {}, `${key.slice(0, -4)}AAAA`);
  if (status !== 401) throw failure(`a wrong key was answered with ${status}`, 'Tell whoever runs the server.');
  return `a wrong key is answered with 401 ${String(errors[0]?.extensions?.['code'])}: do not retry it`;
}

async function checkLimits(client: Client): Promise<string> {
  const { data, cost } = await client.ask(VIEWER);
  const limit = (data['viewer'] as { rateLimit: { limit: number; remaining: number } | null }).rateLimit;
  const { status, errors } = await client.ask(TOO_MUCH);
  const code = errors[0]?.extensions?.['reason'] ?? errors[0]?.extensions?.['code'];
  if (status !== 400) throw failure(`a query that costs too much was answered with ${status}`, 'Tell whoever runs the server.'); // prettier-ignore
  const left = limit ? `${limit.remaining} of ${limit.limit} points of cost are left` : 'this key has no limit';
  return `${left}; that query cost ${cost?.requested ?? '?'} of at most ${cost?.limit ?? '?'}; a dearer one is refused: ${String(code)}. On THROTTLED wait as long as Retry-After says`; // prettier-ignore
}

async function endOf(step: string, work: () => Promise<string>): Promise<Step> {
  try {
    return { step, isOk: true, told: await work() };
  } catch (error) {
    if (!(error instanceof StepFailed)) throw error;
    return { step, isOk: false, ...error.failure };
  }
}

class StepFailed extends Error {
  constructor(readonly failure: Failure) {
    super(failure.told);
  }
}

function failure(told: string, todo: string): StepFailed {
  return new StepFailed({ told, todo });
}

function expected(what: string, errors: Payload['errors']): never {
  const [error] = errors;
  throw failure(
    `${what} was expected, ${error ? `${error.code} came: ${error.message}` : 'and did not come'}`,
    error ? `Look for ${error.code} in schema/errors.md.` : 'Send the answer, with its request id, to whoever runs the server.', // prettier-ignore
  );
}

async function expectCode(code: string, answer: Promise<Payload>): Promise<Payload['errors']> {
  const { errors } = await answer;
  if (errors[0]?.code !== code) expected(code, errors);
  return errors;
}
