/** Runs one SQL program in SQLite, on an empty database in memory, and ends. */
import { readFileSync } from 'node:fs';
import initSqlJs from 'sql.js';
import { systemClock } from '@/lib/core/clock';
import { finish, lineOutput, takeJob } from '../child-channel';
import { fitMemory } from '../fit-memory';
import { runStatements } from '@/lib/core/sql-statements';

const [, memory, wasmFile] = process.argv.slice(2);
const memoryBytes = Number(memory);
const engine = await initSqlJs({ wasmBinary: fitMemory(readFileSync(wasmFile), { growthBytes: memoryBytes }).buffer });
const database = new engine.Database();
// Without files, what does not fit would be spilled to this process's own memory, past the limit.
database.run(`PRAGMA hard_heap_limit = ${memoryBytes}; PRAGMA temp_store = MEMORY`);

const output = lineOutput();
const job = takeJob();
if (!job) process.exit(0);
const startedAt = systemClock.monotonic();
const { status, complaint } = runStatements(database, job.code, (text) => output.write('stdout', new TextEncoder().encode(text)));
output.write('stderr', new TextEncoder().encode(complaint));
output.flush();
finish(status, startedAt);
process.exit(0);
