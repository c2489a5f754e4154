import type { PracticePortal } from '../../../src-main/practice-portal';
import { expect, test } from '../fixtures/app';
import {
  inDays,
  storeDocsServer,
  storeManyReadings,
  storeReadings,
} from '../fixtures/licensed-portals';
import { writeSavedPortals } from '../fixtures/saved-portals';
import { allPortals } from '../pages/all-portals';
import { expectTabRound } from '../pages/accessibility';
import { chooseTheme, looker, themes } from '../pages/looks';
import { addPortal, portalPage } from '../pages/portals';

const place = (name: string) => ({
  name,
  address: `https://${name.toLowerCase()}.example.invalid`,
});

test('what was read before stands in the list at once; filters and sort', async ({
  launch,
  profile,
  keyring,
}) => {
  const names = ['Late', 'Grace', 'Soon', 'Far', 'Endless', 'Unread'];
  await writeSavedPortals(
    profile,
    names.map((name) => ({ ...place(name), tags: name === 'Soon' ? ['vip'] : [] })),
  );
  await (await launch()).close();
  await storeReadings(profile, keyring, [
    { of: 'Late', standing: 'notPaid', dueDate: inDays(-3), sharing: true },
    { of: 'Grace', standing: 'grace', dueDate: inDays(-2), graceUntil: inDays(28) },
    { of: 'Soon', dueDate: inDays(5), sharing: false },
    { of: 'Far', dueDate: inDays(200), sharing: true },
    { of: 'Endless' },
  ]);
  const { page } = await launch();
  const { row, rows, filter, count, clearFilters, table, search } = allPortals(page);
  await expect(row('Late')).toContainText('3 days ago');
  await expect(row('Grace')).toContainText('Grace period');
  await expect(row('Soon')).toContainText(/in 5 days.*Restricted/s);
  await expect(row('Far')).toContainText(/in 200 days.*Allowed/s);
  await expect(row('Endless')).toContainText('No end');
  await expect(row('Unread')).toContainText('not known');

  await filter('License due').selectOption('Overdue');
  await expect(rows).toHaveText([/Late/, /Grace/]);
  await expect(count).toHaveText('2 of 6 portals');
  await filter('License due').selectOption('Within 7 days');
  await expect(rows).toHaveText([/Soon/]);
  await clearFilters.click();
  await filter('External sharing').selectOption('Allowed');
  await expect(rows).toHaveText([/Late/, /Far/]);
  await search.fill('far');
  await expect(rows).toHaveText([/Far/]);
  await clearFilters.click();
  await filter('Tag').selectOption('vip');
  await expect(rows).toHaveText([/Soon/]);
  await clearFilters.click();

  await table.getByRole('button', { name: 'License due' }).click();
  await expect(rows).toHaveText([/Late/, /Grace/, /Soon/, /Far/, /Endless/, /Unread/]);
  await table.getByRole('button', { name: 'License due' }).click();
  await expect(rows).toHaveText([/Unread/, /Endless/, /Far/, /Soon/, /Grace/, /Late/]);
});

test('with one portal there is nothing to choose among', async ({
  gatehouse: { page },
  startPortal,
}) => {
  await addPortal(page, { ...(await startPortal()), name: 'Mine' });
  const all = allPortals(page);
  await all.open();
  await expect(all.rows).toHaveText([/Mine/]);
  await expect(all.row('Mine')).toContainText('in 12 days');
  await expect(all.search).toBeHidden();
  await expect(page.getByRole('main').getByRole('checkbox')).toHaveCount(0);
  await expect(page.getByRole('main').getByRole('combobox')).toHaveCount(0);
  await expect(all.timeline.region).toBeHidden();
});

