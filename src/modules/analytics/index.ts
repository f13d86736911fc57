/** Analytics: every figure of a board, goal, report or export, each defined once. */
export type { By, Metric } from './metric.js';
export { metrics } from './registry.js';
export { figureOf } from './figure.js';
export { questionOf } from './question.js';
