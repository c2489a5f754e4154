/**
 * External sharing as the portals keep it, so that what their log tells can be told again.
 * @typedef {'externalShare' | 'externalShareSocialMedia' | 'defaultShareLinkInternal' |
 *   'externalShareApplyToDocuments' | 'externalShareApplyToRooms' |
 *   'blockExistingLinksOnRestrict'} Field
 * @typedef {Partial<Record<Field, boolean>>} Settings
 *
 * @typedef {object} Write a change of settings that a portal carried out
 * @property {string} path
 * @property {Record<string, boolean>} body what was asked for
 * @property {number} at when it arrived, milliseconds since 1970
 * @property {boolean} outside it was not the app
 */

/** What portals from 3.7.1 on replace as one. @type {readonly Field[]} */
export const policyFields = [
  'externalShare',
  'defaultShareLinkInternal',
  'externalShareApplyToDocuments',
  'externalShareApplyToRooms',
  'blockExistingLinksOnRestrict',
];

/**
 * What a write asks for, by the names of the settings.
 * @param {Pick<Write, 'path' | 'body'>} write
 * @returns {Settings}
 */
export function askedBy({ path, body }) {
  const { set } = body;
  if (set === undefined) return body;
  return path.endsWith('/external') ? { externalShare: set } : { externalShareSocialMedia: set };
}

/**
 * What a portal holds after a write.
 * DocSpace server: FilesSettings; without external sharing there is none on social media, and new
 * links are internal where the whole policy is replaced.
 * @param {Settings} before
 * @param {Pick<Write, 'path' | 'body'>} write
 * @returns {Settings}
 */
export function afterWrite(before, write) {
  const after = { ...before, ...askedBy(write) };
  if (after.externalShare) return after;
  const replaced = write.path.endsWith('/externalsharingsettings');
  return {
    ...after,
    externalShareSocialMedia: false,
    ...(replaced ? { defaultShareLinkInternal: true } : {}),
  };
}

/** @param {Settings} one @param {Settings} other @returns {Field[]} fields of `one` that differ */
export const differing = (one, other) =>
  /** @type {Field[]} */ (Object.keys(one)).filter((field) => one[field] !== other[field]);
