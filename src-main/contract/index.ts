import { appCalls } from './app';
import type { AnswerOf, InputOf } from './call';
import { changeCalls } from './changes';
import { docsServerCalls } from './docs-servers';
import { licenseCalls } from './license';
import { linkCalls } from './links';
import { overviewCalls } from './overview';
import { portalListCalls } from './portal-lists';
import { policyCalls } from './policies';
import { portalCalls } from './portals';
import { practiceCalls } from './practice';
import { sharingCalls } from './sharing';
import { syncCalls } from './sync';
import type { Topic, Topics } from './topics';

/** All that the renderer may ask, by area and verb. */
export const contract = {
  app: appCalls,
  portals: portalCalls,
  license: licenseCalls,
  sharing: sharingCalls,
  links: linkCalls,
  changes: changeCalls,
  policies: policyCalls,
  sync: syncCalls,
  practice: practiceCalls,
  docsServers: docsServerCalls,
  overview: overviewCalls,
  portalLists: portalListCalls,
} as const;

export type Contract = typeof contract;
export type Area = keyof Contract;
export type Verb<A extends Area> = keyof Contract[A] & string;

/** The answers of one area's handlers, as main must give them. */
export type Handlers<A extends Area> = {
  readonly [V in Verb<A>]: (
    input: InputOf<Contract[A][V]>,
  ) => Promise<AnswerOf<Contract[A][V]>> | AnswerOf<Contract[A][V]>;
};

/** A method of the bridge: calls without input take no argument. */
type Method<C> = [InputOf<C>] extends [undefined]
  ? () => Promise<AnswerOf<C>>
  : (input: InputOf<C>) => Promise<AnswerOf<C>>;

type AreaMethods<A extends Area> = { readonly [V in Verb<A>]: Method<Contract[A][V]> };

/** What the preload puts on `window.gatehouse`. */
export type Bridge = {
  readonly [A in Exclude<Area, 'license'>]: AreaMethods<A>;
} & {
  readonly license: Omit<AreaMethods<'license'>, 'takeDropped'> & {
    /** A dropped file goes in as the browser's file object; its path never reaches the page. */
    readonly takeDropped: (input: {
      portalId: string;
      file: File;
    }) => Promise<AnswerOf<Contract['license']['takeDropped']>>;
  };
} & {
  /** Listens to a topic; the answer stops listening. */
  readonly on: <T extends Topic>(
    topic: T,
    hear: (items: readonly Topics[T][]) => void,
  ) => () => void;
};
