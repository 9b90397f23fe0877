import http from 'node:http';

/** How a server bore many requests. */
export interface Hammered {
  /** Answered requests a second. */
  readonly perSecond: number;
  /** Milliseconds from request to whole answer: half of the requests stay below. */
  readonly p50: number;
  /** 99 of 100 stay below. */
  readonly p99: number;
  readonly answered: number;
  /** Answers that were no 200. */
  readonly failed: number;
}

export interface HammerOptions {
  readonly connections: number;
  readonly milliseconds: number;
  /** Asked for the headers of each request. */
  readonly headers?: () => Record<string, string>;
}

/** Requests one address over and over on so many kept connections, the next as soon as one is answered. */
export async function hammer(url: string, { connections, milliseconds, headers = () => ({}) }: HammerOptions): Promise<Hammered> {
  const agent = new http.Agent({ keepAlive: true, maxSockets: connections });
  const durations: number[] = [];
  let failed = 0;
  const began = performance.now();
  const line = async () => {
    while (performance.now() - began < milliseconds) {
      const asked = performance.now();
      if ((await get(url, agent, headers())) !== 200) failed++;
      durations.push(performance.now() - asked);
    }
  };
  try {
    await Promise.all(Array.from({ length: connections }, line));
  } finally {
    agent.destroy();
  }
  const seconds = (performance.now() - began) / 1000;
  durations.sort((a, b) => a - b);
  const rank = (share: number) => durations[Math.ceil(durations.length * share) - 1];
  return { perSecond: durations.length / seconds, p50: rank(0.5), p99: rank(0.99), answered: durations.length, failed };
}

function get(url: string, agent: http.Agent, headers: Record<string, string>): Promise<number> {
  return new Promise((resolve, reject) => {
    http
      .get(url, { agent, headers }, (response) => {
        response.resume().once('end', () => resolve(response.statusCode ?? 0));
      })
      .once('error', reject);
  });
}
