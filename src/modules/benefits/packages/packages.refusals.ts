import type { Nouns, RefusalTexts } from '../../../kernel/refusal.js';

export const packageNouns: Nouns = {
  package: { en: 'package', 'zh-CN': '权益包', 'zh-TW': '權益包' },
  'package issue': { en: 'package of a member', 'zh-CN': '会员权益包', 'zh-TW': '會員權益包' },
};

export const packageRefusals: RefusalTexts = {
  UNKNOWN_PACKAGE: {
    en: 'There is no package "{package}".',
    'zh-CN': '不存在权益包“{package}”。',
    'zh-TW': '不存在權益包「{package}」。',
  },
  PACKAGE_NESTED: {
    en: '"{package}" is a package itself: a package is made of benefits.',
    'zh-CN': '“{package}”本身是权益包，权益包只能由权益组成。',
    'zh-TW': '「{package}」本身是權益包，權益包只能由權益組成。',
  },
  PACKAGE_PART_GONE: {
    en: '"{benefit}" is a part of the package "{package}" and cannot be had: it is {noun:status}.',
    'zh-CN': '权益“{benefit}”属于权益包“{package}”，但当前不可获取：{noun:status}。',
    'zh-TW': '權益「{benefit}」屬於權益包「{package}」，但目前無法取得：{noun:status}。',
  },
  PACKAGE_CODE_TAKEN: {
    en: 'Another package has the code "{code}".',
    'zh-CN': '代码“{code}”已被其他权益包使用。',
    'zh-TW': '代碼「{code}」已被其他權益包使用。',
  },
  PACKAGE_NOT_DRAFT: {
    en: 'Only a draft is published: the package "{package}" is {noun:status}.',
    'zh-CN': '仅草稿可发布：权益包“{package}”当前为 {noun:status}。',
    'zh-TW': '僅草稿可發布：權益包「{package}」目前為 {noun:status}。',
  },
  PACKAGE_RETIRED: {
    en: 'The package "{package}" is retired.',
    'zh-CN': '权益包“{package}”已停用。',
    'zh-TW': '權益包「{package}」已停用。',
  },
  PACKAGE_NOT_LIVE: {
    en: 'The package "{package}" cannot be had now: it is {noun:status}.',
    'zh-CN': '权益包“{package}”当前不可获取：{noun:status}。',
    'zh-TW': '權益包「{package}」目前無法取得：{noun:status}。',
  },
  PACKAGE_NOT_EXCHANGEABLE: {
    en: 'The package "{package}" cannot be had for points alone.',
    'zh-CN': '权益包“{package}”不支持仅用积分兑换。',
    'zh-TW': '權益包「{package}」不支援僅以點數兌換。',
  },
  PACKAGE_REVOKED: {
    en: 'This package was taken back already.',
    'zh-CN': '该权益包已收回。',
    'zh-TW': '該權益包已收回。',
  },
};
