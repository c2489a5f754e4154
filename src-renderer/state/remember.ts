import type { InputOf } from '../../src-main/contract/call';
import type { Contract } from '../../src-main/contract';
import { bridge } from './bridge';
import { showError } from './toasts';

/** Has main keep what the window looks like; a failure is told, and the window goes on. */
export async function remember(what: InputOf<Contract['app']['remember']>): Promise<void> {
  const answer = await bridge.app.remember(what);
  if (!answer.ok) showError(answer.error);
}
