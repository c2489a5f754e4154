import type { Bridge } from '../../src-main/contract';

declare global {
  interface Window {
    readonly gatehouse: Bridge;
  }
}

/** All that this window may ask of the main process and hear from it. */
export const bridge: Bridge = window.gatehouse;
