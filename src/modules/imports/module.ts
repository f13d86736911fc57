import type { Module } from '../../kernel/module.js';
import { importRefusals } from './imports.refusals.js';

export const importsModule: Module = {
  name: 'imports',
  entities: [],
  refusals: importRefusals,
};
