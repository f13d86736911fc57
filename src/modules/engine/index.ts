/** The engine: load, decide and fold in memory, apply. Everything a member does passes through here. */
export { drain } from './drain.js';
export { stateNow, statesNow } from './state-now.js';
export { playHistory, writeHistories } from './histories.js';
export type { History, PlayedHistory, Told } from './histories.js';
export { applyProgram, compileProgram, isNoProgram, parseProgram, showProgram, StoredPrograms } from './program.js';
export { BATCH_MAX, queueReports, ready, recordMany, recordOne } from './record.js';
export type { LineResult, Readied, Report } from './record.js';
export { duesOf } from './dues.js';
export { ASKING } from './told-promises.js';
export { givesBenefits } from './gives-benefits.js';
export type { Due } from './dues.js';
export { replay } from './simulate.js';
export type { Replayed } from './simulate.js';
export type { ReplayDifference } from './replay-view.js';
export { explanations } from './explain.js';
export type { Explanation, Question } from './explain.js';
export type { NextActions } from './next-action.js';
export { activitiesAmong } from './own-activities.js';