test('portals are picked by mouse, keyboard and filter, and read again together', async ({
  gatehouse: { page },
  startPortal,
}) => {
  const portals: PracticePortal[] = [];
  for (const name of ['One', 'Two', 'Three', 'Four']) {
    const portal = await startPortal();
    portals.push(portal);
    await addPortal(page, { ...portal, name });
    await expect(portalPage(page).fact('Role')).toHaveText('Owner');
  }
  const all = allPortals(page);
  await all.open();
  for (const name of ['One', 'Two', 'Three', 'Four']) {
    await expect(all.row(name)).toContainText('in 12 days');
  }
  await expect(all.refreshing).toBeHidden();

  await test.step('a range, and all that a filter shows', async () => {
    await all.pick('Two').click();
    await all.pick('Four').click({ modifiers: ['Shift'] });
    await expect(all.selection).toContainText('3 portals selected');
    await all.search.fill('o');
    await expect(all.selection).toContainText('2 portals selected');
    await all.search.fill('');
    await all.pickAll.click();
    await expect(all.selection).toContainText('4 portals selected');
    await all.pickAll.click();
    await expect(all.selection).toBeHidden();
  });

  await test.step('by keyboard', async () => {
    await all.pick('One').focus();
    await page.keyboard.press('Space');
    await page.keyboard.press('ArrowDown');
    await expect(all.pick('Two')).toBeFocused();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Space');
    await expect(all.selection).toContainText('2 portals selected');
  });

  await test.step('the menu of a row, by keyboard', async () => {
    const actions = page.getByRole('button', { name: 'Actions for Two' });
    await actions.focus();
    await page.keyboard.press('Enter');
    await expect(page.getByRole('menuitem', { name: 'Open' })).toBeFocused();
    await page.keyboard.press('Escape');
    await expect(actions).toBeFocused();
    await page.keyboard.press('ArrowDown');
    await expect(page.getByRole('menuitem', { name: 'Open' })).toBeFocused();
    await page.keyboard.press('Escape');
  });

  await test.step('only they are read', async () => {
    const asked = () => portals.map(({ requests }) => requests.length);
    const before = asked();
    await all.selection.getByRole('button', { name: 'Refresh selected' }).click();
    const moreThan = (index: number) => () => (asked()[index] ?? 0) > (before[index] ?? 0) + 5;
    await expect.poll(moreThan(0)).toBe(true);
    await expect.poll(moreThan(2)).toBe(true);
    await expect(all.refreshing).toBeHidden();
    expect([asked()[1], asked()[3]]).toEqual([before[1], before[3]]);
  });
});

test('reading many portals shows how far it is, and stops', async ({
  gatehouse: { page },
  startPortal,
}) => {
  const portal = await startPortal();
  const all = allPortals(page);
  // Eight are read at the same time: two have to wait.
  for (let at = 1; at <= 10; at += 1) await addPortal(page, { ...portal, name: `Portal ${at}` });
  await all.open();
  for (let at = 1; at <= 10; at += 1) {
    await expect(all.row(`Portal ${at}`)).toContainText('Allowed');
  }
  await expect(all.refreshing).toBeHidden();
  portal.switches.set({ kind: 'hang' });
  await page.getByRole('main').getByRole('button', { name: 'Refresh', exact: true }).click();
  await expect(all.refreshing).toHaveText('10 portals to read');
  await expect(page.getByRole('progressbar', { name: 'Portals read' })).toBeVisible();
  await page.getByRole('button', { name: 'Stop' }).click();
  await expect(all.refreshing).toHaveText('8 portals to read');
  portal.switches.clear();
});

