import type { Module } from '../../kernel/module.js';
import { engineNouns, engineRefusals } from './engine.refusals.js';
import { EngineResolver, ExplanationFields } from './engine.resolver.js';
import { FeedEventFields, FeedResolver } from './feed.resolver.js';
import { engineNodes } from './own-activities.js';
import { RuleCheckFields } from './rule-check.fields.js';
import { ActivityFields, MemberActivityFields } from './member.fields.js';

export const engineModule: Module = {
  name: 'engine',
  entities: [],
  resolvers: [
    EngineResolver,
    ExplanationFields,
    MemberActivityFields,
    ActivityFields,
    FeedResolver,
    FeedEventFields,
    RuleCheckFields,
  ],
  nodes: engineNodes,
  events: [{ type: 'program.applied', description: 'The house follows another version of its program from now on.' }],
  refusals: engineRefusals,
  nouns: engineNouns,
};
