import {
  docsTestStepNames,
  type DocsTestDraft,
  type DocsTestFinding,
} from '../../../src-main/contract/docs-servers';
import { ConnectionTest } from '../../connection/connection-test.svelte';
import { bridge } from '../../state/bridge';

/** The connection test of a dialog about a Docs server. Call it while a component is set up. */
export const docsTest = (): ConnectionTest<DocsTestDraft, DocsTestFinding> =>
  new ConnectionTest({
    names: docsTestStepNames,
    start: (draft) => bridge.docsServers.startTest(draft),
    report: (testId) => bridge.docsServers.testReport({ testId }),
    stop: (testId) => bridge.docsServers.stopTest({ testId }),
  });
