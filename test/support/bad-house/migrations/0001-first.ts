import { enrol } from '../src/modules/members/index.js';

/** A migration is written with the kernel's words only. */
export const first = enrol;
