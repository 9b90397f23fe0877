import { setTimeout as sleep } from 'node:timers/promises';
import { createRng } from '@/lib/core/rng';
import { serveBuild, withDataFolder, type ServedBuild } from './serve-build';

export interface KillRound {
  /** Rows that the server had acknowledged when it was killed, of this round alone. */
  readonly acknowledged: number;
  /** Writes whose answer the kill cut off: they may have happened or not. */
  readonly cutOff: number;
  /** States of the round's tutorial requests a moment before the kill. */
  readonly states: readonly string[];
  /** Seconds until the next server answered on the same data folder. */
  readonly restartSeconds: number;
}

export interface KillReport {
  readonly rounds: readonly KillRound[];
  readonly acknowledged: number;
  /** Acknowledged tokens that a later server does not list. */
  readonly lost: readonly string[];
  /** Acknowledged requests that did not end with a tutorial: what became of each. */
  readonly unfinished: readonly string[];
  readonly requests: number;
  /** Tutorials of all acknowledged requests together: as many as requests, where each was done once. */
  readonly tutorials: number;
  /** Kills that met a request while it was being worked on. */
  readonly killedWhileRunning: number;
}

const topics = [
  'Python decorators', 'list comprehensions', 'closures', 'sets in Python', 'generators', 'SQL joins', 'JavaScript promises',
  'dictionaries', 'exceptions', 'recursion', 'sorting in Python', 'JavaScript arrays', 'SQL grouping', 'functions', 'string formatting',
]; // prettier-ignore
const writers = 4;

interface Ledger {
  readonly tokens: string[];
  readonly requests: string[];
  cutOff: number;
}

/**
 * Kills the built server again and again while four writers make tokens and two tutorials are asked for, and
 * looks after each restart for everything that was acknowledged. In the end every request must have its tutorial.
 */
export async function killServerWhileWriting({ rounds, seed = 1 }: { rounds: number; seed?: number }): Promise<KillReport> {
  const rng = createRng(seed);
  const ledger: Ledger = { tokens: [], requests: [], cutOff: 0 };
  const lost = new Set<string>();
  const found: KillRound[] = [];
  return withDataFolder(async (dataDir) => {
    let server = await serveBuild({ dataDir });
    try {
      for (let round = 0; round < rounds; round++) {
        const before = { tokens: ledger.tokens.length, cutOff: ledger.cutOff };
        const states = await writeUntilKilled(server, ledger, { round, writes: 20 + rng.int(60) });
        server = await serveBuild({ dataDir });
        for (const id of await missingTokens(server, ledger.tokens)) lost.add(id);
        found.push({
          acknowledged: ledger.tokens.length - before.tokens,
          cutOff: ledger.cutOff - before.cutOff,
          states,
          restartSeconds: server.readySeconds,
        });
      }
      const unfinished = await waitForTutorials(server, ledger.requests);
      const { tutorials } = (await (await server.call('GET', '/api/tutorials?limit=100')).json()) as { tutorials: unknown[] };
      return {
        rounds: found,
        acknowledged: ledger.tokens.length,
        lost: [...lost],
        unfinished,
        requests: ledger.requests.length,
        tutorials: tutorials.length,
        killedWhileRunning: found.filter(({ states }) => states.includes('running')).length,
      };
    } finally {
      await server.stop();
    }
  });
}

/** Returns the states of the round's requests at their last look before the kill. */
async function writeUntilKilled(
  server: ServedBuild,
  ledger: Ledger,
  { round, writes }: { round: number; writes: number },
): Promise<string[]> {
  const requests: string[] = [];
  for (const offset of [0, 1]) {
    const topic = topics[(2 * round + offset) % topics.length];
    const response = await server.call('POST', '/api/tutorials', { topic, seed: round }, { prefer: 'respond-async' });
    if (response.status !== 202) throw new Error(`POST /api/tutorials: ${response.status} ${await response.text()}\n${server.output()}`);
    requests.push(((await response.json()) as { requestId: string }).requestId);
  }
  ledger.requests.push(...requests);
  const goal = ledger.tokens.length + writes;
  let killed = false;
  const write = async (writer: number) => {
    for (let n = 0; !killed; n++) {
      try {
        const response = await server.call('POST', '/api/tokens', { name: `round ${round}, writer ${writer}, row ${n}`, scopes: ['*'] });
        if (response.status !== 201) return;
        ledger.tokens.push(((await response.json()) as { id: string }).id);
      } catch {
        // No answer: nothing was promised.
        ledger.cutOff++;
        return;
      }
    }
  };
  const writing = Promise.all(Array.from({ length: writers }, (_, writer) => write(writer)));
  let states: string[];
  do {
    states = await requestStates(server, requests);
  } while (ledger.tokens.length < goal || states.every((state) => state === 'queued'));
  const gone = server.killOutright();
  killed = true;
  await Promise.all([gone, writing]);
  return states;
}

async function requestStates(server: ServedBuild, requests: readonly string[]): Promise<string[]> {
  return Promise.all(
    requests.map(async (id) => ((await (await server.call('GET', `/api/tutorials/requests/${id}`)).json()) as { state: string }).state),
  );
}

async function missingTokens(server: ServedBuild, ids: readonly string[]): Promise<string[]> {
  const { tokens } = (await (await server.call('GET', '/api/tokens')).json()) as { tokens: { id: string }[] };
  const there = new Set(tokens.map(({ id }) => id));
  return ids.filter((id) => !there.has(id));
}

/** Waits up to four minutes in all. */
async function waitForTutorials(server: ServedBuild, requests: readonly string[]): Promise<string[]> {
  const end = performance.now() + 240_000;
  const open = new Map(requests.map((id) => [id, 'not looked at']));
  while (performance.now() < end && open.size > 0) {
    for (const id of [...open.keys()]) {
      const request = (await (await server.call('GET', `/api/tutorials/requests/${id}`)).json()) as { state: string; slug: string | null };
      if (request.state === 'succeeded' && request.slug) open.delete(id);
      else open.set(id, JSON.stringify(request));
    }
    if (open.size > 0) await sleep(200);
  }
  return [...open.values()];
}
