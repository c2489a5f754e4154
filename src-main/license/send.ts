import { appError } from '../contract/app-error';
import type { LicenseState } from '../contract/license';
import type { SendOrder, SendOutcome } from '../journal/operation';
import { sendsFile, wishOf, type LicenseWish, type WishedFile } from './license-fields';
import {
  progressJson,
  progressOf,
  type ActivationProgress,
  type LicenseProgress,
} from './license-progress';
import { differs } from './license-reading';
import { activate, refresh, unknownAt, upload } from './requests';
import type { StagedLicenses } from './staged-licenses';

export interface SendTools {
  readonly staged: Pick<StagedLicenses, 'remember' | 'forget'>;
  readonly now: () => Date;
}

type Order = SendOrder<LicenseState>;

/** One sending of a license change, and what it has recorded so far. */
interface Sending {
  readonly order: Order;
  readonly tools: SendTools;
  progress: LicenseProgress;
}

/**
 * Sends a license change: each request is recorded before it leaves and after its answer. Can be
 * cancelled until the portal is asked to activate.
 */
export async function sendLicense(order: Order, tools: SendTools): Promise<SendOutcome> {
  const wish = wishOf(order.change.desired);
  if (!wish) throw new Error('The journal takes no license change that makes no sense');
  const sending: Sending = {
    order,
    tools,
    progress: { seen: order.body, upload: earlierUpload(order), activation: null },
  };
  await record(sending, {});
  if (sendsFile(wish) && wish.file !== null && sending.progress.upload === null) {
    const failed = await uploadFile(sending, wish.file);
    if (failed) return failed;
  }
  return wish.action === 'upload' ? { sent: true } : activateLicense(sending, wish);
}

/**
 * A file that is on the portal for sure need not be sent again, unless the portal shows another
 * license since: then somebody may have used the one place where uploaded files wait.
 */
function earlierUpload({ change, body }: Order): LicenseProgress['upload'] {
  const earlier = progressOf(change);
  return earlier?.upload?.state === 'done' && !differs(earlier.seen, body) ? earlier.upload : null;
}

/** The outcome when that was the end of it, else `null`. */
async function uploadFile(sending: Sending, file: WishedFile): Promise<SendOutcome | null> {
  const { order, tools } = sending;
  const { fileName, sha256, customerId, dueDate } = file;
  const { portalId } = order.change;
  const content = await order.attachment();
  if (!content.ok) return { sent: false, error: content.error, reached: 'no' };
  const size = content.value.length;
  await record(sending, { upload: { state: 'sent', size, said: null } });
  order.tell({ sent: 0, total: size });
  const result = await upload(order.session, {
    content: content.value,
    fileName,
    onProgress: (sent) => order.tell({ sent, total: size }),
    signal: order.signal,
  });
  switch (result.kind) {
    case 'failed':
      await record(sending, { upload: null });
      return { sent: false, error: result.error, reached: 'no' };
    case 'lost':
      await record(sending, { upload: { state: 'lost', size, said: null } });
      // Whatever waited on the portal before may have been replaced by this file.
      await tools.staged.forget(portalId);
      if (order.signal.aborted) return cancelled;
      // No look at the license can tell whether a file waits; to send it again does no harm.
      return { sent: false, error: result.error, reached: 'no' };
    case 'staged': {
      await record(sending, { upload: { state: 'done', size, said: result.said } });
      const stagedAt = tools.now().toISOString();
      await tools.staged.remember(portalId, {
        fileName,
        sha256,
        customerId,
        endDate: dueDate,
        stagedAt,
      });
      return null;
    }
  }
}

async function activateLicense(sending: Sending, { action }: LicenseWish): Promise<SendOutcome> {
  const { order, tools } = sending;
  if (order.signal.aborted) return cancelled;
  await recordActivation(sending, 'sent');
  if (order.signal.aborted) {
    await recordActivation(sending, 'failed');
    return cancelled;
  }
  const asked = action === 'refreshState' ? refresh(order.session) : activate(order.session);
  const answer = await asked;
  switch (answer.kind) {
    case 'accepted':
      await recordActivation(sending, 'done');
      await tools.staged.forget(order.change.portalId);
      return { sent: true };
    case 'refused': {
      await recordActivation(sending, 'refused', { said: answer.said });
      const error = appError('license.notActivated', { detail: answer.said });
      return { sent: false, error, reached: 'answered' };
    }
    case 'failed':
      await recordActivation(sending, 'failed');
      return { sent: false, error: answer.error, reached: 'no' };
    case 'lost':
      await recordActivation(sending, 'lost', { cause: answer.error.code });
      return { sent: false, error: unknownAt('activate', answer.error), reached: 'maybe' };
  }
}

function recordActivation(
  sending: Sending,
  state: ActivationProgress['state'],
  facts: Partial<ActivationProgress> = {},
): Promise<void> {
  return record(sending, { activation: { state, said: null, cause: null, ...facts } });
}

function record(sending: Sending, facts: Partial<LicenseProgress>): Promise<void> {
  sending.progress = { ...sending.progress, ...facts };
  return sending.order.note(progressJson(sending.progress));
}

const cancelled: SendOutcome = {
  sent: false,
  error: appError('net.cancelled'),
  reached: 'no',
};
