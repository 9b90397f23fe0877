/** Words that tell what a noun of a prompt is; the story content's own lists are added to them at run time. */
const list = (words: string): ReadonlySet<string> => new Set(words.trim().split(/\s+/));

/** Heads of noun phrases that name a person by trade or standing. Endings such as -keeper and -ist are recognised besides. */
export const personHeads = list(`
  accountant actor actress admiral adventurer agent alchemist ambassador android apprentice archaeologist architect archivist artist assassin astronaut
  astronomer author baker bandit barber bard bartender beekeeper blacksmith botanist boxer boy bride bishop butcher butler captain carpenter cartographer cellist
  chef chemist child clerk clockmaker colonel cook courier courtier cowboy curator dancer detective diplomat diver doctor drummer duchess
  duke editor elf emperor empress engineer explorer falconer farmer father ferryman fisherman fiddler florist forger gardener general ghostwriter girl goatherd
  goblin grandmother grandfather gravedigger groom guard guide hacker healer heir heiress hermit historian hunter innkeeper inspector inventor janitor
  jeweller jester journalist judge king knight lady lawyer librarian lieutenant lighthouse-keeper locksmith lord mage magician maid man mapmaker mayor mechanic
  merchant midwife miller miner minister minstrel monk mother musician navigator necromancer novelist nun nurse orphan painter paladin pharmacist philosopher
  photographer physicist pianist pilgrim pilot pirate plumber poet policeman policewoman porter postman priest priestess prince princess prisoner professor
  programmer prophet queen ranger reporter robot sailor scholar scientist scout scribe sculptor secretary sergeant servant shepherd sheriff singer smuggler
  soldier sorcerer sorceress spy squire stranger student surgeon surveyor tailor teacher teenager thief tracker translator treasure-hunter tutor twin typist undertaker
  vet veterinarian violinist waiter waitress wanderer warden warrior watchmaker weaver widow widower witch wizard woman writer usher swordsman mathematician
  linguist seamstress stowaway castaway veteran recruit intern novice acolyte cleric tinker tanner mason potter glassblower bookseller shopkeeper passenger witness violinist projectionist caller president babysitter commander cyclist skipper`);

export const kinHeads = list(
  'sister brother cousin aunt uncle niece nephew friend neighbour neighbor grandmother grandfather mother father daughter son wife husband twin',
);

export const placeHeads = list(`
  abbey airport alley apartment archipelago asteroid asylum attic bakery bank bar basement bay beach bookshop border bridge bunker cabin cafe camp canal canyon
  carnival casino castle cathedral cave cavern cellar cemetery chapel church circus city cliff coast colony convent court cottage crater crossroads crypt
  desert dock dungeon embassy factory fair farm ferry field forest fort fortress freighter galaxy garden ghetto glacier graveyard gulf hall harbour harbor hill
  hospital hotel house inn island isle jungle kingdom laboratory lab lagoon lake library lighthouse manor mansion market marsh meadow metro mill mine monastery
  moon moor morgue motel mountain museum nebula oasis observatory ocean office opera orchard outpost palace park pass pier planet plain plateau port prison pub
  quarry plane airship carriage railway rainforest ranch reef restaurant ridge river road roof ruins school sea shipyard shop shore spaceport spaceship space-station square stable station
  street submarine suburb subway summit swamp tavern temple theatre theater tomb tower town train tunnel tundra university valley vault vicarage village
  vineyard volcano ward warehouse wasteland waterfall well wilderness wood woods workshop wreck zoo starship ship liner steppe fjord`);

export const foeHeads = list(`
  beast creature curse cult cultist demon devil dictator dragon ghost ghoul giant killer kidnapper kraken monster murderer mutant ogre overlord phantom
  poltergeist rival serpent shadow spectre spirit stalker tyrant troll vampire villain warlock warlord werewolf witch-hunter wolf wraith zombie traitor blackmailer
  usurper hydra banshee basilisk enemy hitman gangster poacher impostor saboteur tiger shark bear leviathan alien griffin conspiracy syndicate gang army
  landlord developer`);

/** Proper places a prompt may name without "the". */
export const properPlaces = list(`
  Mars Venus Mercury Jupiter Saturn Titan Europa Pluto Paris London Lisbon Venice Rome Berlin Vienna Prague Istanbul Cairo Lagos Nairobi Tokyo Kyoto Delhi Mumbai Lima
  Havana Boston Chicago Edinburgh Dublin Oslo Reykjavik Antarctica Alaska Iceland Siberia Patagonia Atlantis Ganymede Callisto Luna Earth Naples Florence Madrid Seville Athens
  Marrakesh Samarkand Shanghai Sydney Toronto Brooklyn Scotland Ireland Wales Cornwall Norway Japan India Egypt Peru Brazil Kenya Greenland Tibet Nepal`);
/** Proper places that stories are "on" rather than "in". */
export const worldNames = list('Mars Venus Mercury Jupiter Saturn Titan Europa Pluto Ganymede Callisto Luna Earth');

