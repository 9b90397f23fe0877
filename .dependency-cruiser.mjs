// Who may import whom. ARCHITECTURE.md draws the same picture; bin/dependency-rules.test.ts plants one
// forbidden import of each kind and sees its rule answer.

const tests = '\\.test\\.tsx?$|/testing/';

/** Layer → the folders of ours that it may import besides itself. A layer is the folder at the front of a path. */
const layers = {
  core: { path: 'lib/core/', may: [] },
  vocabulary: { path: 'lib/vocabulary/', may: ['lib/core/'] },
  ml: { path: 'lib/ml/', may: ['lib/core/', 'lib/vocabulary/'] },
  db: { path: 'db/', may: ['lib/core/', 'lib/vocabulary/'] },
  sandbox: { path: 'lib/sandbox/', may: ['lib/core/', 'lib/vocabulary/', 'lib/ml/'] },
  processes: { path: 'lib/processes/', may: ['lib/core/', 'lib/vocabulary/', 'lib/ml/'] },
  jobs: { path: 'lib/jobs/', may: ['lib/core/', 'lib/vocabulary/', 'db/'] },
  features: {
    path: 'lib/features/',
    may: ['lib/core/', 'lib/vocabulary/', 'lib/ml/', 'lib/processes/', 'lib/sandbox/', 'lib/jobs/', 'db/schema/', 'db/ctx', 'content/'],
  },
  entry: {
    path: 'lib/entry/',
    may: ['lib/core/', 'lib/vocabulary/', 'db/ctx', 'lib/features/auth/', 'lib/features/[^/]+/(contract|schemas|index)\\.ts$'],
  },
  content: { path: 'content/', may: ['lib/core/', 'lib/vocabulary/', 'lib/features/[^/]+/(schemas|index)\\.ts$'] },
  components: { path: 'components/', may: ['lib/core/', 'lib/vocabulary/', 'lib/features/[^/]+/(schemas|index)\\.ts$'] },
  app: { path: 'app/', may: ['components/', 'lib/entry/', 'lib/features/', 'lib/core/', 'lib/vocabulary/'] },
  boot: { path: 'lib/boot/', may: ['lib/', 'db/', 'content/'] },
  'front-doors': {
    path: '(instrumentation|proxy)\\.ts$',
    may: ['lib/boot/', 'lib/entry/', 'lib/core/', 'lib/vocabulary/'],
  },
  'command-line': {
    path: 'bin/(loam|seeds|worker)(/|\\.ts$)',
    may: ['bin/', 'lib/boot/', 'lib/features/', 'lib/core/', 'lib/vocabulary/', 'content/'],
  },
};

/** Our own code: whatever is not a package, and not a file that comes with Node. */
const ours = '^(app|components|content|db|lib|bin|bench|e2e|models|worker|instrumentation|proxy)(/|\\.ts$)';

const layerRules = Object.entries(layers).map(([name, { path, may }]) => ({
  name: `layer-${name}`,
  comment: `${name} may import only ${may.length === 0 ? 'itself' : may.join(', ')}. Tests may also use testing/ folders and content/.`,
  severity: 'error',
  from: { path: `^${path}`, pathNot: tests },
  to: { path: ours, pathNot: [path, ...may].map((allowed) => `^${allowed}`) },
}));

/** Tests keep to their layer too, but may use whatever testing/ folders and content/ offer. */
const testLayerRules = Object.entries(layers).map(([name, { path, may }]) => ({
  name: `test-layer-${name}`,
  comment: `A test of ${name} may import what ${name} may, testing/ folders, content/ and bin/bundle.mjs.`,
  severity: 'error',
  from: { path: [`^${path}.*\\.test\\.tsx?$`, `^${path}.*/testing/`], pathNot: '^db/testing/' },
  to: { path: ours, pathNot: [...[path, ...may].map((allowed) => `^${allowed}`), '/testing/', '^content/', '^bin/bundle\\.mjs$'] },
}));

