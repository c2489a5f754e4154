import { expect, type Locator, type Page } from 'playwright/test';
import type { SharingSwitchName } from './sharing';

type Choice = 'Leave' | 'On' | 'Off' | 'Allowed' | 'Restricted';

/** Opens the command palette and takes an entry. */
async function take(page: Page, entry: string): Promise<void> {
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox', { name: /^Go to a portal/ }).fill(entry);
  await page.getByRole('option', { name: entry }).click();
}

/** What a policy sets, wherever it is chosen. */
async function choose(
  dialog: Locator,
  fields: Partial<Record<SharingSwitchName, Choice>>,
): Promise<void> {
  for (const [name, choice] of Object.entries(fields)) {
    await dialog
      .getByRole('group', { name, exact: true })
      .getByText(choice, { exact: true })
      .click();
  }
}

/** The dialog **Apply sharing policy**, and what follows it. */
export function policyDialog(page: Page) {
  const dialog = page.getByRole('dialog', { name: 'Apply sharing policy' });
  const rows = dialog.getByRole('table', { name: 'What would change' }).locator('tbody tr');
  return {
    dialog,
    /** Takes **Apply sharing policy…** for all portals. */
    open: () => take(page, 'Apply sharing policy…'),
    from: (name: 'Saved policy' | 'Another portal' | 'New') =>
      dialog.getByRole('group', { name: 'Take the switches from' }).getByText(name).click(),
    choose: (fields: Parameters<typeof choose>[1]) => choose(dialog, fields),
    saveToo: dialog.getByRole('checkbox', { name: 'Save it as a policy' }),
    name: dialog.getByLabel('Name', { exact: true }),
    portal: dialog.getByRole('combobox', { name: 'Portal' }),
    preview: dialog.getByRole('button', { name: 'Preview' }),
    back: dialog.getByRole('button', { name: 'Back' }),
    rows,
    row: (name: string): Locator => rows.filter({ hasText: name }),
    apply: dialog.getByRole('button', { name: /^Apply to / }),
    question: page.getByRole('alertdialog'),
    async confirm(): Promise<void> {
      await page.getByRole('alertdialog').getByRole('button', { name: 'Apply' }).click();
      await expect(dialog).toBeHidden();
    },
  };
}

/** The report of a batch. */
export function batchReport(page: Page) {
  const dialog = page.getByRole('dialog', { name: 'What became of it' });
  const rows = dialog.getByRole('table', { name: 'What became of it' }).locator('tbody tr');
  return {
    dialog,
    rows,
    row: (name: string): Locator => rows.filter({ hasText: name }),
    through: dialog.getByRole('status'),
    stop: dialog.getByRole('button', { name: 'Stop' }),
    undoAll: dialog.getByRole('button', { name: 'Undo all' }),
    async undo(): Promise<void> {
      await dialog.getByRole('button', { name: 'Undo all' }).click();
      await page.getByRole('alertdialog').getByRole('button', { name: 'Undo all' }).click();
      await expect(page.getByRole('alertdialog')).toBeHidden();
    },
    close: dialog.getByRole('button', { name: 'Close' }).last(),
  };
}

/** The dialog **Sharing policies**. */
export function policiesDialog(page: Page) {
  const dialog = page.getByRole('dialog', { name: 'Sharing policies' });
  const form = page.getByRole('dialog', { name: /^(New|Edit) policy$/ });
  return {
    dialog,
    form,
    open: () => take(page, 'Sharing policies…'),
    item: (name: string): Locator =>
      dialog
        .getByRole('list', { name: 'Sharing policies' })
        .getByRole('listitem')
        .filter({ hasText: name }),
    button: (name: string): Locator => dialog.getByRole('button', { name }),
    recent: dialog.getByRole('region', { name: 'Recent batches' }).getByRole('listitem'),
    name: form.getByLabel('Name', { exact: true }),
    takeFrom: form.getByRole('combobox', { name: 'Take from a portal' }),
    choose: (fields: Parameters<typeof choose>[1]) => choose(form, fields),
    save: form.getByRole('button', { name: 'Save policy' }),
    close: dialog.getByRole('button', { name: 'Close' }).last(),
  };
}
