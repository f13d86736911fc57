import type { ActivityOrigin, ActivityType } from '../../kernel/activity.js';
import { readPurchase, readRefund } from './purchase.js';

const plain = (type: string, origin: ActivityOrigin, en: string, zhCN: string, zhTW: string): ActivityType => ({
  type,
  origin,
  description: { en, 'zh-CN': zhCN, 'zh-TW': zhTW },
});

/** What members do, as far as metrics count it. Only those of origin MEMBER may be reported with a member's own token. */
export const memberActivityTypes: readonly ActivityType[] = [
  plain('member.enrolled', 'HOUSE', 'Joined the program', '注册入会', '註冊入會'),
  plain('member.linked', 'HOUSE', 'Agreed to be known to a brand', '关联品牌', '連結品牌'),
  plain('member.unlinked', 'HOUSE', 'Is no longer known to a brand', '解除品牌关联', '解除品牌連結'),
  plain('member.suspended', 'HOUSE', 'Was suspended', '停用', '停用'),
  plain('member.reinstated', 'HOUSE', 'Takes part again', '恢复', '恢復'),
  plain('consent.changed', 'HOUSE', 'Gave or withdrew a consent', '变更授权', '變更授權'),
  plain('birthday', 'HOUSE', 'Had its birthday', '生日', '生日'),
  plain('anniversary', 'HOUSE', 'Joined so many years ago today', '入会周年', '入會週年'),
  { ...plain('purchase', 'BRAND', 'Bought something', '购买', '購買'), read: readPurchase },
  { ...plain('refund', 'BRAND', 'Got money back', '退款', '退款'), read: readRefund },
  plain('member.signed_in', 'HOUSE', 'Signed in', '登录', '登入'),
  plain('profile.completed', 'BRAND', 'Completed the profile', '完善资料', '完成個人資料'),
  plain('store.visited', 'BRAND', 'Visited a store', '到店', '到店'),
  plain('live.attended', 'BRAND', 'Watched a live show', '观看直播', '觀看直播'),
  plain('check_in', 'MEMBER', 'Checked in', '签到', '簽到'),
  plain('share', 'MEMBER', 'Shared something', '分享', '分享'),
  plain('follow', 'MEMBER', 'Followed the brand', '关注', '關注'),
  plain('article.read', 'MEMBER', 'Read an article', '阅读文章', '閱讀文章'),
  plain('review', 'BRAND', 'Wrote a review', '评价', '評價'),
];
