import type { RefusalTexts } from '../../kernel/refusal.js';

export const sandboxRefusals: RefusalTexts = {
  SANDBOX_ONLY: {
    en: 'Only the sandbox can do this: send a test key (lrl_test_…), not a live one.',
    'zh-CN': '此操作仅限沙箱环境：请使用测试密钥（lrl_test_…），而非正式密钥。',
    'zh-TW': '此操作僅限沙箱環境：請使用測試金鑰（lrl_test_…），而非正式金鑰。',
  },
  SANDBOX_BUSY: {
    en: 'The clock was moved, but somebody else is still doing what became due. Repeat it in a moment.',
    'zh-CN': '时钟已前移，但到期事项仍在由其他进程处理，请稍后重试。',
    'zh-TW': '時鐘已前移，但到期事項仍由其他程序處理中，請稍後重試。',
  },
};
