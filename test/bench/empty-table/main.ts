import '../../../src-renderer/ui/tokens.css';
import '../../../src-renderer/ui/base.css';
import { mount } from 'svelte';

/** The table comes when the address asks for it, loaded as a page of the app is. */
addEventListener('hashchange', () => {
  void import('./EmptyTable.svelte').then(({ default: EmptyTable }) => {
    const target = document.querySelector('main');
    if (target) mount(EmptyTable, { target });
  });
});
