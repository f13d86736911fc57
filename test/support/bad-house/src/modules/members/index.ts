export * from './enrol.js';
export { nameOf } from './helpers/names.js';
