import type { Texts } from '../locale/texts';

/** What the server wrote into the page. */
interface PageState {
  readonly locale: {
    readonly language: string;
    readonly translations: Readonly<Record<string, { readonly laurel: Spoken }>>;
  };
  readonly session: Session;
}

type Spoken = Omit<Texts, 'adminjs'>;

/** Who is signed in, as far as the page is told. */
export interface Session {
  readonly id: string;
  readonly email: string;
  readonly title: string;
  readonly locale: string;
  readonly zone: string;
  readonly currency: string;
  readonly scopes: readonly string[];
}

declare global {
  interface Window {
    readonly REDUX_STATE: PageState;
  }
}

export function session(): Session {
  return window.REDUX_STATE.session;
}

/** The sentences of the language of this page. */
export function texts(): Spoken {
  const { language, translations } = window.REDUX_STATE.locale;
  const own = translations[language];
  if (!own) throw new Error(`The page has no texts in ${language}`);
  return own.laurel;
}

/** Puts `{name}` into a sentence. */
export function fill(sentence: string, details: Readonly<Record<string, string | number>>): string {
  return sentence.replace(/\{(\w+)\}/g, (_, name: string) => String(details[name] ?? '…'));
}

/** What a choice is called; itself, when it has no name. */
export function choice(value: string): string {
  return (texts().choices as Readonly<Record<string, string>>)[value] ?? value;
}

/** What the house means by a code it wrote into a column; itself, when it has no words, as a reason that somebody gave. */
export function said(column: string, code: string): string {
  const words = texts().said as Readonly<Record<string, Readonly<Record<string, string>>>>;
  return words[column]?.[code.replaceAll('.', '/')] ?? code; // see `withoutDots`
}

export function field(name: string): string {
  return (texts().fields as Readonly<Record<string, string>>)[name] ?? name;
}
