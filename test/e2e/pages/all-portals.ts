import type { Locator, Page } from 'playwright';

/** The page **All portals**. */
export function allPortals(page: Page) {
  const main = page.getByRole('main');
  const table = main.getByRole('table', { name: 'All portals' });
  const timeline = main.getByRole('region', { name: 'License timeline' });
  return {
    table,
    /** The rows that are drawn. */
    rows: table.locator('tbody').getByRole('row'),
    row: (name: string): Locator =>
      table.getByRole('row').filter({ has: page.getByRole('link', { name, exact: true }) }),
    search: main.getByRole('searchbox', { name: 'Search portals' }),
    /** How many portals are shown. */
    count: main.getByRole('status').filter({ hasText: /portals?$/ }),
    filter: (name: string): Locator => main.getByRole('combobox', { name }),
    clearFilters: main.getByRole('button', { name: 'Clear search and filters' }),
    pick: (name: string): Locator =>
      main.getByRole('checkbox', { name: `Select ${name}`, exact: true }),
    pickAll: main.getByRole('checkbox', { name: 'Select all shown portals' }),
    selection: main.getByRole('group', { name: 'Selected portals' }),
    refreshing: main.getByRole('status').filter({ hasText: 'to read' }),
    timeline: {
      region: timeline,
      marks: timeline.getByRole('toolbar').getByRole('button'),
      table: timeline.getByRole('table', { name: 'License timeline' }),
      view: (name: 'Chart' | 'Table' | 'Hide'): Locator =>
        timeline.getByText(name, { exact: true }),
    },
    async open(): Promise<void> {
      await page.getByRole('link', { name: 'All portals' }).click();
    },
  };
}
