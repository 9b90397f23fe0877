/** Height of the header that stays on top of the window, in pixels. */
const header = 80;

interface Box {
  readonly top: number;
  readonly height: number;
}

/** How much of a box lies above the window, from 0 to 1; two decimals are enough to come back to. */
export function scrolledShare({ top, height }: Box): number {
  if (height <= 0) return 0;
  return Math.round(Math.min(1, Math.max(0, (header - top) / height)) * 100) / 100;
}

/** How far to scroll on from here, so that a share of the box lies above the window; 0 for its beginning. */
export function placeOf(share: number, { top, height }: Box): number {
  return share <= 0 ? 0 : Math.round(share * height + top - header);
}
