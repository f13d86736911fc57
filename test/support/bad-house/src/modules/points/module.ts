/** Only the composition root may read a table of contents. */
export const pointsModule = { name: 'points' };
