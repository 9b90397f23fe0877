import { storyStyles, type StoryStyle } from '@/lib/vocabulary/stories';
import { loadStyles } from './composer/styles';

/** The styles as people choose them: what each is called, and what a reader will notice. */
export function storyStyleChoices(): { readonly value: StoryStyle; readonly label: string; readonly promise: string }[] {
  const styles = loadStyles();
  return storyStyles.map((value) => ({ value, label: styles[value].label, promise: styles[value].promise }));
}
