import type { Theme } from '../../src-main/contract/app';

const darkSystem = matchMedia('(prefers-color-scheme: dark)');
let choice: Theme = $state('system');
let systemIsDark = $state(darkSystem.matches);
darkSystem.addEventListener('change', (event) => (systemIsDark = event.matches));

/** The person's choice, and what it comes to now. */
export const theme = {
  get choice(): Theme {
    return choice;
  },
  set choice(value: Theme) {
    choice = value;
  },
  get shown(): 'light' | 'dark' {
    if (choice !== 'system') return choice;
    return systemIsDark ? 'dark' : 'light';
  },
};