/** Nouns without a plural, and what one can hold of them. */
export const measures: Readonly<Record<string, string>> = {
  gold: 'bag of gold',
  silver: 'bar of silver',
  honey: 'jar of honey',
  water: 'flask of water',
  salt: 'pouch of salt',
  sand: 'jar of sand',
  music: 'roll of music',
  poison: 'bottle of poison',
  treasure: 'chest of treasure',
  evidence: 'file of evidence',
  money: 'case of money',
  bread: 'loaf of bread',
  ink: 'bottle of ink',
  snow: 'jar of snow',
  light: 'jar of light',
  blood: 'vial of blood',
  wine: 'bottle of wine',
  tea: 'tin of tea',
  dust: 'box of dust',
  fire: 'bowl of fire',
  time: 'bottle of time',
  jewellery: 'box of jewellery',
  jewelry: 'box of jewelry',
  data: 'disk of data',
  paper: 'sheaf of paper',
  hair: 'lock of hair',
  ice: 'block of ice',
  medicine: 'bottle of medicine',
  food: 'basket of food',
  coffee: 'tin of coffee',
  oil: 'can of oil',
  cake: 'slice of cake',
  glass: 'sheet of glass',
  news: 'piece of news',
};

export const abstractHeads = list(`
  love peace truth revenge justice freedom life death hope fear war past future secret way home night day morning evening winter summer autumn spring year years time week
  world people everyone someone nobody something nothing anything everything help trouble job work century midnight dawn dusk noon hour story tale mystery murder
  end beginning edge middle rest thing things heart memory memories dream dreams voice voices silence darkness signal storm
  heartbeat call minute game number afternoon theft crime crimes breath breaths smell smells children crew hunters family door stairs room window wall floor floorboard
  shelf step steps list others own part side middle reflection`);

/** Words after which a noun phrase has ended. */
export const phraseStops = list(`
  who whom whose that which when where while and or but if as so because until before after during since than then must can cannot could will would may might shall should
  is are was were be been being has have had having do does did not never always only also still again soon
  in on at aboard inside under beneath underneath behind beyond near beside below above within outside across through along between among around against with without
  from to into onto off over for by about like toward towards of upon past
  he she they it him her them his their its i you we us my your our me himself herself themselves itself there here
  named called nobody somebody someone everybody everyone anyone else too very half back away together up down out`);

export const placePrepositions = list(
  'in on at aboard inside under beneath near beyond beside behind below above within across outside through along',
);

/** Verbs of prompts, base forms; -s, -ed, -ing and a few irregular forms are recognised too. */
export const promptVerbs = list(`
  find discover steal carry lose inherit receive guard seek hunt chase protect build repair mend fix open hide buy sell bring return deliver take keep break learn
  search want need try fall meet fight face escape flee run save rescue solve investigate follow track uncover hear see notice open wake awaken summon cast make paint write
  read play sing dance teach love hate fear help betray join leave enter cross climb sail fly travel walk ride dig plant grow cook bake refuse agree decide begin start stop
  hold hear haunt wait watch work live die kill murder vanish disappear appear arrive come go get give send become turn pretend accept suspect believe trust remember forget
  catch call collect borrow lend trade swap win wear use defend destroy burn bury unearth decode translate smuggle share invent restore reach survive stand sit sleep dream
  swear promise marry kiss confess interview drive answer receive intercept possess own wish long fail land crash stumble wander pursue stalk threaten attack visit
  spend set recover retrieve touch cut blame accuse witness trap hire befriend compete argue refuse organise manage mislay mail post inspect race realise realize announce move thaw melt plan bloom paint knock talk drift answer know
  climb smell count ring close gather tell ask`);

const irregularForms: Readonly<Record<string, string>> = {
  found: 'find',
  stole: 'steal',
  stolen: 'steal',
  lost: 'lose',
  sought: 'seek',
  built: 'build',
  bought: 'buy',
  sold: 'sell',
  brought: 'bring',
  took: 'take',
  taken: 'take',
  kept: 'keep',
  broke: 'break',
  fell: 'fall',
  met: 'meet',
  fought: 'fight',
  fled: 'flee',
  heard: 'hear',
  saw: 'see',
  woke: 'wake',
  made: 'make',
  wrote: 'write',
  taught: 'teach',
  left: 'leave',
  flew: 'fly',
  rode: 'ride',
  grew: 'grow',
  held: 'hold',
  gave: 'give',
  sent: 'send',
  became: 'become',
  caught: 'catch',
  won: 'win',
  wore: 'wear',
  stood: 'stand',
  came: 'come',
  went: 'go',
  got: 'get',
  hid: 'hide',
  swore: 'swear',
  hidden: 'hide',
  forgot: 'forget',
  dug: 'dig',
  spent: 'spend',
};

/** The base form when the word is a known verb in some form, undefined otherwise. */
export function verbOf(word: string): string | undefined {
  const w = word.toLowerCase();
  const stems = [
    w,
    irregularForms[w] ?? '',
    w.replace(/s$/, ''),
    w.replace(/es$/, ''),
    w.replace(/ies$/, 'y'),
    w.replace(/e?d$/, ''),
    w.replace(/d$/, ''),
    w.replace(/ied$/, 'y'),
  ];
  stems.push(w.replace(/ing$/, ''), w.replace(/ing$/, 'e'), w.replace(/(.)\1(?:ing|ed)$/, '$1'));
  return stems.find((stem) => promptVerbs.has(stem));
}

/** Verbs whose object is the thing that the story is about. */
export const objectVerbs = list(`
  find discover steal carry lose inherit receive guard seek build repair mend fix open hide buy sell bring return deliver take keep break search uncover collect borrow
  lend trade win wear use restore recover retrieve decode translate smuggle unearth dig own hold intercept possess want need plant invent touch share`);
/** Verbs whose object is whoever stands against the protagonist. */
export const foeVerbs = list(
  'hunt chase fight face escape flee stalk pursue defeat catch confront outwit suspect fear attack haunt threaten',
);
