// Typed rules everywhere, and the rooms of docs/architecture.md: an import may only run downwards.
import { defineConfig, globalIgnores } from 'eslint/config';
import { builtinModules } from 'node:module';
import tseslint from 'typescript-eslint';

const nodeBuiltIns = `^(node:|(${builtinModules.filter((name) => !name.startsWith('_')).join('|')})$)`;
const vscodeNode = { regex: '^vscode-(languageserver|languageclient|jsonrpc)(-protocol)?/(node|browser)', message: 'Only the composition roots and the client know the transport.' };
const lspPackages = { regex: '^vscode-(languageserver|languageclient|jsonrpc)', message: 'Only lsp/ knows the protocol.' };
const vscodeApi = { regex: '^vscode$', message: 'Only client/ knows vscode.' };
const noNode = { regex: nodeBuiltIns, message: 'This room also runs in a web worker: no Node built-ins.' };
const noRules = { regex: '(^|/)rules/(aws/|index|standards)', message: 'Only server/src/main-*.ts imports the rules.' };

function noRooms(...rooms) {
  return { regex: `^\\.\\.?/(.*/)?(${rooms.join('|')})/`, message: 'An import may only run downwards through the rooms.' };
}

function room(files, ...patterns) {
  return { files, rules: { 'no-restricted-imports': ['error', { patterns }] } };
}

const impureGlobals = ['process', 'Buffer', 'console', 'require', '__dirname', '__filename', 'setTimeout', 'setInterval', 'setImmediate', 'fetch', 'performance'];

export default defineConfig(
  globalIgnores(['examples/', '**/node_modules/', 'dist/', '.cache/', '.vscode-test/']),
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.recommendedTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-non-null-assertion': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports', prefer: 'type-imports' }],
      '@typescript-eslint/no-import-type-side-effects': 'off',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      'no-var': 'error',
      'prefer-const': 'error',
      eqeqeq: 'error',
      'no-warning-comments': ['error', { terms: ['todo', 'fixme', 'xxx'] }],
    },
  },
  {
    files: ['**/*.{mjs,cjs}'],
    rules: { 'no-var': 'error', 'prefer-const': 'error', eqeqeq: 'error', 'no-unused-vars': ['error', { argsIgnorePattern: '^_' }], 'no-unreachable': 'error' },
  },
  { files: ['server/**/*.ts', 'rules/**/*.ts', 'client/**/*.ts'], rules: { 'no-console': 'error' } },
  {
    files: ['server/src/{core,syntax,formats}/**/*.ts', 'rules/**/*.ts'],
    rules: {
      'no-restricted-globals': ['error', ...impureGlobals],
      'no-restricted-properties': ['error', { object: 'Math', property: 'random' }, { object: 'Date', property: 'now' }],
      'no-restricted-syntax': ['error', { selector: 'NewExpression[callee.name="Date"][arguments.length=0]', message: 'No clock here: `today` is an argument.' }],
    },
  },
  room(['server/src/core/**/*.ts'], noNode, vscodeApi, lspPackages, noRules, noRooms('syntax', 'formats', 'project', 'impact', 'lsp', 'cli')),
  room(['server/src/syntax/**/*.ts'], noNode, vscodeApi, lspPackages, noRules, noRooms('formats', 'project', 'impact', 'lsp', 'cli')),
  room(['server/src/formats/**/*.ts'], noNode, vscodeApi, lspPackages, noRules, noRooms('project', 'impact', 'lsp', 'cli')),
  room(['rules/**/*.ts'], noNode, vscodeApi, lspPackages, noRooms('syntax', 'formats', 'project', 'impact(?!/data-stores\\.ts$)', 'lsp', 'cli', 'core/(model|engine|text)')),
  room(['server/src/project/**/*.ts'], vscodeApi, lspPackages, noRules, noRooms('impact', 'lsp', 'cli')),
  room(['server/src/impact/**/*.ts'], vscodeApi, lspPackages, noRules, noRooms('project', 'lsp', 'cli')),
  room(['server/src/lsp/**/*.ts'], vscodeApi, vscodeNode, noRules, noRooms('cli')),
  room(['server/src/cli/**/*.ts'], vscodeApi, lspPackages, noRules, noRooms('lsp')),
  room(['server/src/main-*.ts'], vscodeApi),
  room(['client/**/*.ts'], noRules, noRooms('server', 'core', 'syntax', 'formats', 'project', 'impact', 'lsp', 'cli')),
  // It sniffs documents before there is a server: formats/detect.ts is pure, and all that the client takes from the server's rooms.
  room(['client/src/template-or-not.ts'], noRules, noRooms('core', 'syntax', 'project', 'impact', 'lsp', 'cli')),
);
