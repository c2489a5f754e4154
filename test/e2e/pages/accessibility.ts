import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Locator, type Page } from 'playwright/test';

/** Fails on what axe finds wrong with the page as it is now; `where` names it in the failure. */
export async function expectAccessible(page: Page, where: string): Promise<void> {
  await closeToasts(page);
  // Otherwise it wants a second page, which Electron does not give to the test runner.
  const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze();
  const found = violations.map(({ id, nodes }) => ({
    rule: id,
    places: nodes.map(({ target, failureSummary }) => `${target.join(' ')}: ${failureSummary}`),
  }));
  expect(found, `axe: ${where}`).toEqual([]);
}

/** One that goes by itself while somebody looks is there for one half of the look only. */
async function closeToasts(page: Page): Promise<void> {
  // In the page: one may go by itself at this very moment.
  await page.evaluate(() => {
    for (const close of document.querySelectorAll<HTMLElement>(
      '[data-sonner-toast] [data-close-button]',
    ))
      close.click();
  });
  await expect(page.locator('[data-sonner-toast]')).toHaveCount(0);
}

/** Fails where something can only be seen by scrolling sideways. */
export async function expectNoSidewaysScrolling(page: Page, where: string): Promise<void> {
  const wide = (): Promise<string[]> =>
    page.evaluate(() =>
      [document.documentElement, ...document.querySelectorAll('body *')]
        .filter(
          (element) => element.clientWidth > 0 && element.scrollWidth > element.clientWidth + 1,
        )
        .filter((element) => {
          const { overflowX } = getComputedStyle(element);
          return element === document.documentElement || ['auto', 'scroll'].includes(overflowX);
        })
        .map((element) => `${element.tagName.toLowerCase()}.${element.className}`),
    );
  // On a busy computer, the page may still be on its way to the size of its window.
  await expect.poll(wide, `scrolls sideways: ${where}`).toEqual([]);
}

/** Fails where the Tab key misses a control, or does not show where it is; `where` names the place. */
export async function expectTabRound(page: Page, where: string): Promise<void> {
  await closeToasts(page);
  const { controls, reached, unmarked } = await tabThrough(page);
  expect(controls.length, where).toBeGreaterThan(2);
  expect([...reached].sort(), `reached: ${where}`).toEqual([...controls].sort());
  expect(unmarked, `no visible focus: ${where}`).toEqual([]);
}

/** Goes to a control with the Tab key alone. */
export async function focusByTab(page: Page, control: Locator): Promise<void> {
  await expect(control).toBeVisible();
  for (let press = 0; press < 40; press += 1) {
    if (await control.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press('Tab');
  }
  await expect(control).toBeFocused();
}

/** What the Tab key should reach, and what it did reach. */
interface TabRound {
  readonly controls: readonly string[];
  readonly reached: readonly string[];
  /** Controls that did not show that they have the focus. */
  readonly unmarked: readonly string[];
}

const mark = 'data-tab-stop';

/** Presses Tab until the focus is back where it began. */
async function tabThrough(page: Page): Promise<TabRound> {
  const controls = await page.evaluate(listControls, mark);
  const reached: string[] = [];
  const unmarked: string[] = [];
  // One lap over all controls, and the steps outside them: the page itself, a dialog's guards.
  for (let press = 0; press < controls.length + 5; press += 1) {
    await page.keyboard.press('Tab');
    const { stop, visible } = await page.evaluate(lookAtFocus, mark);
    if (stop === null) continue;
    if (reached.includes(stop)) break;
    reached.push(stop);
    if (!visible) unmarked.push(stop);
  }
  return { controls, reached, unmarked };
}

/** Names all controls that can be used now, in the order of the document. Runs in the page. */
function listControls(attribute: string): string[] {
  const dialogs = [...document.querySelectorAll('[role="dialog"], [role="alertdialog"]')];
  const place = dialogs.at(-1) ?? document.body;
  const radios = new Set<string>();
  const usable = [
    ...place.querySelectorAll<HTMLElement>('a[href], button, input, select, textarea, [tabindex]'),
  ].filter((element) => {
    if (element.tabIndex < 0 || element.matches(':disabled')) return false;
    if (!element.checkVisibility({ visibilityProperty: true })) return false;
    if (!(element instanceof HTMLInputElement) || element.type !== 'radio') return true;
    // A group of radio buttons is one stop.
    const first = !radios.has(element.name);
    radios.add(element.name);
    return first;
  });
  return usable.map((element, index) => {
    const words = element.getAttribute('aria-label') ?? element.innerText.trim().split('\n')[0];
    const group = element instanceof HTMLInputElement && element.type === 'radio';
    const name = group ? `radio group ${index}` : `${index} ${words || element.tagName}`;
    const members = group
      ? document.querySelectorAll(`input[type="radio"][name="${element.name}"]`)
      : [element];
    for (const member of members) member.setAttribute(attribute, name);
    return name;
  });
}

/** Tells what has the focus and whether that can be seen. Runs in the page. */
function lookAtFocus(attribute: string): { stop: string | null; visible: boolean } {
  const focused = document.activeElement;
  const isMarked = (element: Element | null): boolean => {
    if (!element) return false;
    const { outlineStyle, outlineWidth } = getComputedStyle(element);
    return outlineStyle !== 'none' && parseFloat(outlineWidth) > 0;
  };
  return {
    stop: focused?.getAttribute(attribute) ?? null,
    // Where a field is drawn by its label or by the box around it, those show the focus.
    visible:
      isMarked(focused) || isMarked(focused?.closest('label, :focus-within:has(> input)') ?? null),
  };
}
