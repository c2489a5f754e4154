import { policyFields } from './sharing-model.mjs';

/**
 * @typedef {import('./random.mjs').Random} Random
 *
 * @typedef {object} Known a portal of this run, and all that was heard of it
 * @property {import('./practice.mjs').Practice} practice
 * @property {string} id under which the app saved it
 * @property {import('./sharing-model.mjs').Settings} installed
 * @property {import('./sharing-model.mjs').Write[]} writes
 * @property {number} requests
 */

/**
 * Between two lives: listens, changes things behind the app's back, makes the way bumpy.
 * @param {Known} portal
 * @param {Random} random
 */
export async function prepare(portal, random) {
  const { practice } = portal;
  await practice.setSwitches([]);
  await hear(portal);
  if (random.chance(0.4)) {
    const { path: route, body } = await outsideEdit(portal, random);
    await practice.edit(route, body);
    const { writes } = await practice.listen();
    portal.writes.push(...writes.map((write) => ({ ...write, outside: true })));
  }
  practice.delayAnswers(random.pick([0, 20, 150, 400]));
  await practice.setSwitches([
    { kind: 'latency', ms: random.between(5, 80), method: 'GET' },
    { kind: 'latency', ms: random.between(5, 300), method: 'PUT' },
    ...(random.chance(0.3)
      ? [{ kind: 'reset', when: random.pick(['before', 'after']), method: 'PUT', times: 1 }]
      : []),
  ]);
}

/** @param {Known} portal */
export async function hear(portal) {
  const { writes, requests } = await portal.practice.listen();
  portal.writes.push(...writes.map((write) => ({ ...write, outside: false })));
  portal.requests += requests;
}

/** @param {Known} portal @param {Random} random */
async function outsideEdit({ practice, installed }, random) {
  const present = await practice.sharing();
  const hasPolicy = 'blockExistingLinksOnRestrict' in installed;
  if (hasPolicy && random.chance(0.5)) {
    const field = random.pick(policyFields);
    const now = Object.fromEntries(policyFields.map((name) => [name, present[name] ?? false]));
    return { path: 'externalsharingsettings', body: { ...now, [field]: !now[field] } };
  }
  const [route, field] = random.chance(0.7)
    ? /** @type {const} */ (['external', 'externalShare'])
    : /** @type {const} */ (['externalsocialmedia', 'externalShareSocialMedia']);
  return { path: route, body: { set: !present[field] } };
}
