import fs from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { Refused } from './life.mjs';
import { openWhole } from './open-whole.mjs';
import { list } from './person.mjs';

/**
 * @typedef {import('./accounting.mjs').ChangeDetail} ChangeDetail
 * @typedef {import('./between-lives.mjs').Known} Known
 * @typedef {import('./life.mjs').Life} Life
 * @typedef {import('./life.mjs').Page} Page
 */

const restLimitMs = 90_000;
const lookEveryMs = 100;
/** As many questions to the app at a time. */
const atOnce = 50;

/**
 * The last life: a good way to every portal, and time.
 * @param {Life} life
 * @param {readonly Known[]} portals
 * @returns {Promise<ChangeDetail[]>}
 */
export async function comeToRest(life, portals) {
  try {
    for (const { practice } of portals) {
      practice.delayAnswers(0);
      await practice.setSwitches([]);
    }
    const page = await openWhole(life);
    const limit = Date.now() + restLimitMs;
    // What is still under way then will be told as such.
    while (Date.now() < limit && (await isBusy(page))) await wait(lookEveryMs);
    return await allChanges(page);
  } finally {
    await life.kill();
  }
}

/** Does not wait for appointments. @param {Page} page */
async function isBusy(page) {
  const { open, review } = await page.call('changes', 'counts');
  if (open === review) return false;
  for (const { id, nextAttemptAt, actions } of await list(page, 'open', null)) {
    if (nextAttemptAt === null || !actions.includes('retry')) continue;
    await retry(page, id);
  }
  return true;
}

/** It may have moved on by itself meanwhile. @param {Page} page @param {string} changeId */
async function retry(page, changeId) {
  try {
    await page.call('changes', 'retry', { changeId });
  } catch (error) {
    if (!(error instanceof Refused) || error.code !== 'change.notNow') throw error;
  }
}

/** @param {Page} page @returns {Promise<ChangeDetail[]>} */
async function allChanges(page) {
  /** @type {ChangeDetail[]} */
  const all = [];
  for (;;) {
    const rows = await list(page, 'all', null, all.length, atOnce);
    if (rows.length === 0) return all;
    const details = rows.map(({ id }) => page.call('changes', 'detail', { changeId: id }));
    all.push(...(await Promise.all(details)));
  }
}

/** What the app itself thinks went wrong. @param {string} profile */
export async function troublesIn(profile) {
  const files = await fs.readdir(profile);
  const aside = files.filter((name) => /damaged|set-aside/.test(name));
  const log = await readIfThere(path.join(profile, 'logs', 'main.log'));
  const lines = log.split('\n').filter((line) => /\b(Bug|Uncaught|Unhandled|broke)\b/.test(line));
  return [...aside.map((name) => `set aside: ${name}`), ...lines.map((line) => `log: ${line}`)];
}

/** @param {string} file */
async function readIfThere(file) {
  try {
    return await fs.readFile(file, 'utf8');
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code === 'ENOENT') return '';
    throw error;
  }
}
