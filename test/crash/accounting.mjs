import { afterWrite, askedBy, differing } from './sharing-model.mjs';

/**
 * Holds what the journal says of every change against what the portals' own logs say. Pure.
 *
 * @typedef {import('./sharing-model.mjs').Field} Field
 * @typedef {import('./sharing-model.mjs').Settings} Settings
 * @typedef {import('./sharing-model.mjs').Write} Write
 * @typedef {import('../../src-main/contract/changes').ChangeDetail} ChangeDetail
 *
 * @typedef {object} Ask a change that the app was asked to record
 * @property {string} portalId
 * @property {Settings | null} desired `null`: it takes another one back
 * @property {string | null} changeId as it was answered; `null`: the app died before it answered
 * @property {number} at milliseconds since 1970
 *
 * @typedef {object} PortalBook
 * @property {string} id
 * @property {string} name
 * @property {Settings} installed what it held before all writes
 * @property {readonly Write[]} writes in their order
 * @property {Settings} present what it holds at the end
 *
 * @typedef {object} Account
 * @property {readonly string[]} problems
 * @property {number} sentAgain changes sent again over an outside edit, because nobody could know
 *   that they had arrived before it
 *
 * @typedef {object} Attempt one time that a change was sent
 * @property {number} from milliseconds since 1970
 * @property {number} until
 * @property {boolean} arrived the portal is known to have taken it
 * @property {string[]} before the states between the attempt before and this one
 */

/**
 * @param {object} evidence
 * @param {readonly PortalBook[]} evidence.portals
 * @param {readonly ChangeDetail[]} evidence.changes
 * @param {readonly Ask[]} evidence.asks
 * @returns {Account}
 */
export function account({ portals, changes, asks }) {
  const own = portals.map((portal) => {
    const here = changes.filter(({ portalId }) => portalId === portal.id);
    return accountOfPortal(portal, here, asks);
  });
  return {
    problems: [
      ...recorded(changes, asks),
      ...changes.flatMap(atRest),
      ...own.flatMap(({ problems }) => problems),
    ],
    sentAgain: own.reduce((sum, one) => sum + one.sentAgain, 0),
  };
}

/**
 * What was answered as recorded is there; what is there was asked for.
 * @param {readonly ChangeDetail[]} changes
 * @param {readonly Ask[]} asks
 */
function recorded(changes, asks) {
  const there = new Set(changes.map(({ id }) => id));
  const lost = asks.flatMap(({ changeId }) =>
    changeId !== null && !there.has(changeId) ? [`lost: change ${changeId} was recorded`] : [],
  );
  const answered = new Set(asks.map(({ changeId }) => changeId));
  const unanswered = asks.filter(({ changeId }) => changeId === null);
  const uncalled = changes
    .filter(({ id }) => !answered.has(id))
    .flatMap((change) => {
      const asked = unanswered.findLastIndex(
        ({ portalId, at }) => portalId === change.portalId && at <= Date.parse(change.createdAt),
      );
      if (asked === -1) return [`not asked for: ${tell(change)}`];
      unanswered.splice(asked, 1);
      return [];
    });
  return [...lost, ...uncalled];
}

/** It is over, or it waits for a person and says why. @param {ChangeDetail} change */
function atRest(change) {
  const { state, error, endedAt, fields } = change;
  switch (state) {
    case 'done':
    case 'discarded':
    case 'superseded':
      return endedAt === null ? [`without an end: ${tell(change)}`] : [];
    case 'failed':
    case 'unknown':
      return error === null ? [`without words: ${tell(change)}`] : [];
    case 'conflict':
      return fields.some(({ conflicting }) => conflicting)
        ? []
        : [`in conflict about nothing: ${tell(change)}`];
    case 'held':
      return [];
    default:
      return [`not at rest: ${tell(change)}`];
  }
}

/**
 * @param {PortalBook} portal
 * @param {readonly ChangeDetail[]} changes
 * @param {readonly Ask[]} asks
 * @returns {Account}
 */
function accountOfPortal(portal, changes, asks) {
  /** @type {string[]} */
  const problems = [];
  let sentAgain = 0;
  let held = portal.installed;
  /** What the portal held, and from when on. */
  const times = [{ at: 0, held }];
  /** @type {Map<string, Effect[]>} */
  const effects = new Map();

  for (const write of portal.writes) {
    const before = held;
    held = { ...afterWrite(before, write) };
    times.push({ at: write.at, held });
    const changed = differing(held, before);
    if (write.outside) {
      for (const some of effects.values()) for (const one of some) note(one, changed);
      continue;
    }
    const owner = ownerOf(write, changes);
    if (owner === null) {
      problems.push(`a write that no change asked for: ${portal.name} ${words(write)}`);
      continue;
    }
    const { change, attempt } = owner;
    const asked = askedBy(write);
    if (differing(asked, before).length === 0) {
      problems.push(`sent although the portal held it: ${tell(change)}`);
    }
    // All else the portal did by itself.
    const done = changed.filter((field) => asked[field] === held[field]);
    const allowed = allowedTo(change, changes, asks);
    const foreign = done.filter((field) => !allowed.includes(`${field} ${held[field]}`));
    if (foreign.length > 0) {
      problems.push(`changed ${foreign.join(', ')}, which nobody asked for: ${tell(change)}`);
    }
    const earlier = effects.get(change.id) ?? [];
    const again = done.filter((field) => isAgain(field, attempt, earlier));
    const known = earlier.filter(({ fields }) => again.some((field) => fields.includes(field)));
    if (known.some((one) => one.attempt.arrived || !again.every((field) => one.edited.has(field))))
      problems.push(`applied twice (${again.join(', ')}): ${tell(change)}`);
    else if (known.length > 0) sentAgain += 1;
    effects.set(change.id, [...earlier, { attempt, fields: done, edited: new Set() }]);
  }

  for (const change of changes) {
    const wrote = effects.get(change.id) ?? [];
    const then = times.findLast(({ at }) => at <= Date.parse(change.endedAt ?? ''))?.held ?? {};
    problems.push(...proofOf(change, wrote, then));
  }
  const astray = differing(held, portal.present).filter((field) => field in portal.present);
  for (const field of astray) {
    problems.push(`${portal.name} holds another ${field} than its log accounts for`);
  }
  return { problems, sentAgain };
}

