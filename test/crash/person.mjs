import { setTimeout as wait } from 'node:timers/promises';
import { Refused } from './life.mjs';

/**
 * What a person does with changes while the app lives, by chance: asks for them, takes them back,
 * settles conflicts, discards.
 *
 * @typedef {import('./accounting.mjs').Ask} Ask
 * @typedef {import('./life.mjs').Page} Page
 * @typedef {import('./random.mjs').Random} Random
 * @typedef {import('../../src-main/contract/changes').ChangeRow} Row
 */

/** Between two actions, in milliseconds. */
const pauses = /** @type {const} */ ([10, 220]);
/** Answers that say no, and rightly so. */
const fairRefusals = ['change.nothing', 'change.notNow', 'change.noWayBack', 'change.unknown'];

/**
 * Acts until the app dies.
 * @param {object} options
 * @param {Page} options.page
 * @param {Random} options.random
 * @param {readonly string[]} options.portalIds
 * @param {Ask[]} options.asks gets what the app was asked to record
 * @returns {Promise<never>}
 */
export async function keepActing({ page, random, portalIds, asks }) {
  for (;;) {
    try {
      await act(page, random, random.pick(portalIds), asks);
    } catch (error) {
      if (!(error instanceof Refused && fairRefusals.includes(error.code))) throw error;
    }
    await wait(random.between(...pauses));
  }
}

/**
 * @param {Page} page
 * @param {Random} random
 * @param {string} portalId
 * @param {Ask[]} asks
 */
async function act(page, random, portalId, asks) {
  if (random.chance(0.75)) return change(page, random, portalId, asks);
  if (random.chance(0.5)) return review(page, random);
  const show = random.chance(0.6) ? 'ended' : 'open';
  const action = show === 'ended' ? 'undo' : 'discard';
  const rows = await list(page, show, portalId);
  const able = rows.filter(({ actions }) => actions.includes(action));
  if (able.length === 0) return;
  const { id } = random.pick(able);
  if (action === 'discard') await page.call('changes', 'discard', { changeId: id });
  else {
    const undo = () => page.call('changes', 'undo', { changeId: id });
    await ask(asks, { portalId, desired: null }, undo);
  }
}

/**
 * Turns one or two switches, as they are shown.
 * @param {Page} page
 * @param {Random} random
 * @param {string} portalId
 * @param {Ask[]} asks
 */
async function change(page, random, portalId, asks) {
  const { settings, pending } = await page.call('sharing', 'view', { portalId });
  if (settings === null) return;
  const names = Object.keys(settings);
  const fields = [...new Set([random.pick(names), random.pick(names)])];
  const base = Object.fromEntries(fields.map((field) => [field, settings[field]]));
  const desired = Object.fromEntries(
    fields.map((field) => [field, !(pending[field] ?? settings[field])]),
  );
  const set = () => page.call('sharing', 'set', { portalId, base, desired });
  await ask(asks, { portalId, desired }, set);
}

/**
 * Notes what is asked, and when, before it is: the app may record it and never answer.
 * @param {Ask[]} asks
 * @param {Pick<Ask, 'portalId' | 'desired'>} about
 * @param {() => Promise<{ changeId: string }>} call
 */
async function ask(asks, about, call) {
  /** @type {Ask} */
  const entry = { ...about, changeId: null, at: Date.now() };
  asks.push(entry);
  try {
    entry.changeId = (await call()).changeId;
  } catch (error) {
    if (error instanceof Refused) asks.splice(asks.indexOf(entry), 1);
    throw error;
  }
}

/** Settles something that waits for a person. @param {Page} page @param {Random} random */
async function review(page, random) {
  const rows = await list(page, 'review', null);
  if (rows.length === 0) return;
  const { id, state } = random.pick(rows);
  if (state !== 'conflict') return page.call('changes', 'retry', { changeId: id });
  const { fields } = await page.call('changes', 'detail', { changeId: id });
  /** @type {{ field: string }[]} */
  const kept = random.chance(0.5) ? fields : [];
  const mine = kept.map(({ field }) => field);
  return page.call('changes', 'resolve', { changeId: id, mine });
}

/**
 * The newest changes of a kind.
 * @param {Page} page
 * @param {'all' | 'open' | 'review' | 'ended'} show
 * @param {string | null} portalId
 * @returns {Promise<Row[]>}
 */
export async function list(page, show, portalId, offset = 0, limit = 20) {
  const filter = { show, portalId, search: '' };
  return (await page.call('changes', 'list', { filter, offset, limit })).rows;
}
