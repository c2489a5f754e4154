import { describe, expect, it, vi } from 'vitest';
import { appError } from '../../../src-main/contract/app-error';
import { fail, ok } from '../../../src-main/contract/result';
import type { Database } from '../../../src-main/store/database';
import { createStoreGate } from '../../../src-main/store/gate';
import type { StoreOpening } from '../../../src-main/store/open-store';

const database = (close = (): void => undefined): Database => ({
  all: () => Promise.resolve(ok([])),
  write: () => Promise.resolve(ok([])),
  close: () => Promise.resolve(close()),
});

type Open = Extract<StoreOpening, { state: 'open' }>;
const open = (more: Partial<Open> = {}): Open => ({
  state: 'open',
  database: database(),
  mode: 'encrypted',
  problem: null,
  ...more,
});
const closeUnreadable = vi.fn();
const unreadable = database(closeUnreadable);
const locked = appError('keychain.locked');
const keyLost = appError('store.keyLost');
const damaged = appError('store.damaged');

function gateOver(...openings: StoreOpening[]) {
  const changed = vi.fn();
  const report = vi.fn();
  const setAside = vi.fn(() => Promise.resolve(ok()));
  const closeRooms = vi.fn(() => Promise.resolve());
  const gate = createStoreGate({
    open() {
      const next = openings.shift();
      return next ? Promise.resolve(next) : Promise.reject(new Error('broken'));
    },
    build: (database, keeps) =>
      Promise.resolve(
        database === unreadable
          ? fail(damaged)
          : ok({ keeps, problems: [damaged], close: closeRooms }),
      ),
    setAside,
    changed,
    report,
  });
  return { gate, changed, report, setAside, closeRooms };
}

describe('the way to what is built on the store', () => {
  it('is open when the store is, and tells what is wrong with single things', async () => {
    const { gate, changed } = gateOver(open({ problem: keyLost }));
    expect(gate.state()).toEqual({ state: 'opening' });
    const rooms = await gate.rooms();
    expect(rooms).toMatchObject({ ok: true, value: { keeps: true } });
    expect(gate.state()).toEqual({ state: 'open', keeps: true, problems: [keyLost, damaged] });
    expect(changed).toHaveBeenCalledTimes(2);
  });

  it('says when nothing will be kept', async () => {
    const { gate } = gateOver(open({ mode: 'memory' }));
    await gate.rooms();
    expect(gate.state()).toMatchObject({ state: 'open', keeps: false });
  });

  it('answers with the reason while the store is closed, and can be tried again', async () => {
    const { gate } = gateOver({ state: 'closed', error: locked }, open());
    expect(await gate.rooms()).toEqual({ ok: false, error: locked });
    expect(gate.state()).toEqual({ state: 'closed', error: locked, canStartAnew: false });
    await gate.reopen();
    expect((await gate.rooms()).ok).toBe(true);
  });

  it('opens no second time what is open', async () => {
    const { gate } = gateOver(open());
    await gate.rooms();
    await gate.reopen();
    expect(gate.state()).toMatchObject({ state: 'open' });
  });

  it('sets the store aside only when its key is gone', async () => {
    const { gate, setAside } = gateOver({ state: 'closed', error: locked });
    await gate.rooms();
    await gate.startAnew();
    expect(setAside).not.toHaveBeenCalled();

    const other = gateOver({ state: 'closed', error: keyLost }, open());
    await other.gate.rooms();
    expect(other.gate.state()).toMatchObject({ canStartAnew: true });
    expect(await other.gate.startAnew()).toEqual(ok());
    expect(other.setAside).toHaveBeenCalledOnce();
    expect((await other.gate.rooms()).ok).toBe(true);
  });

  it('is closed when what is in the store cannot be read, and lets go of it', async () => {
    const { gate } = gateOver(open({ database: unreadable }));
    expect(await gate.rooms()).toEqual(fail(damaged));
    expect(gate.state()).toMatchObject({ state: 'closed', error: damaged });
    expect(closeUnreadable).toHaveBeenCalledOnce();
  });

  it('is closed, not broken, by a fault in opening', async () => {
    const { gate, report } = gateOver();
    expect(await gate.rooms()).toMatchObject({ ok: false, error: { code: 'store.failed' } });
    expect(report).toHaveBeenCalledOnce();
  });

  it('opens nothing before it is asked to, not even to close it', async () => {
    const { gate, report } = gateOver();
    await gate.close();
    expect(report).not.toHaveBeenCalled();
    gate.open();
    await gate.rooms();
    expect(report).toHaveBeenCalledOnce();
  });

  it('closes the rooms before their database', async () => {
    const order: string[] = [];
    const { gate, closeRooms } = gateOver(
      open({ database: database(() => void order.push('database')) }),
    );
    closeRooms.mockImplementation(() => Promise.resolve(void order.push('rooms')));
    await gate.rooms();
    await gate.close();
    expect(order).toEqual(['rooms', 'database']);
  });
});
