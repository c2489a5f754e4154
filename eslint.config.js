import importX from 'eslint-plugin-import-x';
import { createTypeScriptImportResolver } from 'eslint-import-resolver-typescript';
import svelte from 'eslint-plugin-svelte';
import tseslint from 'typescript-eslint';

/** Rooms of the main process that must work in plain Node, without Electron. */
const withoutElectron = [
  'connections',
  'contract',
  'docs-server',
  'docs-servers',
  'docspace',
  'journal',
  'license',
  'links',
  'local-files',
  'net',
  'notices',
  'overview',
  'policies',
  'portal-lists',
  'portals',
  'practice-docs-server',
  'practice-portal',
  'sharing',
  'store',
  'sync',
];

/** What the journal decides, it decides without clock, chance, network and database. */
const pureJournal = ['machine', 'fields', 'recording', 'failure'];

/** Who may not import whom. A zone says: files in `target` never import files in `from`. */
const zones = [
  {
    target: './src-renderer',
    from: './src-main',
    except: ['./contract'],
    message: 'The renderer knows of the main process only its contract.',
  },
  {
    target: './src-main',
    from: './src-renderer',
    message: 'The main process never imports from the renderer.',
  },
  {
    target: './src-main/contract',
    from: './src-main',
    except: ['./contract'],
    message: 'The contract imports nothing but the schema library.',
  },
  {
    target: './src-main/docspace',
    from: './src-main',
    except: ['./docspace', './contract', './net'],
    message: 'The DocSpace client knows neither what is saved nor what is shown.',
  },
  {
    target: './src-main/docs-server',
    from: './src-main',
    except: ['./docs-server', './contract', './net'],
    message: 'The client of Docs servers knows neither what is saved nor what is shown.',
  },
  {
    target: './src-main/connections',
    from: './src-main',
    except: ['./connections', './contract', './net', './secrets', './store', './local-files'],
    message: 'How a server is reached is the same for portals and Docs servers.',
  },
  {
    target: './src-main/net',
    from: './src-main',
    except: ['./net', './contract'],
    message: 'The network room knows nothing of portals.',
  },
  {
    target: './src-main/practice-portal',
    from: './src-main',
    except: ['./practice-portal'],
    message: 'The practice portal is a server of its own; it shares no code with its client.',
  },
  {
    target: './src-main/practice-docs-server',
    from: './src-main',
    except: ['./practice-docs-server'],
    message: 'The practice Docs server is a server of its own; it shares no code with its client.',
  },
  {
    target: './src-main/store',
    from: './src-main',
    except: ['./store', './contract'],
    message: 'The store keeps what it is given and knows no rules of the rooms above it.',
  },
  {
    target: './src-main/journal',
    from: './src-main',
    except: ['./journal', './contract', './docspace', './store'],
    message: 'The journal knows no rules of the rooms: their operations are handed to it.',
  },
  {
    target: pureJournal.map((name) => `./src-main/journal/${name}.ts`),
    from: ['./src-main/store', './src-main/net'],
    message: 'The machine of the journal is pure: the runner does what it says.',
  },
  {
    target: './src-main/sync',
    from: './src-main',
    except: ['./sync', './contract', './docspace', './store'],
    message: 'What is refreshed, and how, is handed to the background refresh.',
  },
  {
    target: './src-main/secrets',
    from: './src-main',
    except: ['./secrets', './contract'],
    message: 'Secrets depend on nothing but the contract.',
  },
  {
    target: './src-main/!(ipc|rooms)/**/*',
    from: './src-main/ipc',
    message: 'Only main.ts and rooms/ put the bridge together.',
  },
  {
    target: './src-main/!(shell|ipc|rooms)/**/*',
    from: './src-main/shell',
    message: 'Services do not know windows and menus.',
  },
  {
    target: './src-renderer/ui',
    from: './src-renderer',
    except: ['./ui', './i18n/format.ts'],
    message: 'The kit has no business words: it imports only itself and how dates are written.',
  },
  {
    target: './src-renderer/state',
    from: './src-renderer',
    except: ['./state', './i18n'],
    message: 'State does not know pages.',
  },
  {
    target: './src-renderer/features',
    from: './src-renderer/app',
    message: 'Features are mounted by the frame and do not import it.',
  },
  { target: './src-main', from: './src-main/main.ts', message: 'Nobody imports main.ts.' },
];

