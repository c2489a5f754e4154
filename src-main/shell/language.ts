import { app } from 'electron';
import { overwriteGetLocale } from '$words/runtime';
import { locales, type Locale } from '../contract/app';

/** The language of the system, as far as Gatehouse speaks it. */
export function systemLocale(): Locale {
  const spoken = app.getPreferredSystemLanguages().map((tag) => tag.slice(0, 2).toLowerCase());
  return spoken.flatMap((tag) => locales.filter((locale) => locale === tag))[0] ?? 'en';
}

/** Menus and native dialogs made from now on are in this language. */
export function speak(locale: Locale): void {
  overwriteGetLocale(() => locale);
}
