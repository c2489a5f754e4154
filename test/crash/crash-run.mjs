import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { account } from './accounting.mjs';
import { hear, prepare } from './between-lives.mjs';
import { comeToRest, troublesIn } from './last-life.mjs';
import { beginLife } from './life.mjs';
import { openWhole } from './open-whole.mjs';
import { keepActing } from './person.mjs';
import { startPractice } from './practice.mjs';
import { randomOf } from './random.mjs';
import { whereHit } from './where-hit.mjs';

/**
 * @typedef {import('./accounting.mjs').Ask} Ask
 * @typedef {import('./accounting.mjs').ChangeDetail} ChangeDetail
 * @typedef {import('./between-lives.mjs').Known} Known
 * @typedef {import('./life.mjs').Life} Life
 * @typedef {import('./life.mjs').Page} Page
 * @typedef {import('./practice.mjs').Practice} Practice
 * @typedef {import('./random.mjs').Random} Random
 * @typedef {import('./sharing-model.mjs').Settings} Settings
 * @typedef {import('./where-hit.mjs').Kill} Kill
 *
 * @typedef {object} CrashReport
 * @property {readonly string[]} problems empty: everything is accounted for
 * @property {Readonly<Record<string, number>>} hits kills by what they hit
 * @property {number} unanswered kills after which nobody knew whether a change was recorded
 * @property {Readonly<Record<string, number>>} ends changes by how they ended
 * @property {Readonly<Record<string, number>>} detours changes by what came in between
 * @property {number} recorded changes that the app answered as recorded
 * @property {number} sentAgain
 * @property {number} edits made behind the app's back
 * @property {number} writes by the app
 * @property {number} requests of the app, all in all
 */

const versions = ['3.7.2', '3.6.1', '3.7.2', '3.6.1'];
const lookEveryMs = 100;

/**
 * Kills the app again and again while it works through its journal against practice portals, lets
 * it come to rest, and accounts for every change.
 * @param {object} options
 * @param {string} options.electronPath
 * @param {readonly string[]} options.flags
 * @param {NodeJS.ProcessEnv} options.env
 * @param {string} options.folder for the profile; empty
 * @param {number} options.kills
 * @param {string} options.seed the same seed makes the same plan
 * @param {(text: string) => void} options.progress
 * @returns {Promise<CrashReport>}
 */
export async function crashRun({ electronPath, flags, env, folder, kills, seed, progress }) {
  const profile = path.join(folder, 'profile');
  const begin = () => beginLife({ electronPath, flags, env, profile });
  /** @type {Practice[]} */
  const practices = [];
  try {
    for (const [index, version] of versions.entries()) {
      practices.push(await startPractice(`Portal ${index + 1} (${version})`, version));
    }
    const portals = await save(begin(), practices);
    /** @type {Ask[]} */
    const asks = [];
    /** @type {Kill[]} */
    const made = [];
    for (let number = 1; number <= kills; number += 1) {
      progress(`kill ${number} of ${kills}, ${asks.length} changes`);
      const random = randomOf(`${seed} life ${number}`);
      for (const portal of portals) await prepare(portal, random);
      made.push(await liveAndDie(begin(), random, portals, asks));
    }
    progress('coming to rest');
    for (const portal of portals) await hear(portal);
    const changes = await comeToRest(begin(), portals);
    for (const portal of portals) await hear(portal);
    const troubles = await troublesIn(profile);
    return await report({ portals, changes, asks, made, troubles });
  } finally {
    for (const practice of practices) await practice.stop();
  }
}

/**
 * Saves the portals through the app.
 * @param {Life} life
 * @param {readonly Practice[]} practices
 * @returns {Promise<Known[]>}
 */
