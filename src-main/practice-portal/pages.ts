import type { PortalSettings } from './options';

/** The page of a web server in front of the portal. */
export function proxyPage(status: number, title: string): Response {
  const body = `<html>\r\n<head><title>${status} ${title}</title></head>\r\n<body>\r\n<center><h1>${status} ${title}</h1></center>\r\n<hr><center>openresty</center>\r\n</body>\r\n</html>\r\n`;
  return htmlPage(status, body);
}

/** Sends the caller on to another address. */
export function redirect(location: string): Response {
  return new Response(null, { status: 302, headers: { location, 'content-length': '0' } });
}

/** Where links and the portal's own addresses lead a browser. */
export const webPages = [
  '/',
  '/doceditor',
  '/filehandler.ashx',
  '/share/preview/:id',
  '/rooms/*',
] as const;

/** What a browser sees at the portal's addresses. */
export function startPage(settings: PortalSettings): Response {
  const title = settings.title.replace(
    /[&<>"]/g,
    (character) => `&#${character.codePointAt(0) ?? 0};`,
  );
  return htmlPage(
    200,
    `<!doctype html><meta charset="utf-8"><title>${title}</title><h1>${title}</h1><p>A practice portal: it answers like DocSpace ${settings.version} at /api/2.0 and holds nothing real.</p>\n`,
  );
}

function htmlPage(status: number, body: string): Response {
  return new Response(body, { status, headers: { 'content-type': 'text/html; charset=utf-8' } });
}
