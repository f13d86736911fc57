import type { Locale } from '../../kernel/refusal.js';

/** What the page says itself; what GraphiQL says is English. */
export interface ExplorerWords {
  readonly title: string;
  readonly documents: string;
  readonly choose: string;
  readonly hint: string;
  readonly noIntrospection: string;
  readonly noScript: string;
}

export const WORDS: Readonly<Record<Locale, ExplorerWords>> = {
  en: {
    title: 'Laurel API explorer',
    documents: 'Documents to start from',
    choose: 'Choose …',
    hint: 'Put your key or member token into the headers below: {"Authorization": "Bearer …"}. It is not kept.',
    noIntrospection:
      'Introspection is off on this server: documents run, but there is no documentation and no completion. The schema is in schema/schema.graphql.',
    noScript: 'The explorer needs JavaScript. Without it, send operations with POST to this address.',
  },
  'zh-CN': {
    title: 'Laurel API 探索页',
    documents: '示例文档',
    choose: '请选择……',
    hint: '请在下方的 Headers 中填写您的密钥或会员令牌：{"Authorization": "Bearer …"}。它不会被保存。',
    noIntrospection:
      '此服务器已关闭自省：文档可以运行，但没有字段说明和自动补全。完整的 schema 见 schema/schema.graphql。',
    noScript: '此页面需要 JavaScript。没有它时，请用 POST 把操作发送到此地址。',
  },
  'zh-TW': {
    title: 'Laurel API 探索頁',
    documents: '範例文件',
    choose: '請選擇……',
    hint: '請在下方的 Headers 中填寫您的金鑰或會員權杖：{"Authorization": "Bearer …"}。它不會被保存。',
    noIntrospection:
      '此伺服器已關閉自省：文件可以執行，但沒有欄位說明和自動完成。完整的 schema 見 schema/schema.graphql。',
    noScript: '此頁面需要 JavaScript。沒有它時，請用 POST 把操作傳送到此位址。',
  },
};
