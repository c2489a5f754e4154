import '@fontsource-variable/inter';
import { mount } from 'svelte';
import App from './app/App.svelte';
import { appInfo } from './state/app-info.svelte';
import { bridge } from './state/bridge';
import { language } from './state/language.svelte';
import { portalList } from './state/portal-list.svelte';
import { restore } from './state/route.svelte';
import { theme } from './state/theme.svelte';
import { showError } from './state/toasts';

// Both are asked at once: each answer takes as long as the other.
portalList.start();
const start = await bridge.app.start();
if (start.ok) {
  theme.choice = start.value.theme;
  language.choice = start.value.locale;
  appInfo.start = start.value;
  restore(start.value.lastPage);
} else {
  showError(start.error);
}

const target = document.getElementById('app');
if (!target) throw new Error('index.html has no #app');
target.replaceChildren();
mount(App, { target });
