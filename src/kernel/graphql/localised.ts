import type { DocumentNode, GraphQLArgument, GraphQLField, GraphQLFieldResolver, GraphQLSchema } from 'graphql';
import { BREAK, isInputType, isObjectType, visit } from 'graphql';
import { Extensions } from 'type-graphql';
import type { Locale, LocalisedText } from '../refusal.js';
import { accessRuleOf } from './access.js';
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
  for (const field of localisedFields(schema)) {
    field.args = [...field.args, localeArgument(schema)];
    field.resolve = textOf(field.name);
  }
}

/**
 * Compiles a document that asks for no other language. Its texts are at hand then, so they are read like what stands beside
 * them, without a resolver for each: lists are full of them. Fields with a rule of access keep it.
 */
export function withTextsAtHand<Compiled>(
  schema: GraphQLSchema,
  document: DocumentNode,
  compile: () => Compiled,
): Compiled {
  if (namesLocale(document)) return compile();
  const fields = localisedFields(schema).filter((field) => !accessRuleOf(field));
  const resolvers = fields.map(({ resolve }) => resolve);
  for (const field of fields) field.resolve = undefined;
  try {
    return compile();
  } finally {
    for (const [at, field] of fields.entries()) field.resolve = resolvers[at];
  }
}

function namesLocale(document: DocumentNode): boolean {
  let isNamed = false;
  visit(document, {
    Argument({ name }) {
      if (name.value !== 'locale') return undefined;
      isNamed = true;
      return BREAK;
    },
  });
  return isNamed;
}

function localisedFields(schema: GraphQLSchema): GraphQLField<unknown, unknown>[] {
  const types = Object.values(schema.getTypeMap()).filter((type) => isObjectType(type));
  const fields = types.flatMap((type) => Object.values(type.getFields()));
  return fields.filter(({ extensions }) => extensions['isLocalised'] === true);
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
