import { z } from 'zod';
import { operation } from '@/lib/core/contract';

export const systemContract = {
  health: operation({
    id: 'system.health',
    summary: 'Whether Loam can serve: the database answers.',
    method: 'GET',
    path: '/health',
    access: 'anyone',
    input: z.object({}),
    output: z.object({ status: z.literal('ok'), version: z.string(), database: z.literal('ok'), uptimeSeconds: z.number() }),
    command: { words: ['health'] },
  }),
  openApi: operation({
    id: 'system.openApi',
    summary: 'This description, as OpenAPI 3.0.',
    method: 'GET',
    path: '/api/openapi.json',
    access: 'anyone',
    input: z.object({}),
    output: z.record(z.string(), z.unknown()),
    command: { words: ['openapi'] },
  }),
  metrics: operation({
    id: 'system.metrics',
    summary: 'Counts and times in Prometheus’ text format.',
    method: 'GET',
    path: '/metrics',
    access: 'admin',
    scope: 'metrics:read',
    input: z.object({}),
    output: z.string(),
    mediaType: 'text/plain',
  }),
};
