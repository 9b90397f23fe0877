/**
 * Text that grows from the bytes of tokens and ends before the first stop text. What might be the beginning of a stop text, or of
 * a character, is kept back until more is known; so all that is handed out, put together, is the whole text.
 */
export class TextStream {
  private readonly decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  private held = '';
  /** All that was handed out. */
  text = '';
  /** Whether a stop text has come. */
  stopped = false;

  constructor(
    private readonly stop: readonly string[],
    private readonly onText: (text: string) => void,
  ) {}

  push(bytes: Uint8Array): void {
    if (!this.stopped) this.take(this.decoder.decode(bytes, { stream: true }));
  }

  /** Hands out what was kept back; bytes that are no character become U+FFFD. */
  end(): void {
    if (this.stopped) return;
    this.take(this.decoder.decode());
    if (!this.stopped) this.give(this.held.length);
  }

  private take(more: string): void {
    this.held += more;
    const found = this.stop.map((stop) => this.held.indexOf(stop)).filter((at) => at >= 0);
    if (found.length > 0) {
      this.stopped = true;
      this.give(Math.min(...found));
      this.held = '';
      return;
    }
    this.give(this.held.length - Math.max(0, ...this.stop.map((stop) => overlap(this.held, stop))));
  }

  private give(length: number): void {
    if (length === 0) return;
    const text = this.held.slice(0, length);
    this.held = this.held.slice(length);
    this.text += text;
    this.onText(text);
  }
}

/** Length of the longest end of a text that a stop text begins with. */
function overlap(text: string, stop: string): number {
  for (let length = Math.min(text.length, stop.length - 1); length > 0; length--) if (text.endsWith(stop.slice(0, length))) return length;
  return 0;
}
