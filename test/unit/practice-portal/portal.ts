import { onTestFinished } from 'vitest';
import {
  type PracticePortal,
  type PracticePortalOptions,
  startPracticePortal,
} from '../../../src-main/practice-portal';

/** A day on which all tests of the practice portal play. */
export const today = new Date('2026-03-10T09:30:00.000Z');

/** A portal for one test, with a clock that stands still and a Document Server that hurries. */
export async function openPortal(options: PracticePortalOptions = {}): Promise<PracticePortal> {
  const portal = await startPracticePortal({
    clock: () => today,
    ...options,
    documentServer: { refusalMs: 0, ...options.documentServer },
  });
  onTestFinished(() => portal.stop());
  return portal;
}

export interface Answered {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** The body as JSON; `undefined` when it is none. */
  readonly body: unknown;
}

interface Asking {
  /** `null`: nobody. Default: the portal's main key. */
  readonly key?: string | null;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: RequestInit['body'];
  readonly signal?: AbortSignal;
}

/** Asks the portal over HTTP, e.g. `ask(portal, 'GET portal/tariff?refresh=true')`. */
export async function ask(
  portal: PracticePortal,
  route: string,
  { key = portal.key, headers = {}, body = null, signal }: Asking = {},
): Promise<Answered> {
  const [method = '', path = ''] = route.split(' ');
  const response = await fetch(`${portal.address}/api/2.0/${path}`, {
    method,
    headers: { ...(key === null ? {} : { authorization: `Bearer ${key}` }), ...headers },
    body,
    redirect: 'manual',
    ...(signal ? { signal } : {}),
  });
  const text = await response.text();
  return { status: response.status, headers: response.headers, text, body: parse(text) };
}

/** A form with a license file in it. */
export function licenseForm(text: string, field = 'files'): FormData {
  const form = new FormData();
  form.append(field, new Blob([text]), 'license.lic');
  return form;
}

export function upload(
  portal: PracticePortal,
  text: string,
  more: Omit<Asking, 'body'> = {},
): Promise<Answered> {
  return ask(portal, 'POST settings/license', { ...more, body: licenseForm(text) });
}

/** What the wrapper of a success holds, links apart. */
export function success(response: unknown, count = 1): object {
  return { response, count, status: 0, statusCode: 200 };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
