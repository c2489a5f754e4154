import type { Page } from 'playwright';
import { expect, test } from '../fixtures/app';
import { writeSavedPortals } from '../fixtures/saved-portals';
import { portalLinks } from '../pages/portals';

test('hundreds of portals: few are drawn, all are found', async ({ launch, profile }) => {
  const hundreds = Array.from({ length: 300 }, (_, at) => ({
    name: `Portal ${at + 1}`,
    address: `https://docs-${at + 1}.example.invalid`,
    tags: at % 100 === 41 ? ['forty-two'] : [],
  }));
  await writeSavedPortals(profile, hundreds);
  const { page } = await launch();
  const { table, rows, search, count } = portalsPage(page);

  await expect(table).toHaveAttribute('aria-rowcount', '301');
  await expect(count).toHaveText('300 portals');
  await expect(rows.first()).toContainText('Portal 1');
  expect(await rows.count()).toBeLessThan(60);
  await expect(portalLinks(page).first()).toContainText('Portal 1');
  expect(await portalLinks(page).count()).toBeLessThan(60);

  await test.step('scrolling draws the rest', async () => {
    await table.hover();
    await page.mouse.wheel(0, 100_000);
    await expect(rows.last()).toContainText('Portal 300');
    expect(await rows.count()).toBeLessThan(60);
    await portalLinks(page).first().hover();
    await page.mouse.wheel(0, 100_000);
    await expect(portalLinks(page).last()).toContainText('Portal 300');
    expect(await portalLinks(page).count()).toBeLessThan(60);
  });

  await test.step('the search of the page', async () => {
    await search.fill('docs-217.example');
    await expect(rows).toHaveCount(1);
    await expect(rows).toContainText('Portal 217');
    await expect(count).toHaveText('1 of 300 portals');
    await search.fill('nowhere');
    await expect(page.getByText('No portal matches', { exact: true })).toBeVisible();
    await page.getByRole('button', { name: 'Clear search and filters' }).click();
    await expect(count).toHaveText('300 portals');
  });

  await test.step('tags', async () => {
    await page.getByRole('combobox', { name: 'Tag' }).selectOption('forty-two');
    await expect(rows).toHaveText([/Portal 42/, /Portal 142/, /Portal 242/]);
    await expect(count).toHaveText('3 of 300 portals');
  });

  await test.step('Find portal', async () => {
    const find = page.getByRole('searchbox', { name: 'Find portal' });
    await find.fill('nowhere');
    await expect(page.getByText('No portal matches “nowhere”.')).toBeVisible();
    await find.fill('portal 217');
    await expect(portalLinks(page)).toHaveText([/Portal 217/]);
    await find.press('Enter');
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Portal 217');
    await find.press('Escape');
    await expect(find).toHaveValue('');
  });
});

test('the order is the person’s own, and stays', async ({ launch, profile }) => {
  const names = ['One', 'Two', 'Three'];
  await writeSavedPortals(
    profile,
    names.map((name) => ({ name, address: `https://${name}.example.invalid`.toLowerCase() })),
  );
  const first = await launch();
  const { rows, move } = portalsPage(first.page);
  await expect(rows).toHaveText([/One/, /Two/, /Three/]);

  await move('One', 'Move down');
  await expect(rows).toHaveText([/Two/, /One/, /Three/]);
  await move('Three', 'Move up');
  await expect(rows).toHaveText([/Two/, /Three/, /One/]);
  await expect(portalLinks(first.page)).toHaveText([/Two/, /Three/, /One/]);

  await test.step('not past the ends', async () => {
    const menu = first.page.getByRole('menu');
    await first.page.getByRole('button', { name: 'Actions for Two' }).click();
    await expect(menu.getByRole('menuitem', { name: 'Move up' })).toBeDisabled();
    await expect(menu.getByRole('menuitem', { name: 'Move down' })).toBeEnabled();
    await first.page.keyboard.press('Escape');
  });

  await test.step('sorting is only a look at it', async () => {
    await first.page.getByRole('columnheader', { name: 'Name' }).getByRole('button').click();
    await expect(rows).toHaveText([/One/, /Three/, /Two/]);
    await expect(portalLinks(first.page)).toHaveText([/Two/, /Three/, /One/]);
    await first.page.getByRole('button', { name: 'Own order' }).click();
    await expect(rows).toHaveText([/Two/, /Three/, /One/]);
  });

  await first.close();
  const { page } = await launch();
  await expect(portalsPage(page).rows).toHaveText([/Two/, /Three/, /One/]);
});

/** The page **All portals**. */
function portalsPage(page: Page) {
  const table = page.getByRole('table', { name: 'All portals' });
  return {
    table,
    /** The rows that are drawn. */
    rows: table.locator('tbody').getByRole('row'),
    search: page.getByRole('searchbox', { name: 'Search portals' }),
    count: page.getByRole('main').getByRole('status'),
    async move(name: string, where: 'Move up' | 'Move down'): Promise<void> {
      await page.getByRole('button', { name: `Actions for ${name}` }).click();
      await page.getByRole('menuitem', { name: where }).click();
    },
  };
}
