import type { House } from '../../kernel/house.js';
import { refuse } from '../../kernel/refusal.js';
import { SandboxClock } from './sandbox-clock.js';

/** The clock of the sandbox. Refuses SANDBOX_ONLY in the live house, whose time and trade nobody moves. */
export function sandboxClock(house: House): SandboxClock {
  return house.mode === 'test' && house.clock instanceof SandboxClock ? house.clock : refuse('SANDBOX_ONLY');
}
