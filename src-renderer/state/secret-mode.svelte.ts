import type { SecretMode } from '../../src-main/contract/app';
import { bridge } from './bridge';
import { showError } from './toasts';

let value: SecretMode | null = $state.raw(null);

/** Where API keys are kept on this computer; `null` until the keychain was asked. */
export const secretMode = {
  get value(): SecretMode | null {
    return value;
  },
  async read(): Promise<void> {
    const answer = await bridge.app.secretMode();
    if (answer.ok) value = answer.value;
    else showError(answer.error);
  },
};
