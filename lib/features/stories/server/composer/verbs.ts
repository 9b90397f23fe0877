/** Tense of the narration. */
export type Tense = 'past' | 'present';
/** Grammatical person and number of a verb's subject. */
export type Agreement = 'first' | 'third' | 'plural';

const irregularPast: Readonly<Record<string, string>> = {
  be: 'was',
  have: 'had',
  do: 'did',
  will: 'would',
  can: 'could',
  may: 'might',
  begin: 'began',
  bend: 'bent',
  bind: 'bound',
  bite: 'bit',
  bleed: 'bled',
  blow: 'blew',
  break: 'broke',
  breed: 'bred',
  bring: 'brought',
  build: 'built',
  burst: 'burst',
  buy: 'bought',
  cast: 'cast',
  catch: 'caught',
  choose: 'chose',
  cling: 'clung',
  come: 'came',
  cost: 'cost',
  creep: 'crept',
  cut: 'cut',
  deal: 'dealt',
  dig: 'dug',
  draw: 'drew',
  drink: 'drank',
  drive: 'drove',
  eat: 'ate',
  fall: 'fell',
  feed: 'fed',
  feel: 'felt',
  fight: 'fought',
  find: 'found',
  fit: 'fitted',
  flee: 'fled',
  fling: 'flung',
  fly: 'flew',
  forbid: 'forbade',
  forget: 'forgot',
  forgive: 'forgave',
  freeze: 'froze',
  get: 'got',
  give: 'gave',
  go: 'went',
  grind: 'ground',
  grow: 'grew',
  hang: 'hung',
  hear: 'heard',
  hide: 'hid',
  hit: 'hit',
  hold: 'held',
  hurt: 'hurt',
  keep: 'kept',
  kneel: 'knelt',
  know: 'knew',
  lay: 'laid',
  lead: 'led',
  leap: 'leapt',
  leave: 'left',
  lend: 'lent',
  let: 'let',
  lie: 'lay',
  light: 'lit',
  lose: 'lost',
  make: 'made',
  mean: 'meant',
  meet: 'met',
  overhear: 'overheard',
  pay: 'paid',
  put: 'put',
  read: 'read',
  ride: 'rode',
  ring: 'rang',
  rise: 'rose',
  run: 'ran',
  say: 'said',
  see: 'saw',
  seek: 'sought',
  sell: 'sold',
  send: 'sent',
  set: 'set',
  shake: 'shook',
  shed: 'shed',
  shine: 'shone',
  shoot: 'shot',
  show: 'showed',
  shrink: 'shrank',
  shut: 'shut',
  sing: 'sang',
  sink: 'sank',
  sit: 'sat',
  sleep: 'slept',
  slide: 'slid',
  sling: 'slung',
  slit: 'slit',
  speak: 'spoke',
  spend: 'spent',
  spin: 'spun',
  spit: 'spat',
  split: 'split',
  spread: 'spread',
  spring: 'sprang',
  stand: 'stood',
  steal: 'stole',
  stick: 'stuck',
  sting: 'stung',
  stink: 'stank',
  stride: 'strode',
  strike: 'struck',
  string: 'strung',
  swear: 'swore',
  sweep: 'swept',
  swim: 'swam',
  swing: 'swung',
  take: 'took',
  teach: 'taught',
  tear: 'tore',
  tell: 'told',
  think: 'thought',
  throw: 'threw',
  tread: 'trod',
  understand: 'understood',
  wake: 'woke',
  wear: 'wore',
  weave: 'wove',
  weep: 'wept',
  win: 'won',
  wind: 'wound',
  withdraw: 'withdrew',
  withstand: 'withstood',
  write: 'wrote',
  outlive: 'outlived',
  become: 'became',
  overcome: 'overcame',
  undo: 'undid',
  mislay: 'mislaid',
  quit: 'quit',
  bear: 'bore',
  beat: 'beat',
  bet: 'bet',
  bid: 'bid',
};

const doubling = new Set(
  (
    'admit beg blot blur chat chip chop clap clip commit cram crop dab dip drag drip drop drum fan flap flip flit fog grab grin grip gun hop hug hum jab jam jog log ' +
    'knit knot mop nag nod pad pat permit pin plan plod plot plug pop prefer prop rap refer regret rip rob rot rub sag scan scrub shop ship shrug sip ' +
    'skim skip slam slap slip slot snap sob spot spur star stem step stir stop strap strip sum swap tap thin throb tip tot trap trim trip trot tug wag whip wrap zip ' +
    'pit dot bat bar char scar pen net peg slop strum thud hem snag cap rig rev dim skid dial travel signal cancel level fuel marvel quarrel'
  ).split(' '),
);

const modals = new Set(['will', 'can', 'may']);

function regularPast(base: string): string {
  if (base.endsWith('e')) return `${base}d`;
  if (/[^aeiou]y$/.test(base)) return `${base.slice(0, -1)}ied`;
  if (doubling.has(base)) return `${base}${base.at(-1)}ed`;
  if (base.endsWith('ic')) return `${base}ked`;
  return `${base}ed`;
}

function thirdPerson(base: string): string {
  if (base === 'have') return 'has';
  if (/(?:s|x|z|ch|sh|o)$/.test(base)) return `${base}es`;
  if (/[^aeiou]y$/.test(base)) return `${base.slice(0, -1)}ies`;
  return `${base}s`;
}

/**
 * The finite form of an English verb given by its base form: `inflect('carry', 'past', 'third')` is "carried".
 * Knows the irregular and consonant-doubling verbs that the story content uses.
 */
export function inflect(base: string, tense: Tense, agreement: Agreement): string {
  if (base === 'be') {
    if (tense === 'past') return agreement === 'plural' ? 'were' : 'was';
    return { first: 'am', third: 'is', plural: 'are' }[agreement];
  }
  if (tense === 'past') return irregularPast[base] ?? regularPast(base);
  return agreement === 'third' && !modals.has(base) ? thirdPerson(base) : base;
}
