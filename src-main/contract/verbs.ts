import type { Area, Verb } from './index';

/**
 * The names of all calls, for the preload: it needs no schemas, and must stay small. The type
 * makes a missing or misspelt verb a compile error.
 */
type EveryVerb = { readonly [A in Area]: { readonly [V in Verb<A>]: true } };

export const verbs: EveryVerb = {
  app: {
    start: true,
    usable: true,
    secretMode: true,
    store: true,
    reopenStore: true,
    startAnew: true,
    remember: true,
    openExternal: true,
    openDataFolder: true,
    supportReport: true,
  },
  portals: {
    list: true,
    detail: true,
    refresh: true,
    startTest: true,
    testReport: true,
    stopTest: true,
    add: true,
    edit: true,
    replaceKey: true,
    remove: true,
    move: true,
    chooseCertificate: true,
  },
  license: {
    view: true,
    reload: true,
    chooseFile: true,
    takeDropped: true,
    forgetFile: true,
    start: true,
    cancel: true,
    dismissJob: true,
  },
  sharing: {
    view: true,
    reload: true,
    set: true,
    fileSettings: true,
    passwordRules: true,
    suggestPassword: true,
    checkKey: true,
    linkByKey: true,
    setPasswordByKey: true,
  },
  links: {
    browse: true,
    reloadPlace: true,
    find: true,
    view: true,
    reload: true,
    create: true,
    update: true,
    remove: true,
    reveal: true,
    check: true,
  },
  changes: {
    counts: true,
    list: true,
    detail: true,
    retry: true,
    discard: true,
    sendNow: true,
    undo: true,
    resolve: true,
    pausePortal: true,
    resumePortal: true,
    exportTo: true,
  },
  policies: {
    list: true,
    save: true,
    remove: true,
    drift: true,
    fieldsOf: true,
    preview: true,
    apply: true,
    batches: true,
    batch: true,
    stop: true,
    goOn: true,
    undo: true,
  },
  sync: { state: true, refreshAll: true, refresh: true, stop: true, networkHint: true },
  practice: { start: true },
  docsServers: {
    list: true,
    detail: true,
    refresh: true,
    refreshAll: true,
    users: true,
    copyUsers: true,
    startTest: true,
    testReport: true,
    stopTest: true,
    add: true,
    edit: true,
    replaceSecret: true,
    remove: true,
    startPractice: true,
  },
  overview: { view: true },
  portalLists: { choose: true, take: true, forget: true, exportAll: true },
};

/** The channel of a call. Known to preload and `ipc/register.ts` only. */
export const channelOf = (area: string, verb: string): string => `gatehouse:${area}.${verb}`;

/** The channel of a topic. */
export const topicChannel = (topic: string): string => `gatehouse:on.${topic}`;
