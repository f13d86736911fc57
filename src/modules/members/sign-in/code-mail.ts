import { disclose } from '../../../kernel/envelope.js';
import type { Letter } from '../../../kernel/events.js';
import type { House } from '../../../kernel/house.js';
import type { Mail } from '../../../kernel/mail.js';
import type { Subscription } from '../../../kernel/module.js';
import type { Locale } from '../../../kernel/refusal.js';
import { fill } from '../../../kernel/refusal.js';
import { brandOfProgram } from '../../brands/index.js';
import { CODE_LETTER, CODE_REQUESTED } from './codes.js';

/** What waits, enclosed, in the outbox until the mail is sent. */
interface CodeLetter {
  readonly mailbox: string;
  readonly code: string;
  readonly locale: Locale;
  readonly brandId: string;
  readonly expiresAt: number;
}

/** Sends the mail after the code was committed, and again when the mail server was away; a code that has expired is not sent. */
export const codeMail: Subscription = {
  name: 'sign-in.mail',
  types: [CODE_REQUESTED],

  async deliver(house: House, { id, payload }: Letter): Promise<void> {
    const letter = disclose(house.secrets, CODE_LETTER, payload['enclosed'] as string) as CodeLetter | null;
    if (letter === null || letter.expiresAt <= house.realClock.now() || house.mail === null) return;
    const brand = brandOfProgram(house.programs.current(), letter.brandId)?.name ?? '';
    const answer = await house.mail.send(mailOf(letter, brand, id));
    if (answer === 'refused') house.log.warn({ letter: id }, 'The mail server does not take the mail with a code');
  },
};

const TEXTS = {
  en: {
    subject: '{brand}: {code} is your sign-in code',
    hello: 'Your sign-in code for {brand}:',
    use: 'It works once, for 10 minutes. Nobody at {brand} will ever ask you for it.',
    otherwise: 'If you did not ask for it, you need not do anything.',
  },
  'zh-CN': {
    subject: '{brand}：您的登录验证码 {code}',
    hello: '您登录{brand}的验证码：',
    use: '验证码 10 分钟内有效，仅可使用一次。{brand}工作人员不会向您索取验证码。',
    otherwise: '如非本人操作，请忽略此邮件。',
  },
  'zh-TW': {
    subject: '{brand}：您的登入驗證碼 {code}',
    hello: '您登入{brand}的驗證碼：',
    use: '驗證碼 10 分鐘內有效，僅可使用一次。{brand}工作人員不會向您索取驗證碼。',
    otherwise: '若非本人操作，請忽略此郵件。',
  },
} as const;

function mailOf({ mailbox, code, locale }: CodeLetter, brandName: string, id: string): Mail {
  const brand = brandName.replace(/[\p{Cc}\p{Cf}]/gu, ' ').trim();
  const { subject, hello, use, otherwise } = TEXTS[locale];
  const said = (sentence: string): string => fill(sentence, { brand, code });
  return {
    to: mailbox,
    locale,
    id,
    subject: said(subject),
    text: [said(hello), '', code, '', said(use), said(otherwise), ''].join('\n'),
    html: htmlOf(locale, said(subject), [said(hello), said(use), said(otherwise)], code),
  };
}

/** Plain enough for every mail program: no pictures, no links, nothing from elsewhere. */
function htmlOf(locale: Locale, title: string, [hello = '', ...more]: readonly string[], code: string): string {
  const paragraph = (text: string) => `<p style="margin:0 0 12px">${escaped(text)}</p>`;
  return `<!doctype html>
<html lang="${locale}"><head><meta charset="utf-8"><title>${escaped(title)}</title></head>
<body style="margin:0;padding:24px;font:16px/1.5 sans-serif;color:#222">
${paragraph(hello)}
<p style="margin:0 0 16px;font:700 32px/1.2 monospace;letter-spacing:6px">${code}</p>
${more.map(paragraph).join('\n')}
</body></html>
`;
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => `&#${sign.codePointAt(0) ?? 0};`);
}
