// Written in the oldest dialect that has imports: an old Node must get as far as this message.
export const oldestNode = '20.19.0';

/** Says in plain words why this Node cannot run Loam; an empty text where it can. */
export function nodeProblem(version) {
  const wanted = oldestNode.split('.').map(Number);
  const found = version.replace(/^v/, '').split('.').map(Number);
  for (let i = 0; i < 3; i++) {
    if (found[i] > wanted[i]) return '';
    if (found[i] < wanted[i]) {
      return (
        'Loam needs Node.js ' +
        oldestNode.replace(/\.0$/, '') +
        ' or newer, and this is ' +
        version +
        '.\nGet a newer one from https://nodejs.org, then run the command again.'
      );
    }
  }
  return '';
}

const problem = nodeProblem(process.version);
if (problem) {
  console.error(problem);
  process.exit(1);
}
