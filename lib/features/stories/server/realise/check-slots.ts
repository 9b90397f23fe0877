import type { SlotName } from '../composer/beats';
import { mentions } from './phrases';
import type { Fault, Situation } from './situation';

/** Every slot that the beat must keep stands in its text. */
export function checkSlots(text: string, situation: Situation): Fault[] {
  return situation.keep
    .filter((slot) => !hasSlot(slot, text, situation))
    .map((slot) => ({ check: 'slots', detail: `${slot} is missing`, slot }));
}

/** Whether a text mentions a slot's value. Wants and threads are told in many ways: they are not looked for. */
export function hasSlot(slot: SlotName, text: string, { plan, style, before }: Situation): boolean {
  switch (slot) {
    case 'name':
      return mentions(text, plan.hero.name) || (style.person === 'first' && /\b(?:I|me|my|mine|myself)\b/.test(text));
    case 'role':
      return mentions(text, plan.hero.role);
    case 'trait':
      return mentions(text, plan.hero.trait);
    case 'ally':
      return mentions(text, plan.ally.name) || (mentions(before, plan.ally.name) && mentions(text, plan.ally.role));
    case 'foe':
      return mentions(text, plan.foe.noun);
    case 'object':
      return mentions(text, plan.object.noun) || (/\bit\b/i.test(text) && mentions(before, plan.object.noun));
    case 'place':
      return mentions(text, plan.place.noun);
    case 'time':
      return mentions(text, plan.time);
    case 'weather':
      return weatherWords(plan.weather).some((word) => text.toLowerCase().includes(word));
    case 'clue':
      return mentions(text, plan.clue.noun);
    case 'want':
    case 'thread':
      return true;
  }
}

/** The noun of a weather and the longer words of its clause: "Snow lay on the roofs" may do without "snow". */
function weatherWords({ noun, clause }: Situation['plan']['weather']): string[] {
  return [noun, ...(clause.replace(/\{[^}]*\}/g, ' ').match(/\p{L}{4,}/gu) ?? [])].map((word) => word.toLowerCase());
}
