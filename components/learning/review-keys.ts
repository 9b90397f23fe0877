import { reviewRatings, type ReviewRating } from '@/lib/vocabulary/reviews';

/** Where a key already means something: text, a control under the focus, a menu. */
const keepsKeys = 'input, textarea, select, a, button, summary, [contenteditable], [role="menu"], [role="dialog"]';

export type ReviewKey = { readonly kind: 'reveal' } | { readonly kind: 'rate'; readonly rating: ReviewRating };

/** What a key press asks of the review: 1 to 4 rate, Space and Enter show the answer. Undefined where it is not for the review. */
export function reviewKey(
  event: Pick<KeyboardEvent, 'key' | 'altKey' | 'ctrlKey' | 'metaKey' | 'defaultPrevented' | 'target'>,
  revealed: boolean,
): ReviewKey | undefined {
  if (event.defaultPrevented || event.altKey || event.ctrlKey || event.metaKey) return undefined;
  const target = event.target instanceof Element ? event.target : null;
  if (revealed) {
    if (target?.closest('input:not([type="radio"]), textarea, select, [contenteditable], [role="menu"], [role="dialog"]')) return undefined;
    const rating = reviewRatings[Number(event.key) - 1];
    return rating && { kind: 'rate', rating };
  }
  if (event.key !== ' ' && event.key !== 'Enter') return undefined;
  return target?.closest(keepsKeys) ? undefined : { kind: 'reveal' };
}
