import type { Module } from '../../kernel/module.js';
import { analyticsRefusals } from './analytics.refusals.js';
import { AnalyticsResolver, MetricFields } from './analytics.resolver.js';

export const analyticsModule: Module = {
  name: 'analytics',
  entities: [],
  resolvers: [AnalyticsResolver, MetricFields],
  refusals: analyticsRefusals,
};
