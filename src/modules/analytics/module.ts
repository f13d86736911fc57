import type { Module } from '../../kernel/module.js';
import { analyticsRefusals } from './analytics.refusals.js';
import { AnalyticsResolver, MetricFields } from './analytics.resolver.js';
import { IssueCheck, IssueDue } from './dues/dues.entity.js';
import { duesSchedule } from './dues/dues.schedule.js';
import { BenefitUseResolver } from './use/benefit-use.resolver.js';

export const analyticsModule: Module = {
  name: 'analytics',
  entities: [IssueDue, IssueCheck],
  resolvers: [AnalyticsResolver, MetricFields, BenefitUseResolver],
  refusals: analyticsRefusals,
  schedules: [duesSchedule],
};
