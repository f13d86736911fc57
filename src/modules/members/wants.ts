import type { Call } from '../../kernel/expression/index.js';
import type { Wants } from '../../kernel/participant.js';
import { CATEGORY_DAYS_WANTED, DAYS_WANTED, PROFILE_WANTED, VALUES_WANTED } from './members.participant.js';

/** What a rule asks, as `check` and `compile` tell it. */
interface Asking {
  readonly attributes: readonly string[];
  readonly calls: readonly Call[];
}

const PROFILE: ReadonlySet<string> = new Set([
  'member.channel',
  'member.locale',
  'member.birthMonth',
  'member.birthDay',
  'member.age',
]);
const WINDOWS: ReadonlySet<string> = new Set(['orders', 'interactions', 'interactionDays', 'spend']);

/** Whether a rule listens to birthdays or anniversaries, by the name it is asked for. */
export const OCCASIONS_WANTED = 'members.occasions';

/** What of members has to be read so that rules can be asked: how far back, and whether profile and own attributes matter. */
export function memberWants(rules: readonly Asking[]): Wants {
  const windows = rules.flatMap(({ calls }) => calls).filter(({ name }) => WINDOWS.has(name));
  const attributes = rules.flatMap((rule) => rule.attributes);
  return {
    [DAYS_WANTED]: widest(windows),
    [CATEGORY_DAYS_WANTED]: widest(windows.filter(({ name }) => name === 'spend')),
    [PROFILE_WANTED]: Number(attributes.some((name) => PROFILE.has(name))),
    [VALUES_WANTED]: Number(attributes.some((name) => name.startsWith('custom.'))),
    ...Object.fromEntries(rules.flatMap(({ calls }) => calls).flatMap(askedBy)),
  };
}

/** What others keep of a member by name, such as `holdsBenefit:coffee`: whoever has it reads no more than is asked for. */
function askedBy({ name, arguments: [first] }: Call): [string, number][] {
  return typeof first === 'string' && !WINDOWS.has(name) ? [[`${name}:${first}`, 1]] : [];
}

function widest(windows: readonly Call[]): number {
  return Math.max(0, ...windows.flatMap((call) => call.arguments).filter((value) => typeof value === 'number'));
}
