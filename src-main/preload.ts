import { contextBridge, ipcRenderer, webUtils } from 'electron';
import { topics } from './contract/topics';
import { channelOf, topicChannel, verbs } from './contract/verbs';

/** Builds `window.gatehouse`: one method per call of the contract, one way to listen. No logic. */

type Ask = (input?: unknown) => Promise<unknown>;

const areas = Object.fromEntries(
  Object.entries(verbs).map(([area, names]) => [
    area,
    Object.fromEntries(
      Object.keys(names).map((verb): [string, Ask] => [
        verb,
        (input) => ipcRenderer.invoke(channelOf(area, verb), input),
      ]),
    ),
  ]),
);

// Every live question of the window listens for as long as it is shown.
ipcRenderer.setMaxListeners(0);

contextBridge.exposeInMainWorld('gatehouse', {
  ...areas,
  license: {
    ...areas['license'],
    takeDropped: ({ portalId, file }: { portalId: string; file: File }) =>
      ipcRenderer.invoke(channelOf('license', 'takeDropped'), {
        portalId,
        path: webUtils.getPathForFile(file),
      }),
  },
  on: (topic: string, hear: (items: readonly string[]) => void) => {
    if (!topics.some((known) => known === topic)) throw new Error(`No such topic: ${topic}`);
    const listener = (_event: unknown, items: readonly string[]): void => hear(items);
    ipcRenderer.on(topicChannel(topic), listener);
    return () => {
      ipcRenderer.removeListener(topicChannel(topic), listener);
    };
  },
});
