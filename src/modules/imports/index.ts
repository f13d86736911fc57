/** Imports: files of any size become activities and members, resumable, safe to run twice. */
export { importActivities, importMembers } from './import.js';
export type { Imported, ImportOptions, ImportProgress } from './import.js';
export { parseMapping, readMapping } from './mapping/read.js';
export type { ActivityMapping, Mapping, MemberMapping } from './mapping/schema.js';
export type { ImportResult } from './tally.js';
