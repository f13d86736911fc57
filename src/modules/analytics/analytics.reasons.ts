import { asTexts } from '../../kernel/refusal.js';

/** Why an input is not taken: INVALID_INPUT within its sentence, so without a full stop. */
export const analyticsReasons = {
  benefitsMost: (max: number) => asTexts(`at most ${max} benefits`, `最多 ${max} 项权益`, `最多 ${max} 項權益`),
  quartersBetween: (max: number) =>
    asTexts(`1 to ${max} quarters`, `须为 1 至 ${max} 个季度`, `須為 1 至 ${max} 個季度`),
};