/** A feature imports features of its own tier and of the tiers before it. */
export const featureTiers = [
  ['audit', 'settings', 'auth', 'system', 'users'],
  ['documents', 'curriculum', 'models'],
  ['retrieval', 'runs', 'reports', 'knowledge', 'hub', 'engines'],
  ['tutorials', 'code', 'events'],
  ['learning', 'training', 'stories', 'search', 'recommend', 'forecast', 'drift'],
  ['automation', 'tutor', 'challenges'],
];

/** lib/ml: a folder imports folders of its own tier and of the tiers before it. */
export const mlTiers = [['tensor'], ['graph'], ['autodiff'], ['optim', 'onnx'], ['text', 'nets'], ['eval'], ['train']];

function tierRules(kind, folder, tiers) {
  return tiers.slice(0, -1).map((tier, index) => ({
    name: `${kind}-tier-${tier.join('-')}`,
    comment: `${tier.join(', ')} may not import a later tier of ${folder}.`,
    severity: 'error',
    from: { path: `^${folder}(${tier.join('|')})/`, pathNot: tests },
    to: {
      path: `^${folder}(${tiers
        .slice(index + 1)
        .flat()
        .join('|')})/`,
    },
  }));
}

const surfaces = 'lib/features/[^/]+/(index\\.ts|schemas\\.ts|contract\\.ts|server/index\\.ts)$';

