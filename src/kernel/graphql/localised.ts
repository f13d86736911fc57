import type { GraphQLArgument, GraphQLFieldResolver, GraphQLSchema } from 'graphql';
import { isInputType, isObjectType } from 'graphql';
import { Extensions } from 'type-graphql';
import type { Locale, LocalisedText } from '../refusal.js';
import { LocaleEnum } from './locale.type.js';
import type { TranslationType } from './locale.type.js';

/** The texts of a thing in every language, by the fields they stand in. */
export type Texts = Readonly<Record<string, LocalisedText>>;

/** A thing with texts; without them its fields say what they say, whatever the language. */
interface Told {
  readonly texts?: Texts;
}

/** Declares a field that is a text of the program: it takes `locale`, and is in the language of the request without it. */
export function Localised(): PropertyDecorator & MethodDecorator {
  return Extensions({ isLocalised: true });
}

/** Gives every such field its argument. The text in the language of the request is at hand already; another is looked up. */
export function localise(schema: GraphQLSchema): void {
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type)) continue;
    for (const field of Object.values(type.getFields())) {
      if (field.extensions['isLocalised'] !== true) continue;
      field.args = [...field.args, localeArgument(schema)];
      field.resolve = textOf(field.name);
    }
  }
}

/** Every text of a thing in every language, for those who write them. */
export function translationsOf(texts: Texts): TranslationType[] {
  return Object.entries(texts).flatMap(([field, text]) =>
    Object.values(LocaleEnum).map((locale) => ({ field, locale, text: text[locale] })),
  );
}

function textOf(name: string): GraphQLFieldResolver<unknown, unknown, { locale?: Locale | null }> {
  return (source, { locale }) => {
    const text = locale == null ? undefined : (source as Told).texts?.[name]?.[locale];
    return text ?? (source as Record<string, unknown>)[name];
  };
}

function localeArgument(schema: GraphQLSchema): GraphQLArgument {
  const type = schema.getType('Locale');
  if (!isInputType(type)) throw new Error('A schema with texts in several languages has the enum Locale');
  return {
    name: 'locale',
    description: 'In this language; in that of the request when nothing is said.',
    type,
    defaultValue: undefined,
    deprecationReason: undefined,
    extensions: {},
    astNode: undefined,
  };
}
