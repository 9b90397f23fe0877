/*
 * The embedded database answers within the same turn of the event loop. A loop of queries would
 * therefore keep every timer, socket and file of the process waiting until it ends. So whoever has had
 * the process for long enough waits one turn before getting the next answer.
 */

const longEnoughMs = 8;

let turnBegan: number | undefined;

/** The same answer; one turn later where queries have filled this turn. */
export async function fairly<T>(answer: Promise<T>): Promise<T> {
  if (turnBegan === undefined) {
    turnBegan = performance.now();
    setImmediate(() => (turnBegan = undefined));
  }
  const value = await answer;
  if (turnBegan !== undefined && performance.now() - turnBegan > longEnoughMs) await new Promise((resolve) => setImmediate(resolve));
  return value;
}
