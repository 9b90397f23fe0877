const warmTime = /summer|spring|june|july|may\b|wedding|swallows|holidays|heat/i;
const coldTime = /winter|frost|snow|shortest|february|november|december|january|new year|midwinter|autumn/i;
const darkTime = /night|midnight|dusk|sunset|moon|before dawn|evening|bakers|dark/i;
const dayTime = /morning|noon|afternoon|market day|day of|funeral/i;
const coldWeather = new Set(['snow', 'frost', 'sleet', 'ice', 'cold', 'thaw', 'hail', 'blizzard']);
const warmWeather = new Set(['heat', 'dust', 'smoke', 'haze']);
const dayWeather = new Set(['sunlight', 'rainbow', 'heat', 'haze']);
const nightWeather = new Set(['moonlight', 'starlight']);

/** Whether a weather can go with a time: no frost in July, no sunlight at midnight, and not the same word twice. */
export function weatherFits(weather: string, time: string): boolean {
  if (time.includes(weather)) return false;
  if (warmTime.test(time) && coldWeather.has(weather)) return false;
  if (coldTime.test(time) && warmWeather.has(weather)) return false;
  if (darkTime.test(time) && dayWeather.has(weather)) return false;
  return !(dayTime.test(time) && nightWeather.has(weather));
}
