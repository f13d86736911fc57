import { Field, InputType, ObjectType, registerEnumType } from 'type-graphql';

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

@InputType('LocalisedTextInput', { description: 'A text in the three languages.' })
export class LocalisedTextInput {
  @Field(() => String, { description: 'English, 1 to 120 characters.' })
  en!: string;

  @Field(() => String, { description: 'Simplified Chinese, 1 to 120 characters.' })
  zhCN!: string;

  @Field(() => String, { description: 'Traditional Chinese, 1 to 120 characters.' })
  zhTW!: string;
}
