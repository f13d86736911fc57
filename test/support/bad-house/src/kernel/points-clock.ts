import { enrol } from '../modules/members/index.js';

/** The kernel knows no module, and no word of loyalty. */
export const tick = (): string => enrol(null);