/**
 * What a write of a change brought about.
 * @typedef {object} Effect
 * @property {Attempt} attempt
 * @property {Field[]} fields
 * @property {Set<Field>} edited fields that somebody else changed afterwards
 */

/** @param {Effect} effect @param {readonly Field[]} changed */
function note({ edited }, changed) {
  for (const field of changed) edited.add(field);
}

/**
 * Whether an earlier attempt had this effect already. A person who sends a change again wants it
 * again.
 * @param {Field} field
 * @param {Attempt} attempt
 * @param {readonly Effect[]} earlier
 */
function isAgain(field, attempt, earlier) {
  const isWanted = attempt.before.some((state) => state === 'conflict' || state === 'failed');
  return !isWanted && earlier.some((one) => one.attempt !== attempt && one.fields.includes(field));
}

/**
 * Whether what the journal says of the end of a change is true.
 * @param {ChangeDetail} change
 * @param {readonly Effect[]} wrote
 * @param {Settings} then what the portal held when the change ended
 * @returns {string[]}
 */
function proofOf(change, wrote, then) {
  const { state, result, fields, steps } = change;
  const wasUnknown = steps.some((step) => step.state === 'unknown');
  const hadEffect = wrote.some((one) => one.fields.length > 0);
  if (state === 'superseded' || (result?.kind === 'discarded' && result.reason !== 'unproved')) {
    const mayHave = wasUnknown || steps.some((step) => step.state === 'conflict');
    return hadEffect && !mayHave ? [`applied all the same: ${tell(change)}`] : [];
  }
  if (result?.kind !== 'proved') return [];

  const problems = fields.flatMap(({ field, desired }) => {
    const isKept = result.kept.includes(field);
    const holds = then[/** @type {Field} */ (field)] === desired;
    return holds === isKept ? [`${field} was not as the journal says: ${tell(change)}`] : [];
  });
  if (result.sent && wrote.length === 0 && !wasUnknown) {
    problems.push(`done without a write: ${tell(change)}`);
  }
  if (!result.sent && hadEffect && !wasUnknown) {
    problems.push(`said to have been there already: ${tell(change)}`);
  }
  return problems;
}

/**
 * The change that was being sent when a write arrived.
 * @param {Write} write
 * @param {readonly ChangeDetail[]} changes
 */
function ownerOf({ at }, changes) {
  for (const change of changes) {
    const attempt = attemptsOf(change).find(({ from, until }) => from <= at && at <= until);
    if (attempt !== undefined) return { change, attempt };
  }
  return null;
}

/** @type {WeakMap<ChangeDetail, readonly Attempt[]>} */
const known = new WeakMap();

/** @param {ChangeDetail} change @returns {readonly Attempt[]} always the same objects */
function attemptsOf(change) {
  const before = known.get(change);
  if (before !== undefined) return before;
  const { steps } = change;
  /** @type {Attempt[]} */
  const attempts = [];
  let since = 0;
  for (const [index, { state, at }] of steps.entries()) {
    if (state !== 'sending') continue;
    const next = steps[index + 1];
    attempts.push({
      from: Date.parse(at),
      until: next === undefined ? Infinity : Date.parse(next.at),
      arrived: next?.state === 'verifying',
      before: steps.slice(since, index).map((step) => step.state),
    });
    since = index + 1;
  }
  known.set(change, attempts);
  return attempts;
}

/**
 * What a change may make of a portal, as `field value`: what it was asked for, and what those were
 * asked for whose place it took.
 * @param {ChangeDetail} change
 * @param {readonly ChangeDetail[]} changes
 * @param {readonly Ask[]} asks
 * @returns {string[]}
 */
function allowedTo(change, changes, asks) {
  const replaced = changes.filter(
    ({ result }) => result?.kind === 'superseded' && result.by === change.id,
  );
  const asked = asks.find(({ changeId }) => changeId === change.id)?.desired ?? {};
  return [
    ...change.fields.map(({ field, desired }) => `${field} ${desired}`),
    ...Object.entries(asked).map(([field, value]) => `${field} ${value}`),
    ...replaced.flatMap((one) => allowedTo(one, changes, asks)),
  ];
}

/** @param {ChangeDetail} change */
const tell = ({ id, portalName, state, fields, steps }) => {
  const wanted = fields.map(({ field, desired }) => `${field}=${desired}`).join(' ');
  const way = steps.map((step) => step.state).join('→');
  return `change ${id} on ${portalName}, ${state}, ${wanted}, ${way}`;
};

/** @param {Write} write */
const words = ({ path, body, at }) =>
  `${path} ${JSON.stringify(body)} at ${new Date(at).toISOString()}`;
