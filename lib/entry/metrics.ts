import { collectDefaultMetrics, Counter, Histogram, Registry } from 'prom-client';
import { singleton } from '@/lib/core/singleton';

interface Metrics {
  readonly registry: Registry;
  readonly requests: Counter<'operation' | 'status'>;
  readonly seconds: Histogram<'operation'>;
}

function metrics(): Metrics {
  return singleton('metrics', () => {
    const registry = new Registry();
    collectDefaultMetrics({ register: registry, prefix: 'loam_' });
    return {
      registry,
      requests: new Counter({
        name: 'loam_requests_total',
        help: 'Requests answered',
        labelNames: ['operation', 'status'],
        registers: [registry],
      }),
      seconds: new Histogram({
        name: 'loam_request_seconds',
        help: 'Time to answer a request',
        labelNames: ['operation'],
        buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30],
        registers: [registry],
      }),
    };
  });
}

export function countRequest(operation: string, status: number, milliseconds: number): void {
  metrics().requests.inc({ operation, status: String(status) });
  metrics().seconds.observe({ operation }, milliseconds / 1000);
}

/** All metrics in Prometheus' text format. */
export async function metricsText(): Promise<{ text: string; contentType: string }> {
  const { registry } = metrics();
  return { text: await registry.metrics(), contentType: registry.contentType };
}
