import { expect, test } from '../fixtures/app';

test('the page runs no foreign code and reaches no network', async ({
  gatehouse: { page, takeComplaints },
  startPortal,
}) => {
  const portal = await startPortal();
  // In a later turn: what the test runner runs itself is exempt from the policy.
  const outcome = await page.evaluate(
    (address) =>
      new Promise<Record<string, unknown>>((resolve) => {
        setTimeout(() => void attempts().then(resolve));

        async function attempts(): Promise<Record<string, unknown>> {
          const inline = document.createElement('script');
          inline.textContent = 'globalThis.inlineRan = true';
          document.head.append(inline);
          const styled = document.createElement('p');
          styled.setAttribute('style', 'color: red');
          return {
            eval: attempt(() => (0, eval)('1')),
            function: attempt(() => new Function('return 1')()),
            inline: 'inlineRan' in globalThis,
            inlineStyle: styled.style.color,
            script: await loads('script', 'src', `${address}/a.js`),
            image: await loads('img', 'src', `${address}/a.png`),
            style: await loads('link', 'href', `${address}/a.css`, 'stylesheet'),
            fetch: await fetch(address).then(
              () => 'answered',
              () => 'refused',
            ),
            socket: await new Promise((done) => {
              try {
                const socket = new WebSocket(address.replace('http', 'ws'));
                socket.onopen = () => done('answered');
                socket.onerror = () => done('refused');
              } catch {
                done('refused');
              }
            }),
            beacon: await refusedByPolicy(() => navigator.sendBeacon(address)),
          };
        }

        function attempt(work: () => unknown): unknown {
          try {
            return work();
          } catch (cause) {
            return cause instanceof Error ? cause.name : cause;
          }
        }

        function loads(tag: string, attribute: string, url: string, rel = ''): Promise<string> {
          const element = document.createElement(tag);
          if (rel) element.setAttribute('rel', rel);
          return new Promise((done) => {
            element.addEventListener('load', () => done('loaded'));
            element.addEventListener('error', () => done('refused'));
            element.setAttribute(attribute, url);
            document.head.append(element);
          });
        }

        function refusedByPolicy(work: () => unknown): Promise<string> {
          return new Promise((done) => {
            const options = { once: true };
            addEventListener('securitypolicyviolation', () => done('refused'), options);
            work();
          });
        }
      }),
    portal.address,
  );
  expect(outcome).toEqual({
    eval: 'EvalError',
    function: 'EvalError',
    inline: false,
    inlineStyle: '',
    script: 'refused',
    image: 'refused',
    style: 'refused',
    fetch: 'refused',
    socket: 'refused',
    beacon: 'refused',
  });
  expect(portal.requests).toEqual([]);
  expect(takeComplaints().length).toBeGreaterThan(0);
});

test('the page is given none of the browser’s permissions', async ({ launch }) => {
  const devices = '--use-fake-device-for-media-stream';
  const { page, takeComplaints } = await launch({ args: [devices] });
  const outcome = await page.evaluate(async () => {
    const refusal = (cause: unknown): string =>
      cause instanceof Error ? cause.name : String(Reflect.get(Object(cause), 'code'));
    return {
      notifications: await Notification.requestPermission(),
      geolocation: await new Promise((resolve) =>
        navigator.geolocation.getCurrentPosition(resolve, ({ code }) => resolve(code)),
      ),
      camera: await navigator.mediaDevices.getUserMedia({ video: true }).catch(refusal),
      microphone: await navigator.mediaDevices.getUserMedia({ audio: true }).catch(refusal),
      screen: await navigator.mediaDevices.getDisplayMedia().catch(refusal),
      clipboard: await navigator.clipboard.readText().catch(refusal),
      states: await Promise.all(
        (['notifications', 'geolocation', 'midi'] as PermissionName[]).map(
          async (name) => (await navigator.permissions.query({ name })).state,
        ),
      ),
    };
  });
  expect(outcome).toMatchObject({
    notifications: 'denied',
    geolocation: 1,
    camera: 'NotAllowedError',
    microphone: 'NotAllowedError',
    clipboard: 'NotAllowedError',
    states: ['denied', 'denied', 'denied'],
  });
  expect(outcome.screen).toMatch(/Error$/);
  takeComplaints();
});
