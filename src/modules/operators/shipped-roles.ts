import type { LocalisedText } from '../../kernel/refusal.js';

interface ShippedRole {
  readonly code: string;
  readonly name: LocalisedText;
  readonly scopes: readonly string[];
}

const LOOK = ['program:read', 'stores:read', 'channels:read', 'catalogue:read', 'benefits:read', 'tiers:read', 'campaigns:read', 'tasks:read'] as const; // prettier-ignore
const SEE_MEMBERS = ['members:read', 'activities:read', 'points:read', 'consents:read'] as const;

/** Bound to one store, and never together with another role. */
export const CLERK = 'clerk';

/**
 * The roles a house starts with. Scopes are those of the whole design: what this release does not know yet counts for
 * nothing until it does. Nothing implies another, and nobody but the owner has all.
 */
export const SHIPPED_ROLES: readonly ShippedRole[] = [
  {
    code: 'owner',
    name: { en: 'Owner', 'zh-CN': '所有者', 'zh-TW': '擁有者' },
    scopes: ['*'],
  },
  {
    code: 'planner',
    name: { en: 'Planner', 'zh-CN': '策划', 'zh-TW': '企劃' },
    scopes: [...LOOK, 'members:read', 'campaigns:write', 'benefits:write', 'tasks:write', 'segments:read', 'segments:write', 'surveys:read', 'surveys:write', 'referrals:read', 'referrals:write', 'analytics:read', 'jobs:read'],
  },
  {
    code: 'operator',
    name: { en: 'Operations', 'zh-CN': '运营', 'zh-TW': '營運' },
    scopes: [...LOOK, ...SEE_MEMBERS, 'members:enrol', 'campaigns:write', 'campaigns:approve', 'benefits:write', 'benefits:issue', 'benefits:fulfil', 'tiers:write', 'tasks:write', 'tasks:review', 'stores:write', 'channels:write', 'segments:read', 'segments:write', 'communities:read', 'communities:write', 'referrals:read', 'referrals:review', 'points:earn', 'analytics:read', 'jobs:read'],
  },
  {
    code: 'marketer',
    name: { en: 'Marketing', 'zh-CN': '市场', 'zh-TW': '行銷' },
    scopes: [...LOOK, 'members:read', 'campaigns:write', 'segments:read', 'segments:write', 'messages:send', 'templates:write', 'surveys:read', 'surveys:write', 'communities:read', 'ugc:read', 'ugc:write', 'referrals:read', 'referrals:write', 'analytics:read', 'jobs:read'],
  },
  {
    code: 'member-care',
    name: { en: 'Member care', 'zh-CN': '会员服务', 'zh-TW': '會員服務' },
    scopes: [...LOOK, ...SEE_MEMBERS, 'members:pii', 'members:enrol', 'members:write', 'members:link', 'members:merge', 'members:suspend', 'members:erase', 'members:export', 'consents:write', 'points:earn', 'points:reverse', 'ledger:read', 'benefits:issue', 'cases:read', 'cases:write', 'jobs:read'],
  },
  {
    code: 'agent',
    name: { en: 'Agent', 'zh-CN': '客服', 'zh-TW': '客服' },
    scopes: [...LOOK, ...SEE_MEMBERS, 'members:pii', 'cases:read', 'cases:write', 'cases:compensate'],
  },
  {
    code: 'moderator',
    name: { en: 'Moderator', 'zh-CN': '审核员', 'zh-TW': '審核員' },
    scopes: ['program:read', 'members:read', 'communities:read', 'ugc:read', 'ugc:write', 'moderation:decide', 'tasks:read', 'tasks:review'],
  },
  {
    code: 'analyst',
    name: { en: 'Analyst', 'zh-CN': '分析师', 'zh-TW': '分析師' },
    scopes: [...LOOK, 'members:read', 'activities:read', 'points:read', 'segments:read', 'surveys:read', 'referrals:read', 'analytics:read', 'jobs:read'],
  },
  {
    code: 'finance',
    name: { en: 'Finance', 'zh-CN': '财务', 'zh-TW': '財務' },
    scopes: [...LOOK, 'members:read', 'activities:read', 'points:read', 'ledger:read', 'points:adjust', 'statements:read', 'statements:dispute', 'packs:buy', 'analytics:read', 'audit:read', 'jobs:read'],
  },
  {
    code: CLERK,
    name: { en: 'Clerk', 'zh-CN': '店员', 'zh-TW': '店員' },
    scopes: ['members:read', 'members:enrol', 'benefits:read', 'benefits:redeem'],
  },
]; // prettier-ignore

/** Giving one of these takes a second person. */
export const GUARDED_ROLES: readonly string[] = ['owner', 'finance'];