const noElectron = {
  name: 'electron',
  message: 'This room must run in plain Node.',
};
const onlyRegister = {
  name: 'electron',
  importNames: ['ipcMain', 'ipcRenderer'],
  message: 'Calls are registered in ipc/register.ts, so that every one is checked.',
};
const onlySecrets = { name: 'keytar', message: 'Only secrets/ talks to the keychain.' };

export default tseslint.config(
  {
    ignores: [
      'node_modules',
      'out',
      'dist',
      'generated',
      'demo',
      'bench',
      'test-results',
      'playwright-report',
    ],
  },
  ...tseslint.configs.strict,
  ...svelte.configs.recommended,
  {
    files: ['**/*.svelte', '**/*.svelte.ts'],
    languageOptions: { parserOptions: { parser: tseslint.parser } },
  },
  {
    plugins: { 'import-x': importX },
    settings: {
      'import-x/resolver-next': [createTypeScriptImportResolver({ project: 'tsconfig.json' })],
      'import-x/parsers': { '@typescript-eslint/parser': ['.ts'] },
    },
    rules: {
      'import-x/no-cycle': 'error',
      'import-x/no-duplicates': 'error',
      'import-x/no-default-export': 'error',
      'import-x/no-restricted-paths': ['error', { basePath: import.meta.dirname, zones }],
      'no-restricted-imports': ['error', { paths: [onlyRegister, onlySecrets] }],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_' },
      ],
      '@typescript-eslint/no-empty-object-type': 'off',
      '@typescript-eslint/no-invalid-void-type': 'off',
      eqeqeq: 'error',
      'no-console': 'error',
    },
  },
  {
    files: ['src-main/**', 'src-renderer/**'],
    rules: { 'max-lines': ['error', { max: 320, skipBlankLines: true, skipComments: true }] },
  },
  {
    files: ['src-main/**'],
    rules: {
      'no-restricted-syntax': [
        'error',
        {
          selector: 'CallExpression[callee.property.name=/Sync$/]',
          message: 'Nothing synchronous on the main process’s loop.',
        },
      ],
    },
  },
  {
    files: pureJournal.map((name) => `src-main/journal/${name}.ts`),
    rules: {
      'no-restricted-globals': ['error', 'setTimeout', 'setInterval', 'fetch', 'process'],
      'no-restricted-properties': [
        'error',
        { object: 'Date', property: 'now', message: 'Times are handed in.' },
        { object: 'Math', property: 'random', message: 'Chance is handed in.' },
      ],
    },
  },
  {
    files: withoutElectron.map((room) => `src-main/${room}/**`),
    rules: { 'no-restricted-imports': ['error', { paths: [noElectron, onlySecrets] }] },
  },
  {
    files: ['src-main/ipc/register.ts', 'src-main/preload.ts'],
    rules: { 'no-restricted-imports': ['error', { paths: [onlySecrets] }] },
  },
  {
    files: ['src-main/secrets/**'],
    rules: { 'no-restricted-imports': ['error', { paths: [onlyRegister] }] },
  },
  {
    files: ['src-main/practice-portal/cli.ts', 'scripts/**', 'test/**'],
    rules: { 'no-console': 'off' },
  },
  {
    files: ['*.config.{js,ts}', '**/*.config.ts', '**/*.d.ts', 'test/e2e/fixtures/global-setup.ts'],
    rules: { 'import-x/no-default-export': 'off' },
  },
  {
    files: ['scripts/**'],
    rules: { 'import-x/no-cycle': 'off' },
  },
);
