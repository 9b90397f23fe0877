/** Where arrow keys already mean something, or text is being typed. */
const keepsArrows =
  'input, textarea, select, pre, summary, [contenteditable], [role="slider"], [role="tab"], [role="radio"], [role="menu"], [role="dialog"], [role="group"]';

/** The step that a key press asks for, or undefined when the key is not for the reader. */
export function stepForKey(event: KeyboardEvent, current: number, count: number): number | undefined {
  if (event.defaultPrevented || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return undefined;
  if (event.target instanceof Element && event.target.closest(keepsArrows)) return undefined;
  const next = event.key === 'ArrowRight' ? current + 1 : event.key === 'ArrowLeft' ? current - 1 : current;
  return next === current || next < 0 || next >= count ? undefined : next;
}

/** Address of a step within its page: "#step-3" is the third. */
export function stepHash(index: number): string {
  return `#step-${index + 1}`;
}

/** The step that an address names, as an index; the first when it names none of them. */
export function stepFromHash(hash: string, count: number): number {
  const index = Number(/^#step-(\d{1,4})$/.exec(hash)?.[1] ?? 1) - 1;
  return index >= 0 && index < count ? index : 0;
}
