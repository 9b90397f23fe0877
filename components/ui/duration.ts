const secondsPerMinute = 60;
const secondsPerHour = 3600;

function counted(amount: number, unit: string): string {
  return `${amount} ${unit}${amount === 1 ? '' : 's'}`;
}

/**
 * A length of time for people, rounded to what matters: "8 seconds", "3 minutes", "1 hour 20 minutes".
 *
 * @param seconds not negative
 */
export function durationText(seconds: number): string {
  if (seconds < 1) return 'less than a second';
  if (seconds < 90) return counted(Math.round(seconds), 'second');
  if (seconds < 90 * secondsPerMinute) return counted(Math.round(seconds / secondsPerMinute), 'minute');
  const roundedMinutes = Math.round(seconds / (5 * secondsPerMinute)) * 5;
  const hours = Math.floor((roundedMinutes * secondsPerMinute) / secondsPerHour);
  const minutes = roundedMinutes - hours * 60;
  return minutes === 0 ? counted(hours, 'hour') : `${counted(hours, 'hour')} ${counted(minutes, 'minute')}`;
}

/** A measured time: "0.4 ms", "12 ms", "1.3 s", "75 s". */
export function timingText(milliseconds: number): string {
  if (milliseconds < 10) return `${Number(milliseconds.toFixed(1))} ms`;
  if (milliseconds < 1000) return `${Math.round(milliseconds)} ms`;
  if (milliseconds < 10_000) return `${(milliseconds / 1000).toFixed(1)} s`;
  return `${Math.round(milliseconds / 1000)} s`;
}
