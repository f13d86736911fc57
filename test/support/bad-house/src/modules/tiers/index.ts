import { pointsModule } from '../points/module.js';
import { claims } from '../reviews/index.js';

/** Neither a neighbour of the same row nor another module's table of contents may be imported. */
export const tiers = [pointsModule, claims];
