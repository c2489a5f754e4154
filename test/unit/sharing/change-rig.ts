import { randomUUID } from 'node:crypto';
import type { AppError } from '../../../src-main/contract/app-error';
import { ok } from '../../../src-main/contract/result';
import type { SharingSettings } from '../../../src-main/contract/sharing';
import { getSharingSettings } from '../../../src-main/docspace/sharing-settings';
import type { Change, Fields } from '../../../src-main/journal/change';
import { remedyFor } from '../../../src-main/journal/failure';
import { advance, isMoving, type ChangeEvent } from '../../../src-main/journal/machine';
import type { ReadPhase } from '../../../src-main/journal/operation';
import { registered, type Look } from '../../../src-main/journal/registered';
import { createLimits } from '../../../src-main/net/limits';
import type { PracticeKeyName } from '../../../src-main/practice-portal';
import { externalSharingOperation } from '../../../src-main/sharing/external-sharing-operation';
import { valueOf } from '../answers';
import { sessionFor } from '../docspace/portal-server';
import { change } from '../journal/changes';
import { ask, openPortal, today } from '../practice-portal/portal';

const operation = registered(externalSharingOperation);
const at = today.toISOString();

/** A change as the journal takes it down. */
export function changeOf(base: SharingSettings, desired: SharingSettings): Change {
  const { name, version } = operation;
  const [id, idempotencyKey] = [randomUUID(), randomUUID()];
  return change({ id, operation: name, version, objectKey: name, base, desired, idempotencyKey });
}

/** The change that takes another one back. */
export function undoOf(change: Change): Change {
  const plan = operation.undo(change);
  if (!plan.can) throw new Error(plan.reason);
  return { ...changeOf({}, {}), base: plan.base, desired: plan.desired };
}

/**
 * A practice portal, and the journal's work on it without the journal around. `onWrite` hears the
 * number of every request that is about to change something.
 */
export async function openRig(
  version: string,
  more: { readonly keyName?: PracticeKeyName; readonly onWrite?: (turn: number) => void } = {},
) {
  const { keyName = 'main', onWrite } = more;
  const portal = await openPortal({ version });
  const limits = createLimits().forPortal();
  let turn = 0;
  let hasKey = true;
  const session = await sessionFor(portal.address, {
    key: () => (hasKey ? portal.keys[keyName] : null),
    limits: {
      ...limits,
      write(task, signal) {
        onWrite?.((turn += 1));
        return limits.write(task, signal);
      },
    },
    retry: { tries: 1 },
  });
  const { signal } = new AbortController();

  /** Moves a change on as far as it goes by itself; a wait or a failed reading ends the work. */
  async function work(started: Change, cancel = signal): Promise<Change> {
    let change = started;
    const last: { look: Look | null } = { look: null };
    const advanced = (event: ChangeEvent): void => {
      const next = advance(change, event, { needsConfirmation: false, at });
      if (next === null) throw new Error(`${event.kind} makes no sense while ${change.state}.`);
      change = next;
    };
    const look = async (phase: ReadPhase): Promise<Fields | null> => {
      const looked = await operation.look({ session, change, phase, signal });
      if (looked.ok) {
        last.look = looked.value;
        return looked.value.fields;
      }
      advanced({ kind: 'notRead', error: looked.error, remedy: remedyAfter(looked.error) });
      return null;
    };
    while (isMoving(change)) {
      if (change.nextAttemptAt !== null) return change;
      if (change.state === 'queued') advanced({ kind: 'begun' });
      if (change.state === 'checking' || change.state === 'unknown') {
        const phase = change.state === 'unknown' ? 'settle' : 'check';
        const fields = await look(phase);
        if (fields === null) return change;
        const verdict = operation.judge(fields, change, phase);
        advanced({ kind: 'found', verdict, fields, again: null });
        continue;
      }
      if (change.state === 'verifying') {
        const fields = await look('verify');
        if (fields === null) return change;
        advanced({ kind: 'proved', fields, kept: operation.kept(fields, change) });
        continue;
      }
      if (last.look === null) throw new Error('Nothing is sent before the portal was read.');
      const outcome = await last.look.send({
        session,
        change,
        note: async (progress) => advanced({ kind: 'noted', progress }),
        tell: () => undefined,
        attachment: () => Promise.resolve(ok(new Uint8Array())),
        signal: cancel,
      });
      if (outcome.sent) {
        advanced({ kind: 'sent' });
        continue;
      }
      const { error, reached } = outcome;
      advanced(
        reached === 'maybe'
          ? { kind: 'lost', error }
          : { kind: 'refused', error, remedy: remedyAfter(error) },
      );
    }
    return change;
  }

  return {
    portal,
    work,
    /** The key is gone: nothing leaves any more. */
    loseKey() {
      hasKey = false;
    },
    /** What somebody else does on the portal. */
    async elsewhere(route: string, body: object): Promise<void> {
      const { status } = await ask(portal, `PUT files/settings/${route}`, {
        key: portal.keys.admin,
        body: JSON.stringify(body),
      });
      if (status !== 200) throw new Error(`The portal answered ${status}.`);
    },
    present: async () => valueOf(await getSharingSettings(session)),
    /** What the portal was asked to change so far, e.g. `external {"set":true}`. */
    writes: () =>
      portal.requests.flatMap(({ method, path, body }) =>
        method === 'PUT' && body ? [`${path.split('/').at(-1)} ${JSON.stringify(body)}`] : [],
      ),
  };
}

const remedyAfter = (error: AppError) =>
  remedyFor(error, { attempts: 1, now: today.getTime(), random: 0.5 });
