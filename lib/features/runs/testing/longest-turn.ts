/**
 * Watches how long this process computes between two turns of its event loop, in milliseconds of its own processor time: while it does,
 * nobody else is answered. Whatever else the machine does counts for nothing.
 */
export function watchTurns(): { longest(): number } {
  let [before, most] = [process.cpuUsage(), 0];
  const look = (): void => {
    const { user, system } = process.cpuUsage(before);
    most = Math.max(most, (user + system) / 1000);
    before = process.cpuUsage();
  };
  const timer = setInterval(look, 5);
  return {
    longest() {
      clearInterval(timer);
      look();
      return most;
    },
  };
}
