import type { Genre } from '@/lib/vocabulary/genres';
import type { StoryContent } from './content';

const signs: Readonly<Record<Genre, string>> = {
  fantasy:
    'dragon wizard witch elf goblin spell magic magical enchanted quest kingdom castle knight sword troll fairy giant unicorn prophecy wand rune enchanted king queen prince princess griffin minstrel potion',
  dark_fantasy:
    'necromancer necromancy corruption corrupted plague bone bones crypt undead blood lich damned cursed demon gravedigger inquisitor rot sacrifice tyrant oath wraith executioner warlock ash blighted heretic paladin revenant hangman hanged famine abbey plague-doctor coffin saint witch-hunter',
  sci_fi:
    'space spaceship starship robot android ai planet mars orbit galaxy alien clone time-travel machine laser colony astronaut station asteroid moon quantum cyborg drone future terraforming satellite antenna shuttle airlock reactor signal titan europa',
  mystery:
    'detective clue murder stolen vanished disappeared disappearance inspector case suspect alibi theft forger forgery secret sleuth missing witness librarian archivist evidence who-done-it anonymous locked initials',
  horror:
    'haunted ghost curse cursed scream terror basement attic nightmare creature possessed asylum shadow shadows cellar scratching whispers whispering doll mirror graveyard demon-house footsteps well mould teeth hospital caretaker babysitter veil metronome reflection stair tape floorboard undertaker',
  romance:
    'love loves lover kiss wedding marry heart romance bride groom florist letter-writer date valentine fiance engaged proposal dance bakery bookshop dancing falls-in-love darling matchmaker umbrella valentine opposite together voice lamps snowed',
  adventure:
    'treasure island map jungle expedition explorer pirate voyage sail mountain desert temple ruins compass captain shipwreck canyon river trek summit pilot caravan lost-city smuggler glacier volcano airship stowaway elephant mule',
  thriller:
    'conspiracy spy agent assassin bomb hacker kidnapped hostage cia pursuit chased witness-protection double-agent courier sniper deadline ransom blackmail whistleblower minister leak fugitive surveillance passport killer safehouse minutes countdown president bomb embassy ministry colonel controller interpreter porter murder-planned tax-auditor',
};

/**
 * The genre that a prompt's words point to, or undefined when they point nowhere.
 * Signal words count two, words from a genre's own roles, places, foes and objects one; ties go to the first genre of the vocabulary.
 */
export function guessGenre(prompt: string, content: StoryContent): Genre | undefined {
  const words = new Set(prompt.toLowerCase().match(/\p{L}+(?:-\p{L}+)*/gu) ?? []);
  const text = ` ${[...words].join(' ')} `;
  const scores = content.written.map((genre) => {
    const signal = signs[genre]
      .split(' ')
      .filter((sign) => words.has(sign) || words.has(`${sign}s`) || text.includes(` ${sign.replaceAll('-', ' ')} `)).length;
    const own = content.genres[genre];
    const phrases = [
      ...own.roles,
      ...own.objects.map(({ noun }) => noun),
      ...own.foes.map(({ noun }) => noun),
      ...own.places.map(({ noun }) => noun),
    ];
    const lists = phrases.filter((phrase) => prompt.toLowerCase().includes(phrase.toLowerCase())).length;
    return signal * 2 + lists;
  });
  const best = Math.max(...scores);
  return best > 0 ? content.written[scores.indexOf(best)] : undefined;
}
