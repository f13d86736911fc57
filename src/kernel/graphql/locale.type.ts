import { Field, ObjectType, registerEnumType } from 'type-graphql';

export const LocaleEnum = { ZH_CN: 'zh-CN', ZH_TW: 'zh-TW', EN: 'en' } as const;

registerEnumType(LocaleEnum, {
  name: 'Locale',
  description: 'A language Laurel speaks.',
  valuesConfig: {
    ZH_CN: { description: 'Simplified Chinese.' },
    ZH_TW: { description: 'Traditional Chinese.' },
    EN: { description: 'English.' },
  },
});

@ObjectType('Translation', { simpleResolvers: true, description: 'A text of a thing in one language.' })
export class TranslationType {
  @Field(() => String, { description: 'The field it is the text of.' })
  field!: string;

  @Field(() => LocaleEnum, { description: 'The language.' })
  locale!: (typeof LocaleEnum)[keyof typeof LocaleEnum];

  @Field(() => String, { description: 'The text.' })
  text!: string;
}
