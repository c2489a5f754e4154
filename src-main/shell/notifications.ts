import { app, Notification } from 'electron';
import { m } from '$words';
import type { OpenTarget } from '../contract/topics';
import type { LicenseNotice } from '../notices/watch';

/** Those on the screen: without it they could be tidied up, and a click would lead nowhere. */
const shown = new Set<Notification>();

/** Windows shows notifications only of apps whose name it knows; the installer tells it the same. */
export function announceName(): void {
  if (process.platform === 'win32') app.setAppUserModelId('io.github.gatehouse.Gatehouse');
}

/** Whether this computer shows notifications at all. */
export const canNotify = (): boolean => Notification.isSupported();

/** Shows a desktop notification; `open` hears where to when the person clicks it. */
export function notify(notice: LicenseNotice, open: (target: OpenTarget) => void): void {
  const notification = new Notification(wordsOf(notice));
  const gone = (): void => void shown.delete(notification);
  shown.add(notification);
  notification.on('click', () => {
    gone();
    open(notice.target);
  });
  notification.on('close', gone);
  notification.on('failed', gone);
  notification.show();
}

function wordsOf({ count, name, daysLeft }: LicenseNotice): {
  readonly title: string;
  readonly body: string;
} {
  if (count === 1) return { title: name, body: sentenceOf(daysLeft) };
  return {
    title: m.shell_notice_many({ count }),
    body: m.shell_notice_first({ name, when: whenOf(daysLeft) }),
  };
}

function sentenceOf(daysLeft: number): string {
  if (daysLeft < 0) return m.shell_notice_passed({ count: -daysLeft });
  return daysLeft === 0 ? m.shell_notice_today() : m.shell_notice_days({ count: daysLeft });
}

function whenOf(daysLeft: number): string {
  if (daysLeft < 0) return m.shell_notice_when_passed({ count: -daysLeft });
  return daysLeft === 0
    ? m.shell_notice_when_today()
    : m.shell_notice_when_days({ count: daysLeft });
}
