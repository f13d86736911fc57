import { addDays, startOfDay } from '../../kernel/calendar.js';
import type { Day } from '../../kernel/calendar.js';
import type { Instant } from '../../kernel/clock.js';
import type { Random } from './random.js';

/** How somebody lives with the brand: what comes of it can be seen in tiers and in who has gone. */
export interface Habit {
  readonly name: 'devoted' | 'regular' | 'occasional' | 'lapsed' | 'new';
  readonly weight: number;
  /** Average days between two orders. */
  readonly everyDays: number;
  /** Days ago at most and at least that they joined. */
  readonly joined: readonly [number, number];
  /** How likely a week has a check-in, a review, a visit … */
  readonly isActive: number;
}

export const HISTORY_DAYS = 425;

const habits: readonly Habit[] = [
  { name: 'devoted', weight: 8, everyDays: 13, joined: [HISTORY_DAYS, 200], isActive: 0.75 },
  { name: 'regular', weight: 30, everyDays: 34, joined: [HISTORY_DAYS, 120], isActive: 0.35 },
  { name: 'occasional', weight: 32, everyDays: 85, joined: [HISTORY_DAYS, 60], isActive: 0.12 },
  { name: 'lapsed', weight: 16, everyDays: 40, joined: [HISTORY_DAYS, 300], isActive: 0.1 },
  { name: 'new', weight: 14, everyDays: 20, joined: [45, 1], isActive: 0.4 },
];

/** Somebody of the demo. Nobody of this name is meant. */
export interface Person {
  readonly externalId: string;
  readonly displayName: string;
  readonly locale: 'zh-CN' | 'zh-TW' | 'en';
  readonly phone: string | null;
  readonly email: string | null;
  readonly birthday: Day;
  readonly joinedAt: Instant;
  readonly habit: Habit;
  /** The brand through which somebody joined: an index of the partners, or null for the host. */
  readonly partner: number | null;
  readonly taste: string;
}

const surnames = Array.from('王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧');
const givenNames = '雨桐 子轩 欣怡 浩然 诗涵 宇航 梓萱 俊杰 思琪 明轩 佳怡 晨曦 语嫣 志远 婉清 书瑶 景行 若溪 知夏 云舒 嘉树 念安 清和 亦凡 静姝'.split(' '); // prettier-ignore
const traditionalNames = '陳怡君 林志豪 黃雅婷 張家豪 李淑芬 王建宏 吳佩珊 劉冠廷 蔡宜蓁 楊承翰 許雅筑 鄭柏宇 謝佳穎 郭育誠 洪詩涵 曾子維 邱品妤 廖彥廷'.split(' '); // prettier-ignore
const englishNames = 'Emma Clarke,Noah Bennett,Sophie Laurent,Oliver Hughes,Mia Tanaka,Lucas Meyer,Ava Rossi,Ethan Walker,Chloe Martin,Leo Novak,Grace Kim,Hugo Silva,Zoe Andersen,Max Weber,Ella Dubois,Adam Cohen'.split(','); // prettier-ignore
export const tastes = ['skincare', 'makeup', 'body', 'home', 'fragrance', 'gift'];

export function peopleOf(random: Random, count: number, today: Day, zone: string): Person[] {
  return Array.from({ length: count }, (_, at) => personOf(random, at, today, zone));
}

function personOf(random: Random, at: number, today: Day, zone: string): Person {
  const habit = random.weighted(habits);
  const locale = localeOf(random);
  const displayName = nameOf(random, locale);
  const joinedOn = addDays(today, -random.whole(habit.joined[1], habit.joined[0]));
  const number = String(at + 1).padStart(4, '0');
  return {
    externalId: `C${number}`,
    displayName,
    locale,
    phone: locale === 'en' ? null : `+${locale === 'zh-CN' ? '86139' : '88691'}0000${number}`,
    email: locale === 'en' ? `${displayName.toLowerCase().replace(' ', '.')}.${number}@example.com` : null,
    birthday: addDays('1975-01-01', random.whole(0, 11_000)),
    joinedAt: startOfDay(joinedOn, zone) + random.whole(9 * 60, 21 * 60) * 60_000,
    habit,
    partner: random.chance(0.22) ? random.whole(0, 2) : null,
    taste: random.pick(tastes),
  };
}

/** Most members read simplified Chinese. */
export function localeOf(random: Random): Person['locale'] {
  return random.weighted([{ is: 'zh-CN', weight: 72 }, { is: 'zh-TW', weight: 16 }, { is: 'en', weight: 12 }] as const).is; // prettier-ignore
}

export function nameOf(random: Random, locale: Person['locale']): string {
  if (locale === 'zh-CN') return random.pick(surnames) + random.pick(givenNames);
  return random.pick(locale === 'zh-TW' ? traditionalNames : englishNames);
}
