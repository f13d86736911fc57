import type { Plan, Speech } from '../../kernel/expression/index.js';
import { dated, money } from '../../kernel/expression/index.js';
import type { NextActionType } from '../../kernel/graphql/errors.js';
import type { Program } from '../../kernel/program.js';
import type { Locale, LocalisedText } from '../../kernel/refusal.js';
import { fill } from '../../kernel/refusal.js';
import type { WalletEntry } from '../points/index.js';
import type { ACTS } from './acts.js';
import type { NextActions } from './next-action.js';

type Act = (typeof ACTS)[number];
/** For one, and for several. */
type Texts = readonly [one: LocalisedText, several: LocalisedText];

const same = (text: LocalisedText): Texts => [text, text];

const SPEND = same({ en: 'Spend {amount} more', 'zh-CN': '再消费{amount}', 'zh-TW': '再消費{amount}' });
const SPEND_ON = same({
  en: 'Spend {amount} more on {about}',
  'zh-CN': '再消费{amount}（{about}）',
  'zh-TW': '再消費{amount}（{about}）',
});

/** What is to be done; `SPEND` of no category has a text of its own. */
export const ACT_TEXTS: Readonly<Record<Act, Texts>> = {
  SPEND: SPEND_ON,
  ORDER: [
    { en: 'Place one more order', 'zh-CN': '再下1单', 'zh-TW': '再下 1 筆訂單' },
    { en: 'Place {amount} more orders', 'zh-CN': '再下{amount}单', 'zh-TW': '再下 {amount} 筆訂單' },
  ],
  INTERACT: [
    { en: 'Take part once more (such as a check-in or a share)', 'zh-CN': '再互动1次（如签到、分享）', 'zh-TW': '再互動 1 次（如簽到、分享）' },
    { en: 'Take part {amount} more times (such as check-ins or shares)', 'zh-CN': '再互动{amount}次（如签到、分享）', 'zh-TW': '再互動 {amount} 次（如簽到、分享）' },
  ],
  EARN: same({ en: 'Earn {amount} more {about}', 'zh-CN': '再获得{amount}{about}', 'zh-TW': '再獲得 {amount} {about}' }),
}; // prettier-ignore

/** With the last day on which doing it counts. */
export const BY: LocalisedText = {
  en: '{text} by {date}',
  'zh-CN': '{text}，最晚{date}',
  'zh-TW': '{text}，最晚 {date}',
};

const KINDS: Readonly<Record<Act, NextActionType['kind']>> = {
  SPEND: 'SPEND',
  ORDER: 'ORDER',
  INTERACT: 'INTERACT',
  EARN: 'EARN_POINTS',
};

/** What a member can do, as clients are told it in a language: everything of it has to be done. */
export function toNextActions({ plan, byAt }: NextActions, program: Program, speech: Speech): NextActionType[] {
  return plan.map((step) => ({
    kind: KINDS[step.kind as Act],
    text: textOf(step, byAt, program, speech),
    amount: step.amount,
    byAt,
  }));
}

function textOf(step: Plan[number], byAt: number | null, program: Program, speech: Speech): string {
  const { kind, about, amount } = step;
  const { locale } = speech;
  const texts = kind === 'SPEND' && about === null ? SPEND : ACT_TEXTS[kind as Act];
  const told = kind === 'SPEND' ? money(amount, speech) : new Intl.NumberFormat(locale).format(amount);
  const whose = kind === 'EARN' ? unitOf(program, about, locale) : about;
  const text = fill(texts[amount === 1 ? 0 : 1][locale], { amount: told, about: whose });
  if (byAt === null) return text;
  return fill(BY[locale], { text, date: dated(byAt, { ...speech, zone: program.zone }) });
}

/** What the points of a wallet are called. */
function unitOf({ sections }: Program, wallet: string | null, locale: Locale): string | null {
  const entry = (sections['wallets'] as readonly WalletEntry[]).find(({ code }) => code === wallet);
  return entry?.unitName[locale] ?? wallet;
}