async function save(life, practices) {
  try {
    const page = await openWhole(life);
    /** @type {Known[]} */
    const portals = [];
    for (const practice of practices) {
      const { name, address, key: apiKey } = practice;
      const none = { use: 'none' };
      const connection = {
        proxy: { mode: 'none' },
        certificateAuthority: none,
        clientCertificate: none,
        trustedFingerprint: null,
        allowPlainHttp: true,
      };
      const { id } = await page.call('portals', 'add', {
        address,
        apiKey,
        name,
        tags: [],
        connection,
      });
      const installed = await untilRead(page, id);
      portals.push({ practice, id, installed, writes: [], requests: 0 });
    }
    return portals;
  } finally {
    await life.kill();
  }
}

/** @param {Page} page @param {string} portalId @returns {Promise<Settings>} */
async function untilRead(page, portalId) {
  await page.call('sharing', 'reload', { portalId });
  for (;;) {
    const { settings, problem } = await page.call('sharing', 'view', { portalId });
    if (settings !== null) return settings;
    if (problem !== null) throw new Error(`the portal could not be read: ${problem.code}`);
    await wait(lookEveryMs);
  }
}

/**
 * @param {Life} life
 * @param {Random} random
 * @param {readonly Known[]} portals
 * @param {Ask[]} asks
 * @returns {Promise<Kill>}
 */
async function liveAndDie(life, random, portals, asks) {
  const early = random.chance(0.2);
  const moment = early ? random.between(100, 1000) : random.between(0, 1500);
  const portalIds = portals.map(({ id }) => id);
  const before = asks.length;
  let isOpen = false;
  const opened = openWhole(life).then((page) => {
    isOpen = true;
    return page;
  });
  const acting = opened.then((page) => keepActing({ page, random, portalIds, asks }));
  /** @type {unknown} */
  let trouble = null;
  const ended = acting.catch((error) => (trouble = error));
  // Whatever goes wrong before the kill is no matter of the kill.
  await Promise.race([early ? wait(moment) : opened.then(() => wait(moment)), ended]);
  const phase = isOpen ? 'open' : life.isRunning() ? 'opening' : 'starting';
  const failedBefore = trouble;
  const at = await life.kill();
  await ended;
  if (failedBefore !== null) throw failedBefore;
  const recording = asks.slice(before).some(({ changeId }) => changeId === null);
  return { at, phase, recording };
}

/**
 * @param {object} evidence
 * @param {readonly Known[]} evidence.portals
 * @param {readonly ChangeDetail[]} evidence.changes
 * @param {readonly Ask[]} evidence.asks
 * @param {readonly Kill[]} evidence.made
 * @param {readonly string[]} evidence.troubles
 * @returns {Promise<CrashReport>}
 */
async function report({ portals, changes, asks, made, troubles }) {
  const books = [];
  for (const { practice, id, installed, writes } of portals) {
    books.push({ id, name: practice.name, installed, writes, present: await practice.sharing() });
  }
  const { problems, sentAgain } = account({ portals: books, changes, asks });
  const writes = portals.flatMap((portal) => portal.writes);
  return {
    problems: [...problems, ...troubles],
    hits: counted(made.map((kill) => whereHit(kill, changes))),
    unanswered: made.filter(({ recording }) => recording).length,
    ends: counted(changes.map(({ state }) => state)),
    detours: counted(changes.flatMap(detoursOf)),
    recorded: asks.filter(({ changeId }) => changeId !== null).length,
    sentAgain,
    edits: writes.filter(({ outside }) => outside).length,
    writes: writes.filter(({ outside }) => !outside).length,
    requests: portals.reduce((sum, portal) => sum + portal.requests, 0),
  };
}

/** @param {ChangeDetail} change @returns {string[]} */
function detoursOf({ steps }) {
  /** @type {Set<string>} */
  const states = new Set(steps.map(({ state }) => state));
  return ['unknown', 'conflict', 'failed', 'paused'].filter((state) => states.has(state));
}

/** @param {readonly string[]} names @returns {Record<string, number>} most frequent first */
function counted(names) {
  /** @type {Map<string, number>} */
  const counts = new Map();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return Object.fromEntries([...counts].sort(([, one], [, other]) => other - one));
}
