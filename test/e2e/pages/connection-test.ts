import type { Locator } from 'playwright/test';

/** What a dialog shows of its connection test. */
export function connectionTest(dialog: Locator) {
  const result = dialog.getByRole('region', { name: 'Connection test' });
  return {
    result,
    /** The five steps, in their order. */
    steps: result.getByRole('list', { name: 'Connection test' }).getByRole('listitem'),
    /** License, Sharing and File links, each with yes or no and the reason. */
    works: result.locator('dl[aria-label="What works with this key"] > div'),
    trust: result.getByRole('checkbox', { name: 'Trust exactly this certificate' }),
  };
}
