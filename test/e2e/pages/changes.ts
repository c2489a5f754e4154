import { expect, type Locator, type Page } from 'playwright/test';

/** The link **Changes** of the sidebar; it also tells how many are open. */
export const changesLink = (page: Page): Locator =>
  page.getByRole('navigation').getByRole('link', { name: /^Changes/ });

/** What is said once when portals can be reached again. */
export const recoveryNews = (page: Page): Locator =>
  page.locator('[data-sonner-toast]').filter({ hasText: 'Back online' });

/** The page **Changes**. */
export function changesPage(page: Page) {
  const main = page.getByRole('main');
  const table = main.getByRole('table', { name: 'Changes' });
  return {
    table,
    /** The changes, the newest first. */
    rows: table.locator('tbody').getByRole('row'),
    /** One or more changes by what stands in their row. */
    row: (...texts: readonly (string | RegExp)[]): Locator =>
      texts.reduce<Locator>(
        (rows, hasText) => rows.filter({ hasText }),
        table.locator('tbody').getByRole('row'),
      ),
    /** Shows only changes of this kind. */
    async show(name: 'All' | 'Open' | 'Needs review' | 'Ended'): Promise<void> {
      const kinds = main.getByRole('group', { name: 'Which changes' });
      await kinds.getByText(name, { exact: true }).click();
      await expect(kinds.getByRole('radio', { name })).toBeChecked();
    },
    /** Which portals wait, why, and **Resume** for each. */
    pausedNote: main.getByRole('note').filter({ hasText: 'wait' }),
    portal: main.getByLabel('Portal', { exact: true }),
    search: main.getByRole('searchbox', { name: 'Search changes' }),
    /** Takes an entry of the menu in a row. */
    async take(row: Locator, entry: ChangeEntry | RegExp): Promise<void> {
      await row.getByRole('button', { name: /^Actions for/ }).click();
      await page.getByRole('menuitem', { name: entry }).click();
    },
    /** Takes an entry of the menu **Pause**. */
    async pauseOrResume(entry: string): Promise<void> {
      await main.getByRole('button', { name: 'Pause or resume portals' }).click();
      await page.getByRole('menuitem', { name: entry }).click();
    },
    async exportAs(kind: 'CSV' | 'JSON'): Promise<void> {
      await main.getByRole('button', { name: 'Export' }).click();
      await page.getByRole('menuitem', { name: `Export ${kind}` }).click();
    },
    /** Opens the details of a change. */
    async open(row: Locator) {
      // The first button is the one that opens; the whole row is its target.
      await row.getByRole('button').first().click();
      return changeDialog(page);
    },
  };
}

type ChangeEntry = 'Details' | 'Retry' | 'Discard' | 'Send now' | 'Undo';

/** The details of a change; those of a conflict let the person decide. */
export async function changeDialog(page: Page) {
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByRole('heading', { name: 'What became of it' })).toBeVisible();
  const conflict = dialog.getByRole('table', { name: 'Somebody else changed the same thing' });
  return {
    dialog,
    /** The cells of a changed field: from, to, and what the portal holds where that differs. */
    field: (name: string): Locator =>
      dialog
        .getByRole('table', { name: 'What changes' })
        .getByRole('row')
        .filter({ has: page.getByRole('rowheader', { name, exact: true }) })
        .getByRole('cell'),
    /** Every state that the change went through. */
    steps: dialog.getByRole('region', { name: 'What became of it' }).getByRole('listitem'),
    conflict,
    choice: (field: string, name: 'Keep mine' | 'Keep theirs'): Locator =>
      conflict
        .getByRole('row')
        .filter({ has: page.getByRole('rowheader', { name: field, exact: true }) })
        .getByRole('radio', { name }),
    keepAll: (whose: 'mine' | 'theirs'): Locator =>
      dialog.getByRole('button', { name: `Keep all ${whose}` }),
    settle: dialog.getByRole('button', { name: 'Settle conflict' }),
    button: (name: 'Retry' | 'Discard' | 'Send now' | 'Undo' | 'Resume'): Locator =>
      dialog.getByRole('button', { name, exact: true }),
    /** Says yes to the question of **Discard**. */
    async discard(): Promise<void> {
      await dialog.getByRole('button', { name: 'Discard', exact: true }).click();
      const question = page.getByRole('alertdialog', { name: 'Discard this change?' });
      await question.getByRole('button', { name: 'Discard change' }).click();
      await expect(question).toBeHidden();
    },
    async close(): Promise<void> {
      await page.keyboard.press('Escape');
      await expect(dialog).toBeHidden();
    },
  };
}
