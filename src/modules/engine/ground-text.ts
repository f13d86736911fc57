import type { Ground, Standing } from '../../kernel/explaining.js';
import type { Locale, LocalisedText } from '../../kernel/refusal.js';
import { fill } from '../../kernel/refusal.js';

type Texts = Readonly<Record<Standing['verdict'], LocalisedText>>;

const same = (text: LocalisedText): Texts => ({ YES: text, NO: text, UNKNOWN: text });

/** Why it is so, or is not, in one sentence for each ground. */
export const GROUND_TEXTS: Readonly<Record<Ground, Texts>> = {
  ALWAYS: same({ en: 'It has no condition.', 'zh-CN': '没有任何条件。', 'zh-TW': '沒有任何條件。' }),
  CONDITION: {
    YES: { en: 'The condition is met.', 'zh-CN': '符合条件。', 'zh-TW': '符合條件。' },
    NO: { en: 'The condition is not met.', 'zh-CN': '不符合条件。', 'zh-TW': '不符合條件。' },
    UNKNOWN: {
      en: 'Something the condition asks for is not known, so it is not met.',
      'zh-CN': '条件所需的资料不全，因此视为不符合。',
      'zh-TW': '條件所需的資料不全，因此視為不符合。',
    },
  },
  EARLIER: same({
    en: '“{by}” comes first and has the member, so this layer does not, even where its own condition is met.',
    'zh-CN': '“{by}”排在前面，会员已归入该层；即使符合本层条件，也不会归入本层。',
    'zh-TW': '「{by}」排在前面，會員已歸入該層；即使符合本層條件，也不會歸入本層。',
  }),
  NONE_ABOVE: same({
    en: 'The member is in none of the layers above, and this one takes who is left over.',
    'zh-CN': '会员不属于以上任何一层，因此归入兜底的本层。',
    'zh-TW': '會員不屬於以上任何一層，因此歸入墊底的本層。',
  }),
  LIST: {
    YES: {
      en: 'The member is in the list. Who is in it was said by somebody; no condition decides.',
      'zh-CN': '会员在名单中。名单由人工指定，不看任何条件。',
      'zh-TW': '會員在名單中。名單由人工指定，不看任何條件。',
    },
    NO: {
      en: 'The member is not in the list. Who is in it was said by somebody; no condition decides.',
      'zh-CN': '会员不在名单中。名单由人工指定，不看任何条件。',
      'zh-TW': '會員不在名單中。名單由人工指定，不看任何條件。',
    },
    UNKNOWN: { en: 'A list follows no condition.', 'zh-CN': '名单不看任何条件。', 'zh-TW': '名單不看任何條件。' },
  },
  NOT_ACTIVE: same({
    en: 'The member does not take part at the moment, and rules select only who does.',
    'zh-CN': '会员目前未参与计划，规则只会选中参与中的会员。',
    'zh-TW': '會員目前未參與計畫，規則只會選中參與中的會員。',
  }),
  RETIRED: same({
    en: 'The segment was retired: nobody is in it any more.',
    'zh-CN': '该人群已停用，不再有任何会员。',
    'zh-TW': '該受眾已停用，不再有任何會員。',
  }),
};

/** The sentence of a ground in a language. */
export function groundSentence({ verdict, ground, by }: Standing, locale: Locale): string {
  return fill(GROUND_TEXTS[ground][verdict][locale], { by: by?.name[locale] ?? null });
}
