import type { Effect } from '../../../kernel/effect.js';
import type { Resolved, State } from '../../../kernel/participant.js';
import type { BenefitsPart } from '../compile.js';
import { cycled, packaged } from './packed.js';
import { toldOf, unpacked } from './unpacked.js';

type Resolver<I> = (part: BenefitsPart, state: State, effect: Effect<I>) => Resolved;

/** How each kind of effect of packages turns out, given where the member stands. */
export const PACKAGE_RESOLVERS: Readonly<Record<string, Resolver<never>>> = {
  'benefit.package': packaged,
  'benefit.cycle': cycled,
  'benefit.unpack': unpacked,
  'benefit.tell': toldOf,
};
