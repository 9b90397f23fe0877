/** First stop of the tab key: jumps over the navigation. */
export function SkipLink() {
  return (
    <a
      href="#content"
      className="fixed top-2 left-2 z-50 -translate-y-20 rounded-control bg-leaf px-4 py-2 font-medium text-on-leaf focus:translate-y-0"
    >
      Skip to the content
    </a>
  );
}
