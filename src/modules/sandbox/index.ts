/** The sandbox: a house to try things in, with a clock that can be moved and people who have a history. */
export { isMarked, markSandbox, SandboxClock } from './sandbox-clock.js';
