import type { FrontAnswer } from './options';

const titles: Readonly<Record<number, string>> = {
  403: 'Forbidden',
  404: 'Not Found',
  500: 'Internal Server Error',
  502: 'Bad Gateway',
};

/** What a web server in front of Docs answers by itself. */
export function frontResponse(front: FrontAnswer, url: URL): Response {
  switch (front) {
    case 'html403':
      return page(403);
    case 'html404':
      return page(404);
    case 'html500':
      return page(500);
    case 'html502':
      return page(502);
    case 'welcome':
      return html(200, '<!doctype html><title>Welcome</title><h1>Welcome</h1>\n');
    case 'toHttps':
      return new Response(null, {
        status: 301,
        headers: { location: `https://${url.host}${url.pathname}`, 'content-length': '0' },
      });
  }
}

/** The page that the server's own framework writes for what it does not know. */
export const cannot = (method: string, path: string): Response =>
  html(
    404,
    `<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n<title>Error</title>\n</head>\n<body>\n<pre>Cannot ${method} ${path}</pre>\n</body>\n</html>\n`,
  );

const page = (status: number): Response =>
  html(
    status,
    `<html>\r\n<head><title>${status} ${titles[status]}</title></head>\r\n<body>\r\n<center><h1>${status} ${titles[status]}</h1></center>\r\n<hr><center>nginx</center>\r\n</body>\r\n</html>\r\n`,
  );

function html(status: number, body: string): Response {
  return new Response(body, { status, headers: { 'content-type': 'text/html; charset=utf-8' } });
}
