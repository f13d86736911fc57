export type { Lot } from './lots.js';