test('the timeline: marks by keyboard, what they stand for, and as a table', async ({
  launch,
  profile,
  keyring,
}) => {
  await writeSavedPortals(profile, ['Late', 'Soon', 'Sooner', 'Far', 'Endless'].map(place));
  await (await launch()).close();
  await storeReadings(profile, keyring, [
    { of: 'Late', standing: 'notPaid', dueDate: inDays(-3) },
    { of: 'Soon', dueDate: inDays(8) },
    { of: 'Sooner', dueDate: inDays(7) },
    { of: 'Far', dueDate: inDays(200) },
    { of: 'Endless' },
  ]);
  await storeDocsServer(profile, keyring, { name: 'Docs', end: inDays(90) });
  const { page } = await launch();
  const all = allPortals(page);
  const { marks, region, table, view } = all.timeline;
  await expect(marks).toHaveCount(4);
  const named = (index: number) => marks.nth(index);
  await expect(named(0)).toHaveAccessibleName(/^Late: .*, 3 days ago · Run out$/);
  await expect(named(1)).toHaveAccessibleName(/^2 portals · .* to /);
  await expect(named(2)).toHaveAccessibleName(/^Far: .*, in 200 days$/);
  await expect(named(3)).toHaveAccessibleName(/^Docs: .*, in 90 days$/);
  await expect(region).toContainText('Does not expire: 1');

  await test.step('one stop of the Tab key; the arrow keys go on', async () => {
    await named(0).focus();
    await page.keyboard.press('ArrowRight');
    await expect(named(1)).toBeFocused();
    await expect(named(1)).toHaveAccessibleDescription(/Sooner · .*, in 7 days\s*Soon · /);
    await page.keyboard.press('End');
    await expect(named(3)).toBeFocused();
    await page.keyboard.press('Home');
    await expect(named(0)).toBeFocused();
    await expect(marks.and(page.locator('[tabindex="0"]'))).toHaveCount(1);
  });

  await test.step('several at once are shown in the list', async () => {
    await named(1).click();
    await expect(all.rows).toHaveText([/Soon/, /Sooner/]);
    await page.getByRole('button', { name: 'Show all ends' }).click();
    await expect(all.rows).toHaveCount(5);
  });

  await test.step('as a table', async () => {
    await view('Table').click();
    await expect(table.locator('tbody').getByRole('row')).toHaveText([
      /Late.*Portal.*3 days ago.*Run out/,
      /Sooner.*in 7 days/,
      /Soon.*in 8 days/,
      /Docs.*Docs server.*in 90 days/,
      /Far.*in 200 days.*Valid/,
    ]);
    await view('Hide').click();
    await expect(table).toBeHidden();
    await view('Chart').click();
  });

  await named(2).click();
  await expect(page).toHaveURL(/#\/portal\/.+\/license$/);
});

test('500 portals: few marks, few rows, and typing filters them', async ({
  launch,
  profile,
  keyring,
}) => {
  await writeSavedPortals(
    profile,
    Array.from({ length: 500 }, (_, at) => place(`Portal-${at + 1}`)),
  );
  await (await launch()).close();
  await storeManyReadings(profile, keyring);
  const { page } = await launch();
  const all = allPortals(page);
  await expect(all.timeline.marks.first()).toBeVisible();
  expect(await all.timeline.marks.count()).toBeLessThan(45);
  expect(await all.rows.count()).toBeLessThan(60);
  await all.search.pressSequentially('portal-49');
  await expect(all.count).toHaveText('11 of 500 portals');
  await all.pickAll.click();
  await expect(all.selection).toContainText('11 portals selected');
  await all.timeline.view('Table').click();
  expect(await all.timeline.table.locator('tbody').getByRole('row').count()).toBeLessThan(60);
});

for (const theme of themes) {
  test(`in ${theme}: axe finds nothing, nothing scrolls sideways`, async ({
    launch,
    profile,
    keyring,
  }) => {
    const names = Array.from({ length: 120 }, (_, at) => ({
      ...place(`Portal-${at + 1}`),
      tags: ['production', 'customer'],
    }));
    const long = 'A portal with a rather long name for a window that is not wide at all';
    const address = 'https://a-rather-long-host-name.example.invalid';
    await writeSavedPortals(profile, [{ name: long, address }, ...names]);
    await (await launch()).close();
    await storeManyReadings(profile, keyring);
    await storeDocsServer(profile, keyring, { name: 'Docs', end: inDays(90) });
    const { app, page } = await launch();
    const look = looker(app, page);
    const all = allPortals(page);
    await chooseTheme(page, theme);
    await all.open();
    await expect(all.timeline.marks.first()).toBeVisible();
    await look('all portals');
    await all.timeline.marks.nth(1).focus();
    await all.pick('Portal-1').click();
    await look('all portals, one picked');
    await all.timeline.view('Table').click();
    await expect(all.timeline.table).toBeVisible();
    await all.filter('License due').selectOption('Overdue');
    await look('all portals, filtered, timeline as a table');
  });
}

test('the Tab key reaches every control and shows where it is', async ({
  launch,
  profile,
  keyring,
}) => {
  await writeSavedPortals(profile, ['Late', 'Soon', 'Far'].map(place));
  await (await launch()).close();
  await storeReadings(profile, keyring, [
    { of: 'Late', standing: 'notPaid', dueDate: inDays(-3) },
    { of: 'Soon', dueDate: inDays(8) },
    { of: 'Far', dueDate: inDays(200) },
  ]);
  const { page } = await launch();
  const all = allPortals(page);
  await expect(all.timeline.marks).toHaveCount(3);
  await all.pick('Soon').click();
  await expectTabRound(page, 'all portals');
});
