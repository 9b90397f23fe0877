import { expect, it } from 'vitest';
import { ownerText, secondsText, tookText, triesAllowedText, triesText } from './job-words';

it('says how long a job took, and nothing of one that goes on', () => {
  expect(tookText({ startedAt: '2026-01-01T00:00:00.000Z', finishedAt: '2026-01-01T00:00:01.250Z' })).toBe('1.3 s');
  expect(tookText({ startedAt: '2026-01-01T00:00:00.000Z', finishedAt: '2026-01-01T00:20:00.000Z' })).toBe('20 minutes');
  expect(tookText({ startedAt: '2026-01-01T00:00:00.000Z', finishedAt: null })).toBe('');
  // Clocks of two machines may differ.
  expect(tookText({ startedAt: '2026-01-01T00:00:01.000Z', finishedAt: '2026-01-01T00:00:00.000Z' })).toBe('0 ms');
  expect(secondsText(0.02)).toBe('20 ms');
});

it('says how often a job was started, of how often it may', () => {
  expect(triesText({ attempt: 2, attempts: 3 })).toBe('2 of 3');
  expect(triesText({ attempt: 4, attempts: 3 })).toBe('4 of 4');
  expect(triesText({ attempt: 1, attempts: null })).toBe('1');
});

it('says how often jobs of a queue may be started, in words where a number would mean nothing', () => {
  expect(triesAllowedText({ attempts: 3, concurrency: 1 })).toBe('3');
  expect(triesAllowedText({ attempts: null, concurrency: 1 })).toBe('until done');
  expect(triesAllowedText({ attempts: null, concurrency: null })).toBe('–');
});

it('names the owner, or says why there is no name', () => {
  expect(ownerText({ ownerId: 'a', ownerName: 'Ada' })).toBe('Ada');
  expect(ownerText({ ownerId: null, ownerName: null })).toBe('Loam itself');
  expect(ownerText({ ownerId: 'a', ownerName: null })).toBe('an account that is gone');
});
