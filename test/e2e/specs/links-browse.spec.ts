import { sampleIds } from '../../../src-main/practice-portal/tables/sample-ids';
import { at, linkOf } from '../../unit/practice-portal/links-desk';
import { expect, test } from '../fixtures/app';
import { linksTab, openLinks } from '../pages/links';
import { addPortal, portalLinks } from '../pages/portals';

const { files, links } = sampleIds;
const { wide } = sampleIds.folders;

test('rooms, folders and files are browsed by keyboard alone', async ({
  gatehouse: { page },
  startPortal,
}) => {
  const portal = await startPortal({ title: 'Alpha' });
  const tab = await openLinks(page, portal);
  await expect(tab.list).toHaveAccessibleName('Rooms');
  await expect(tab.option('Harbour bridge')).toHaveAccessibleName(
    /Harbour bridge\s*, Custom room\s*, has external links/,
  );
  const active = (title: string) =>
    expect
      .poll(() =>
        tab.list.evaluate((list) => {
          const id = list.getAttribute('aria-activedescendant') ?? '';
          return document.getElementById(id)?.querySelector('[title]')?.getAttribute('title');
        }),
      )
      .toBe(title);

  await tab.list.focus();
  await page.keyboard.press('End');
  await active('Harbour bridge');
  await page.keyboard.press('Enter');
  await expect(tab.list).toHaveAccessibleName('Harbour bridge');
  // What is open shows its own links beside it.
  await expect(tab.heading).toHaveText('Harbour bridge');
  await expect(tab.rows).toHaveCount(2);
  await page.keyboard.press('Home');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(tab.path).toContainText('Drawings');
  await page.keyboard.press('Home');
  await active('Foundations');
  await page.keyboard.press('ArrowRight');
  await active('Soil surveys');
  await page.keyboard.press('Enter');
  await expect(tab.option('Survey 14 March.docx')).toBeVisible();
  await page.keyboard.press('Backspace');
  // Back at the folder that was left.
  await active('Soil surveys');
  await page.keyboard.press('ArrowLeft');
  await active('Foundations');
  await page.keyboard.press('Space');
  await expect(tab.heading).toHaveText('Foundations');
  await expect(tab.list).toHaveAccessibleName('Drawings');
  await page.keyboard.press('Backspace');
  await active('Drawings');

  await tab.path.getByRole('button', { name: 'Rooms' }).click();
  await expect(tab.list).toHaveAccessibleName('Rooms');
  await page.keyboard.press('Control+f');
  await expect(tab.search).toBeFocused();
});

test('a folder of 50,000 files is scrolled to its end without reading all of it', async ({
  gatehouse: { page },
  startPortal,
}) => {
  const portal = await startPortal({ title: 'Alpha', wideFolder: 50_000 });
  const tab = await openLinks(page, portal);
  await tab.search.fill(`${portal.address}/rooms/personal/filter?folder=${wide}`);
  const options = tab.list.getByRole('option');
  await expect(options.first()).toHaveAttribute('aria-setsize', '50000');
  await expect(tab.panel.getByText('50,000 entries')).toBeVisible();
  const firstTitle = await options.first().locator('[title]').first().getAttribute('title');
  expect(firstTitle).not.toBe('');

  const asked = portal.requests.length;
  await tab.list.focus();
  await page.keyboard.press('End');
  const last = tab.list.locator('[aria-posinset="50000"]');
  await expect(last).toBeVisible();
  await expect(last).toContainText(/\.\w+/);
  await expect(last).not.toHaveAttribute('aria-busy', 'true');
  const pages = portal.requests.slice(asked).filter(({ path }) => path.includes(`files/${wide}?`));
  expect(pages.length).toBeLessThan(4);
  expect(pages.length).toBeGreaterThan(0);
  await page.keyboard.press('Enter');
  await expect(tab.heading).toHaveText(
    (await last.locator('[title]').first().getAttribute('title')) ?? '',
  );
  // What is read meanwhile does not move the list.
  await expect(last).toBeVisible();
  await page.keyboard.press('Home');
  await expect(options.first()).toContainText(firstTitle ?? '');
});

