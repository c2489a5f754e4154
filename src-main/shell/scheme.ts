import { protocol } from 'electron';
import { readFile } from 'node:fs/promises';
import { extname, join, normalize, sep } from 'node:path';

const scheme = 'app';
const host = 'gatehouse';

/** Address of the window's page. */
export const startPage = `${scheme}://${host}/index.html`;

/** Nothing but our own files; no inline script or style; no way onto the network. */
const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

const contentTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
  '.txt': 'text/plain; charset=utf-8',
};

/** Must run before Electron is ready. */
export function announceScheme(): void {
  protocol.registerSchemesAsPrivileged([
    {
      scheme,
      privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true },
    },
  ]);
}

/** Serves the files below `folder` on our own scheme: GET only, our host only, nothing outside. */
export function serveWindow(folder: string): void {
  protocol.handle(scheme, async (request) => {
    const file = fileFor(request.method, request.url, folder);
    if (!file) return new Response('Not found', { status: 404 });
    try {
      const body = await readFile(file.path);
      return new Response(new Uint8Array(body), {
        headers: {
          'Content-Type': file.contentType,
          'Content-Security-Policy': contentSecurityPolicy,
          'X-Content-Type-Options': 'nosniff',
        },
      });
    } catch {
      return new Response('Not found', { status: 404 });
    }
  });
}

/** The file a request may have, or `null`. */
export function fileFor(
  method: string,
  address: string,
  folder: string,
): { readonly path: string; readonly contentType: string } | null {
  if (method !== 'GET' || !URL.canParse(address)) return null;
  const url = new URL(address);
  if (url.protocol !== `${scheme}:` || url.host !== host) return null;
  let name: string;
  try {
    name = decodeURIComponent(url.pathname);
  } catch {
    return null;
  }
  const path = normalize(join(folder, name));
  const contentType = contentTypes[extname(path)];
  if (!contentType || name.includes('\0') || !path.startsWith(normalize(folder) + sep)) return null;
  return { path, contentType };
}

/** Whether an address is a page of our own window. */
export function isOwnPage(address: string, developmentServer?: string): boolean {
  if (!URL.canParse(address)) return false;
  const url = new URL(address);
  if (developmentServer) return url.origin === new URL(developmentServer).origin;
  return url.protocol === `${scheme}:` && url.host === host;
}
