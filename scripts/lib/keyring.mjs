import { spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs/promises';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { endTree, signal } from './process-tree.mjs';
import { endWithUs, isOnPath, run } from './run.mjs';
import { PlainError } from './steps.mjs';

/**
 * A private D-Bus session with a real Secret Service (gnome-keyring) for tests and the demo. It
 * shares nothing with the person's own session: its bus, its sockets and its keyring file lie in
 * folders of its own.
 */

const startLimitMs = 15_000;
const password = 'throw-away';
const loginCollection = '/org/freedesktop/secrets/collection/login';

/**
 * @typedef {object} Keyring
 * @property {{ DBUS_SESSION_BUS_ADDRESS: string, XDG_RUNTIME_DIR: string }} env to be added to the
 *   environment of the programs that shall use it
 * @property {number} busPid
 * @property {number | undefined} daemonPid undefined without a Secret Service
 * @property {() => Promise<void>} lock locks the keyring: reading then needs the password, for
 *   which nobody is there to be asked
 * @property {() => Promise<void>} unlock
 * @property {() => void} freeze halts the Secret Service: it keeps its name and never answers
 * @property {() => void} thaw
 * @property {() => Promise<void>} stop ends all of it; the keyring file stays in `dir`
 */

/** True where a private keyring can be had. */
export const canStartKeyring = () =>
  process.platform === 'linux' && isOnPath('dbus-daemon') && isOnPath('gnome-keyring-daemon');

/**
 * @param {object} options
 * @param {string} options.dir where the keyring file is kept; starting again with the same folder
 *   finds the same secrets
 * @param {boolean} [options.secretService] false gives a bus without any Secret Service
 * @returns {Promise<Keyring>}
 */
export async function startKeyring({ dir, secretService = true }) {
  await fs.mkdir(dir, { recursive: true, mode: 0o700 });
  // A short path of its own, since the names of sockets end after 107 bytes.
  const runDir = await fs.mkdtemp(path.join(os.tmpdir(), 'gh-'));
  const env = {
    DBUS_SESSION_BUS_ADDRESS: `unix:path=${path.join(runDir, 'bus')}`,
    XDG_RUNTIME_DIR: runDir,
  };
  // The folder of the keyring file is for the daemon alone: the app's own data stays where it is.
  const daemonEnv = { ...process.env, ...env, XDG_DATA_HOME: dir };
  const bus = await startBus(runDir, env.DBUS_SESSION_BUS_ADDRESS);
  /** @type {ReturnType<typeof start> | undefined} */
  let daemon;
  const stop = async () => {
    if (daemon) signal(daemon.pid, 'SIGCONT'); // a frozen one would not hear that it shall end
    await daemon?.end();
    await bus.end();
    await fs.rm(runDir, { recursive: true, force: true });
  };
  try {
    await until('session bus', () => busAnswers(env));
    if (secretService) {
      // Not before: a daemon that finds no bus stays without one.
      daemon = startDaemon(daemonEnv);
      await until('Secret Service', () => isUnlocked(env));
    }
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    env,
    busPid: bus.pid,
    daemonPid: daemon?.pid,
    lock: () => lock(env),
    unlock: () => unlock(env),
    freeze: () => signal(pidOf(daemon), 'SIGSTOP'),
    thaw: () => signal(pidOf(daemon), 'SIGCONT'),
    stop,
  };
}

/**
 * A bus that starts nothing by itself: a service that is asked for and not there stays away.
 * @param {string} runDir
 * @param {string} address
 */
async function startBus(runDir, address) {
  const config = path.join(runDir, 'bus.conf');
  await fs.writeFile(
    config,
    `<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>${address}</listen>
  <auth>EXTERNAL</auth>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>
`,
  );
  return start('dbus-daemon', [`--config-file=${config}`, '--nofork', '--nopidfile'], process.env);
}

/** @param {NodeJS.ProcessEnv} env */
function startDaemon(env) {
  const args = ['--foreground', '--unlock', '--components=secrets'];
  return start('gnome-keyring-daemon', args, env, password);
}

/**
 * @param {string} command
 * @param {readonly string[]} args
 * @param {NodeJS.ProcessEnv} env
 * @param {string} [input]
 * @returns {{ pid: number, end: () => Promise<void> }}
 */
function start(command, args, env, input = '') {
  // In a group of its own: Ctrl+C must not end it before the programs that use it.
  const child = spawn(command, args, {
    env,
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  const { pid } = child;
  if (pid === undefined) throw new PlainError(`${command} could not be started. Is it installed?`);
  const forget = endWithUs(pid);
  child.stdin.on('error', () => undefined).end(input); // ended early: the wait for it tells
  child.unref();
  return {
    pid,
    end: async () => {
      await endTree(pid);
      forget();
    },
  };
}

/** @param {NodeJS.ProcessEnv} env */
const busAnswers = async (env) =>
  (await call(env, 'org.freedesktop.DBus', '/', 'org.freedesktop.DBus.GetId')).code === 0;

/** @param {NodeJS.ProcessEnv} env */
async function isUnlocked(env) {
  const { stdout } = await secretsCall(
    env,
    loginCollection,
    'org.freedesktop.DBus.Properties.Get',
    ['string:org.freedesktop.Secret.Collection', 'string:Locked'],
  );
  return stdout.includes('boolean false');
}

/** @param {NodeJS.ProcessEnv} env */
async function lock(env) {
  const { code, output } = await secretsCall(
    env,
    '/org/freedesktop/secrets',
    'org.freedesktop.Secret.Service.Lock',
    [`array:objpath:${loginCollection}`],
  );
  if (code !== 0 || (await isUnlocked(env))) throw new Error(`the keyring stays open: ${output}`);
}

/**
 * Unlocks in the way a login does, over the daemon's control socket: a zero byte (by which it asks
 * the system who we are), then length, operation and password.
 * @param {{ XDG_RUNTIME_DIR: string }} env
 */
async function unlock(env) {
  const secret = Buffer.from(password);
  const packet = Buffer.alloc(13);
  packet.writeUInt32BE(12 + secret.length, 1);
  packet.writeUInt32BE(1, 5);
  packet.writeUInt32BE(secret.length, 9);
  const socket = net.connect(path.join(env.XDG_RUNTIME_DIR, 'keyring', 'control'));
  socket.write(Buffer.concat([packet, secret]));
  const [answer] = await once(socket, 'data');
  socket.destroy();
  if (answer.readUInt32BE(4) !== 0 || !(await isUnlocked(env))) {
    throw new Error('the keyring stays locked');
  }
}

/**
 * @param {NodeJS.ProcessEnv} env
 * @param {string} object
 * @param {string} method
 * @param {readonly string[]} args
 */
const secretsCall = (env, object, method, args) =>
  call(env, 'org.freedesktop.secrets', object, method, args);

/**
 * @param {NodeJS.ProcessEnv} env
 * @param {string} service
 * @param {string} object
 * @param {string} method
 * @param {readonly string[]} [args]
 */
const call = (env, service, object, method, args = []) =>
  run(
    'dbus-send',
    [
      '--session',
      '--print-reply',
      '--reply-timeout=2000',
      `--dest=${service}`,
      object,
      method,
      ...args,
    ],
    { env: { ...process.env, ...env } },
  );

/** @param {string} what @param {() => Promise<boolean>} isReady */
async function until(what, isReady) {
  const limit = Date.now() + startLimitMs;
  while (!(await isReady())) {
    if (Date.now() > limit) throw new PlainError(`The private ${what} did not start.`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** @param {{ pid: number } | undefined} daemon */
function pidOf(daemon) {
  if (daemon === undefined) throw new Error('this bus has no Secret Service');
  return daemon.pid;
}
