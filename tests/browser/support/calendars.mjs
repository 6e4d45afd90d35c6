// A small calendar server on loopback, as much of one as it takes to be found, tried and linked.
import { createServer } from 'node:http';

const SPACES = 'xmlns="DAV:" xmlns:c="urn:ietf:params:xml:ns:caldav"';
const FOLDER = '<resourcetype><collection/></resourcetype><current-user-principal><href>/dr/</href></current-user-principal>';
const RIGHTS = { all: '<privilege><all/></privilege>', read: '<privilege><read/></privilege>' };

const found = (href, props) =>
  `<response><href>${href}</href><propstat><prop>${props}</prop><status>HTTP/1.1 200 OK</status></propstat></response>`;
const calendar = ([href, name, right]) =>
  found(href, `<resourcetype><collection/><c:calendar/></resourcetype><displayname>${name}</displayname>
    <current-user-privilege-set>${RIGHTS[right]}</current-user-privilege-set>`);

/** Account `dr`, password `secret`; `url` ends with a slash. */
export async function startCalendars() {
  const calendars = [['/dr/agenda/', 'Agenda', 'all'], ['/dr/garde/', 'Tour de garde de l’hôpital', 'read']];
  const members = new Map();
  let count = 0;
  const propfind = (path, depth) => {
    if (path === '/') return found('/', FOLDER);
    if (path === '/dr/' && depth === '0') return found('/dr/', `${FOLDER}<c:calendar-home-set><href>/dr/</href></c:calendar-home-set>`);
    if (path === '/dr/') return found('/dr/', FOLDER) + calendars.map(calendar).join('');
    const one = calendars.find(([href]) => href === path);
    return one && calendar(one);
  };
  const server = createServer((asked, answer) => {
    const said = (status, body = '', headers = {}) => answer.writeHead(status, headers).end(body);
    let body = '';
    asked.on('data', (chunk) => { body += chunk; });
    asked.on('end', () => {
      const signed = `Basic ${Buffer.from('dr:secret').toString('base64')}`;
      if (asked.headers.authorization !== signed) return said(401, '', { 'WWW-Authenticate': 'Basic realm="agenda"' });
      const here = members.get(asked.url);
      if (asked.method === 'PROPFIND') {
        const responses = propfind(asked.url, asked.headers.depth);
        if (!responses) return said(404);
        return said(207, `<?xml version="1.0"?><multistatus ${SPACES}>${responses}</multistatus>`, { 'Content-Type': 'application/xml' });
      }
      if (asked.method === 'GET' && here) return said(200, here.body, { ETag: here.etag, 'Content-Type': 'text/calendar' });
      if (asked.method === 'DELETE') return said(members.delete(asked.url) ? 204 : 404);
      if (asked.method !== 'PUT') return said(404);
      const is = asked.headers['if-match'];
      if ((asked.headers['if-none-match'] && here) || (is && is !== here?.etag)) return said(412);
      count += 1;
      members.set(asked.url, { body, etag: `"${count}"` });
      return said(here ? 204 : 201, '', { ETag: `"${count}"` });
    });
  });
  await new Promise((resolve) => { server.listen(0, '127.0.0.1', resolve); });
  const stop = () => new Promise((resolve) => {
    server.closeAllConnections();
    server.close(resolve);
  });
  return { url: `http://127.0.0.1:${server.address().port}/`, stop };
}