export default {
  forbidden: [
    ...layerRules,
    ...testLayerRules,
    ...tierRules('feature', 'lib/features/', featureTiers),
    ...tierRules('ml', 'lib/ml/', mlTiers),
    {
      name: 'feature-without-a-tier',
      comment: 'Give the feature its place in featureTiers (.dependency-cruiser.mjs).',
      severity: 'error',
      from: {},
      to: { path: '^lib/features/[^/]+/', pathNot: `^lib/features/(${featureTiers.flat().join('|')})/` },
    },
    {
      name: 'ml-folder-without-a-tier',
      comment: 'Give the folder its place in mlTiers (.dependency-cruiser.mjs).',
      severity: 'error',
      from: {},
      to: { path: '^lib/ml/[^/]+/', pathNot: `^lib/ml/(${mlTiers.flat().join('|')})/` },
    },
    {
      name: 'feature-surface',
      comment: 'A feature is imported through index.ts, schemas.ts, contract.ts or server/index.ts.',
      severity: 'error',
      from: { path: '^lib/features/([^/]+)/' },
      to: { path: '^lib/features/', pathNot: ['^lib/features/$1/', `^${surfaces}`, '^lib/features/[^/]+/testing/'] },
    },
    {
      name: 'feature-surface-from-outside',
      comment:
        'A feature is imported through index.ts, schemas.ts, contract.ts or server/index.ts; boot may also take job handlers. ' +
        'What measures or trains the parts – proofs, benchmarks, recipes – reaches inside.',
      severity: 'error',
      from: { pathNot: ['^lib/features/', '^bin/(prove|models)/', '^bench/'] },
      to: { path: '^lib/features/', pathNot: [`^${surfaces}`, '^lib/features/[^/]+/server/[^/]+\\.(job|handler)\\.ts$', '/testing/'] },
    },
    {
      name: 'handler-only-from-boot',
      comment: 'Enqueueing must not load what a job needs to run: import its definition (.job.ts), not its handler.',
      severity: 'error',
      from: { pathNot: ['^lib/boot/', tests] },
      to: { path: '\\.handler\\.ts$' },
    },
    {
      name: 'client-safe-surface',
      comment: 'index.ts, schemas.ts and contract.ts reach the browser: nothing of the server in them.',
      severity: 'error',
      from: { path: '^lib/features/[^/]+/(index|schemas|contract)\\.ts$' },
      to: { path: ['^lib/features/[^/]+/server/', '^db/', '^lib/(ml|processes|sandbox|jobs)/'], dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'client-safe-without-node',
      comment: 'What reaches the browser cannot use Node’s own modules.',
      severity: 'error',
      from: { path: ['^components/', '^app/.*/_components/', '^lib/features/[^/]+/(index|schemas|contract)\\.ts$'], pathNot: tests },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'island-imports',
      comment: 'A component of a route takes props: it imports components, feature index.ts or schemas.ts, vocabulary and core.',
      severity: 'error',
      from: { path: '^app/.*/_components/' },
      to: { path: ['^lib/features/[^/]+/(contract\\.ts|server/)', '^lib/entry/'], dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'no-import-of-a-program',
      comment: 'main.ts starts a process: talk to it through its client.',
      severity: 'error',
      from: {},
      to: { path: '(^|/)main\\.ts$' },
    },
    {
      name: 'process-through-its-client',
      comment: 'Outside lib/processes a child program is reached through client.ts, protocol.ts or index.ts.',
      severity: 'error',
      from: { pathNot: ['^lib/processes/', '^bin/(prove|models)/', '^bench/'] },
      to: {
        path: '^lib/processes/(trainer|inference|workbench|parser|hub)/',
        pathNot: '^lib/processes/[^/]+/(client|protocol|index)\\.ts$|/testing/',
      },
    },
    {
      name: 'no-next-or-react',
      comment: 'The same verb serves page, route, worker and command line: next and react stay outside.',
      severity: 'error',
      from: { path: '^(lib/(core|vocabulary|ml|processes|sandbox|jobs|features)|db|content)/' },
      to: { path: 'node_modules/(next|react|react-dom)/' },
    },
    {
      name: 'pure-ml',
      comment: 'lib/ml takes bytes and gives bytes: no files, no network, no clock.',
      severity: 'error',
      from: { path: '^lib/ml/', pathNot: tests },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'no-tests-in-shipped-code',
      comment: 'Shipped code imports neither tests nor what only tests use.',
      severity: 'error',
      from: { path: '^(app|components|content|db|lib)/', pathNot: tests },
      to: { path: `\\.test\\.tsx?$|(^|/)testing/` },
    },
    {
      name: 'nobody-imports-the-outside',
      comment: 'bin, bench, e2e and app are entered from outside, not imported.',
      severity: 'error',
      from: { path: '^(components|content|db|lib)/', pathNot: tests },
      to: { path: '^(bin|bench|e2e|app)/', pathNot: ['^bench/', '^bin/bundle\\.mjs$'] },
    },
    {
      name: 'benches-start-the-build',
      comment: 'A benchmark measures the server from outside: it may start it with bin/launch and bin/testing.',
      severity: 'error',
      from: { path: '^bench/', pathNot: tests },
      to: { path: '^(bin|e2e|app)/', pathNot: ['^bin/(launch|testing)/', '^bin/bundle\\.mjs$'] },
    },
    { name: 'no-circles', comment: 'A circle has no bottom to begin reading at.', severity: 'error', from: {}, to: { circular: true } },
    { name: 'resolvable', comment: 'The import leads nowhere.', severity: 'error', from: {}, to: { couldNotResolve: true } },
    {
      name: 'no-dev-dependencies-in-shipped-code',
      comment: 'Move the package to "dependencies".',
      severity: 'error',
      from: { path: '^(app|components|content|db|lib)/', pathNot: tests },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'declared-packages',
      comment: 'A package that package.json does not name can vanish with the next install.',
      severity: 'error',
      from: {},
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown'] },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: ['^(\\.next|dist|data|coverage|public|test-results|playwright-report)/', '^next-env\\.d\\.ts$', '\\.d\\.mts$'] },
    tsPreCompilationDeps: 'specify',
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.d.ts', '.mjs', '.js', '.json'],
    },
    skipAnalysisNotInRules: true,
  },
};
