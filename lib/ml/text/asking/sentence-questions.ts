/** A shape of sentence and the questions that it answers. `$1` and `$2` stand for what the shape caught. */
const shapes: readonly (readonly [RegExp, readonly string[]])[] = [
  [/\b(?:you|we|one|users|developers) can (?:also |then |easily |simply )?(?:use|call|pass|run|set) [^,.;]{2,60}? to ([a-z][^.;:]{8,90})/i, ['how do I $1', 'how can I $1', 'what do I use to $1']], // prettier-ignore
  [/\b(?:you|we|one|users|developers) can (?:also |then |easily |simply )?([a-z]+ [^.;:]{8,90})/i, ['how do I $1', 'can I $1', 'is it possible to $1', 'how to $1']], // prettier-ignore
  [
    /\bif you(?: want| need|'d like| would like| wish| are trying| have) to ([^,.;:]{8,90})/i,
    ['how do I $1', 'I want to $1', 'how to $1', 'I need to $1'],
  ],
  [/^(?:in order )?to ([a-z]+ [^,.;:]{6,80}), (?:you|we|use|run|call|add|set|create|first|the|just|simply|click|open|it)\b/i, ['how do I $1', 'how to $1', 'how can you $1']], // prettier-ignore
  [/\b(?:is|are|be|can be) used (?:to|for) ([^,.;:]{8,80})/i, ['what is used to $1', 'how to $1', 'what do I need for $1']],
  [
    /\b(?:allows?|lets?|helps?|enables?) (?:you|us|users|developers)(?: to)? ([^,.;:]{8,80})/i,
    ['how do I $1', 'what lets me $1', 'is there a way to $1'],
  ],
  [/\bmakes it (?:possible|easy|easier) to ([^,.;:]{8,80})/i, ['how can I $1', 'what helps to $1']],
  [/^(?:an? |the )?([A-Za-z][\w .()'-]{2,40}?) (?:is|are) (?:an?|the|one of the) ([^.;:]{12,100})/i, ['what is $1', 'what does $1 mean', 'explain $1', 'what do you call the $2']], // prettier-ignore
  [/^(?:an? |the )?([A-Za-z][\w .()'-]{2,40}?) (?:means|refers to|stands for|describes|represents) ([^.;:]{8,100})/i, ['what is $1', 'what does $1 mean', 'which word means $2']], // prettier-ignore
  [/\b(?:if|when|whenever) ([^,.;:]{10,70}), ([^.;:]{12,100})/i, ['what happens when $1', 'what happens if $1', 'why do I see that $2']],
  [/^([^,.;:]{14,90}?),? because ([^.;:]{10,90})/i, ['why $1', 'what is the reason that $1']],
  [/\b(?:you|we) (?:should|must) (?:not|never|avoid) ([^.;:]{8,80})/i, ['why should I not $1', 'is it bad to $1', 'should I $1']],
  [/\b(?:you|we) (?:should|must|need to|have to) ([a-z]+ [^.;:]{8,80})/i, ['do I have to $1', 'should I $1', 'when must I $1']],
  [/^(?:the )?([\w .()'-]{2,40}?) (?:raises|throws|returns|gives|produces|yields) ([^.;:]{8,80})/i, ['what does $1 return', 'which function gives $2', 'why do I get $2']], // prettier-ignore
  [/\bthe (?:main |key |only |biggest )?(difference|advantage|disadvantage|benefit|drawback|purpose|goal|problem)s? (?:between|of|with) ([^.;:]{6,60}?) (?:is|are)\b/i, ['what is the $1 of $2', 'what is the $1 with $2']], // prettier-ignore
  [
    /^(?:unlike|compared (?:to|with)|in contrast to) ([^,.;:]{4,50}), ([^.;:]{10,90})/i,
    ['how is it different from $1', 'difference to $1'],
  ],
];

/** Words that need what stood before them: no question of its own comes from such a sentence. */
const dangling = /^(this|that|these|those|it|they|he|she|here|there|such|both|above|below|however|also|then)\b/i;

/** Questions to which a sentence is the answer, by its shape; none where it has none of the known ones. */
export function sentenceQuestions(sentence: string): string[] {
  return shapes.flatMap(([shape, questions]) => {
    const caught = shape.exec(sentence);
    if (!caught || dangling.test(caught[1])) return [];
    const fill = (question: string): string => question.replace(/\$([12])/g, (_, at: string) => inSecondPerson(caught[Number(at)] ?? ''));
    return questions.map(fill).filter((question) => question.split(' ').length >= 3);
  });
}

/** What a text says to "you", as the one who asks would say it. */
function inSecondPerson(text: string): string {
  return text
    .trim()
    .replace(/\byour\b/gi, 'my')
    .replace(/\byourself\b/gi, 'myself')
    .replace(/\byou\b/gi, 'I')
    .replace(/\bour\b/gi, 'my')
    .replace(/\bwe\b/gi, 'I');
}
