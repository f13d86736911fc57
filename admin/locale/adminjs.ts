import type { Locale } from '../../src/kernel/refusal.js';
import { deskOf } from '../desk.js';
import { textsIn } from './texts.js';

/** The language of a page: one, that of the desk. Choosing another loads the page anew, because the server speaks, too. */
export function localeFor(currentAdmin?: unknown) {
  const { locale } = deskOf({ currentAdmin });
  return {
    language: locale,
    availableLanguages: [locale],
    translations: { [locale]: translationsIn(locale) },
  };
}

/** Our sentences where AdminJS looks for its own, and all of them for our components. */
function translationsIn(locale: Locale) {
  const { actions, adminjs, choices, fields, resources, ...rest } = textsIn(locale);
  const { dashboard, filters, navigation, from, to, notFound, forbidden, failed, noRecords, pageNotFound, ...buttons } =
    adminjs;
  return {
    actions,
    buttons: { ...buttons, logout: rest.door.signOut, save: rest.form.send, cancel: rest.form.cancel },
    labels: { ...resources, dashboard, filters, navigation },
    properties: { ...fields, from, to },
    messages: {
      noRecords,
      noRecordsInResource: ' ',
      error404Resource: notFound,
      error404Action: notFound,
      error404Record: notFound,
      forbiddenError: forbidden,
      anyForbiddenError: forbidden,
      forbidden,
      notThere: notFound,
      errorFetchingRecords: failed,
      errorFetchingRecord: failed,
      thereWereValidationErrors: failed,
      pageNotFound_title: pageNotFound,
      pageNotFound_subtitle: ' ',
      done: rest.form.done,
    },
    resources: Object.fromEntries(Object.entries(resources).map(([id, name]) => [id, { actions: { list: name } }])),
    components: { LanguageSelector: { availableLanguages: { [locale]: locale } } },
    laurel: { ...rest, said: withoutDots(rest.said), choices, fields, resources, actions },
  };
}

/** AdminJS takes names apart at their dots, so `said` of the page asks for `benefits/issue`. */
function withoutDots(said: Readonly<Record<string, Readonly<Record<string, string>>>>): object {
  const renamed = (words: Readonly<Record<string, string>>) =>
    Object.fromEntries(Object.entries(words).map(([code, word]) => [code.replaceAll('.', '/'), word]));
  return Object.fromEntries(Object.entries(said).map(([column, words]) => [column, renamed(words)]));
}
