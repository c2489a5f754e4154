import { ConnectionTest } from '../../connection/connection-test.svelte';
import {
  testStepNames,
  type TestDraft,
  type TestFinding,
} from '../../../src-main/contract/portals';
import { bridge } from '../../state/bridge';

/** The connection test of a dialog about a portal. Call it while a component is set up. */
export const portalTest = (): ConnectionTest<TestDraft, TestFinding> =>
  new ConnectionTest({
    names: testStepNames,
    start: (draft) => bridge.portals.startTest(draft),
    report: (testId) => bridge.portals.testReport({ testId }),
    stop: (testId) => bridge.portals.stopTest({ testId }),
  });
