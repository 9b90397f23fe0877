import { stemmer } from 'stemmer';
import { words } from '@/lib/ml/text';

/** Words that say nothing about what is to be learned; the second half is how people ask to be taught. */
const emptyWords = new Set(
  (
    'a about after again all also am an and any are as at be been before being between both but by can could did do does doing for from ' +
    'had has have having he her here him his how i if in into is it its just like me more most my no nor not now of off on once one only or ' +
    'other our out over own same she should so some such than that the their them then there these they this those through to too up us very ' +
    'was we were what when where which while who why will with would you your ' +
    'basics beginner beginners best course explain explained explaining guide help intro introduction introducing learn learned lesson ' +
    'lessons need please show study teach teaching tell tutorial tutorials understand understanding use used using want way work working works'
  ).split(' '),
);

/** Learning is what everybody here wants; it counts only where a field is called so, as in "machine learning". */
const learningAsField = /\b(machine|deep|reinforcement|supervised|unsupervised|federated|transfer)\s+learning\b/gi;

/** The stems (Porter 1980) of the words that carry meaning, in order. `learning` opens a request more often than it names a field. */
export function terms(text: string): string[] {
  return words(text.replace(learningAsField, '$1learning'), { shortest: 1 })
    .filter((word) => !emptyWords.has(word) && word !== 'learning')
    .map((word) => stemmer(word));
}