test('the entry shown is a page of its own: back, forward, and after a restart', async ({
  launch,
  startPortal,
}) => {
  const portal = await startPortal({ title: 'Alpha' });
  const first = await launch();
  const tab = await openLinks(first.page, portal);
  await tab.option('Harbour bridge').click();
  await expect(tab.heading).toHaveText('Harbour bridge');
  await tab.option('Press kit').click();
  await expect(tab.heading).toHaveText('Press kit');
  await first.page.goBack();
  await expect(tab.heading).toHaveText('Harbour bridge');
  await first.page.goForward();
  await expect(tab.heading).toHaveText('Press kit');
  await first.close();

  const { page } = await launch();
  const again = linksTab(page);
  await expect(again.heading).toHaveText('Press kit');
  // What lies in the room that is shown.
  await expect(again.option('Company profile.docx')).toBeVisible();
});

test('a search is busy, can be cancelled, and finds what it is told', async ({
  gatehouse: { page },
  startPortal,
}) => {
  const portal = await startPortal({ title: 'Alpha' });
  const tab = await openLinks(page, portal);
  portal.switches.set({ kind: 'hang', path: 'filterValue' });
  await tab.search.fill('survey');
  await expect(tab.panel.getByText('Searching…')).toBeVisible();
  await tab.panel.getByRole('button', { name: 'Cancel' }).click();
  await expect(tab.panel.getByText('Press Enter to search.')).toBeVisible();
  portal.switches.clear();
  await tab.search.press('Enter');
  await expect(tab.option('Survey 14 March.docx')).toBeVisible();
  await tab.search.press('ArrowDown');
  await expect(tab.list).toBeFocused();
  await page.keyboard.press('Home');
  await tab.option('Survey 14 March.docx').click();
  await expect(tab.heading).toHaveText('Survey 14 March.docx');
  await tab.search.press('Escape');
  await expect(tab.path).toContainText('Soil surveys');
  await expect(tab.option('Survey 14 March.docx')).toHaveAttribute('aria-selected', 'true');

  await tab.search.fill(String(files.spreadsheet));
  await expect(tab.option('Budget 2027.xlsx')).toBeVisible();
  await expect(tab.heading).toHaveText('Survey 14 March.docx');
  await tab.search.press('Enter');
  await expect(tab.heading).toHaveText('Budget 2027.xlsx');
  await tab.search.fill('https://example.com');
  await expect(tab.panel.getByText('This belongs to another portal: example.com')).toBeVisible();
  await expect(tab.panel.getByRole('button', { name: 'Add portal' })).toBeVisible();
  await tab.search.fill(`${portal.address}/files/trash`);
  await expect(tab.panel.getByRole('alert')).toContainText('neither an id nor an address');
});

test('an address of another saved portal leads there, and goes on there', async ({
  gatehouse: { page },
  startPortal,
}) => {
  const alpha = await startPortal({ title: 'Alpha' });
  const beta = await startPortal({ title: 'Beta' });
  await addPortal(page, { address: beta.address, key: beta.key, name: 'Beta' });
  const tab = await openLinks(page, { address: alpha.address, key: alpha.key, name: 'Alpha' });
  const { sharedTo } = await linkOf(beta, at('file', files.document), links.documentSoon);
  await tab.search.fill(sharedTo.shareLink);
  await tab.panel.getByRole('button', { name: 'Search in Beta' }).click();
  await expect(tab.heading).toHaveText('Annual report 2026.docx');
  await expect(tab.row('Proofreading')).toHaveAttribute('aria-current', 'true');
  await expect(portalLinks(page).filter({ hasText: 'Beta' })).toHaveAttribute(
    'aria-current',
    'page',
  );
});
