import type { Handlers } from '../contract';
import type { Result } from '../contract/result';
import type { Log } from '../diagnostics/log';
import type { Journal } from '../journal/service';
import type { LicenseService } from '../license/service';
import type { Alteration } from '../portals';
import type { Sync } from '../sync/service';

export interface FollowOptions {
  readonly journal: Pick<Journal, 'moved' | 'portalRemoved'>;
  readonly changes: Pick<Handlers<'changes'>, 'counts' | 'resumePortal'>;
  readonly license: Pick<LicenseService, 'forgetPortal'>;
  /** What is read of portals, besides their facts. */
  readonly readings: readonly { forget(portalId: string): void }[];
  readonly sync: Pick<Sync, 'portalChanged'>;
  readonly log: Log;
}

/** What a person does to a saved portal concerns all rooms: makes the function that tells them. */
export function followAlterations(
  options: FollowOptions,
): (portalId: string, how: Alteration) => void {
  const { journal, changes, license, readings, sync, log } = options;

  return (portalId, how) => {
    follow(portalId, how).catch((cause: unknown) => log('Following a portal broke', cause));
  };

  async function follow(portalId: string, how: Alteration): Promise<void> {
    switch (how) {
      case 'added':
        break;
      case 'moved':
      case 'removed':
        forgetReadings(portalId);
        await license.forgetPortal(portalId);
        await told(how === 'moved' ? journal.moved(portalId) : journal.portalRemoved(portalId));
        break;
      case 'otherKey':
        forgetReadings(portalId);
        await goOnAfterRefusal(portalId);
        break;
      case 'otherWay':
        await goOnAfterRefusal(portalId);
    }
    // Last: what it begins to read must not be forgotten at once.
    sync.portalChanged(portalId);
  }

  function forgetReadings(portalId: string): void {
    for (const one of readings) one.forget(portalId);
  }

  /** What the portal refused before, it may take now. */
  async function goOnAfterRefusal(portalId: string): Promise<void> {
    const counts = await changes.counts(undefined);
    const refused =
      counts.ok && counts.value.paused.some((one) => one.portalId === portalId && one.error);
    if (refused) await told(changes.resumePortal({ portalId }));
  }

  async function told(done: Promise<Result<void>> | Result<void>): Promise<void> {
    const result = await done;
    if (!result.ok) log(`The changes of a portal could not be put right: ${result.error.code}`);
  }
}
