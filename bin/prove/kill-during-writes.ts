// The embedded database loses no acknowledged row when its process is killed: many rounds on one folder.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { killDuringWrites } from '@/db/testing/kill-rounds';
import { createRng } from '@/lib/core/rng';

const rounds = 20;
const dataDir = mkdtempSync(path.join(tmpdir(), 'loam-kill-'));
const { acknowledged, lost } = await killDuringWrites(dataDir, rounds, createRng(7));
rmSync(dataDir, { recursive: true, force: true });
process.stdout.write(`${rounds} rounds, ${acknowledged} acknowledged rows, ${lost.length} lost\n`);
if (process.env.LOAM_RESULT_FILE) writeFileSync(process.env.LOAM_RESULT_FILE, JSON.stringify({ rounds, acknowledged, lost: lost.length }));
if (lost.length > 0) process.exitCode = 1;
