import type { Locale } from '../../src-main/contract/app';
import { overwriteGetLocale } from '$words/runtime';

let choice: Locale = $state('en');
// Every message reads the language through this, and so is drawn anew when it changes.
overwriteGetLocale(() => choice);

/** The language of the window. */
export const language = {
  get choice(): Locale {
    return choice;
  },
  set choice(value: Locale) {
    choice = value;
  },
};
