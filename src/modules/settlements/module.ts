import type { Module } from '../../kernel/module.js';
import { agreementsSection } from './agreements.section.js';
import {
  Agreement,
  PackBalance,
  PointPack,
  Statement,
  StatementLine,
  StatementMonth,
  StatementTurn,
} from './settlements.entity.js';
import { settlementNodes } from './settlements.nodes.js';
import { settlementNouns, settlementRefusals } from './settlements.refusals.js';
import { SettlementsResolver } from './settlements.resolver.js';

export const settlementsModule: Module = {
  name: 'settlements',
  entities: [Agreement, StatementTurn, StatementMonth, Statement, StatementLine, PointPack, PackBalance],
  resolvers: [SettlementsResolver],
  nodes: settlementNodes,
  section: agreementsSection,
  refusals: settlementRefusals,
  nouns: settlementNouns,
};
