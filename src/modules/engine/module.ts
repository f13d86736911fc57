import type { Module } from '../../kernel/module.js';
import { engineRefusals } from './engine.refusals.js';

export const engineModule: Module = {
  name: 'engine',
  entities: [],
  events: [{ type: 'program.applied', description: 'The house follows another version of its program from now on.' }],
  refusals: engineRefusals,
};
