import { asTexts } from '../../kernel/refusal.js';

/** Why an input is not taken: INVALID_INPUT within its sentence, so without a full stop. */
export const sandboxReasons = {
  oneDistance: asTexts(
    'say exactly one of to, byHours and byDays',
    '须且只能填写 to、byHours、byDays 之一',
    '須且只能填寫 to、byHours、byDays 之一',
  ),
  onlyForward: asTexts('the clock of the sandbox goes forward only', '沙箱时钟只能向前拨动', '沙箱時鐘只能向前撥動'),
  yearsAhead: (years: number) =>
    asTexts(
      `the sandbox is ${years} years ahead already; reset it`,
      `沙箱时钟已超前 ${years} 年，请重置沙箱`,
      `沙箱時鐘已超前 ${years} 年，請重設沙箱`,
    ),
  daysAtOnce: (max: number) =>
    asTexts(
      `the clock moves by at most ${max} days at once`,
      `时钟每次最多拨动 ${max} 天`,
      `時鐘每次最多撥動 ${max} 天`,
    ),
};
