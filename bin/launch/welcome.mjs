import path from 'node:path';
import { baseUrl } from './port.mjs';
import { root, say } from './project.mjs';

/**
 * What a person sees once the server answers: the address, the data folder, and lines to paste.
 * @param {{ host: string, port: number, dataDir: string }} server
 */
export function printWelcome({ host, port, dataDir }) {
  for (const line of welcomeLines({ host, port, dataDir })) say(line);
}

/** The welcome, line by line; the lines that begin with two spaces are for a shell. */
export function welcomeLines({ host, port, dataDir }) {
  const url = baseUrl(host, port);
  const elsewhere = dataDir === path.join(root, 'data') ? '' : `LOAM_DATA_DIR=${quote(dataDir)} `;
  const loam = `${elsewhere}node ${quote(path.join(root, 'bin', 'loam.mjs'))}`;
  return [
    '',
    `Loam is ready:  ${url}`,
    `Data folder:    ${dataDir}`,
    `Programs:       ${url}/docs/api`,
    '',
    'In another terminal, a token and a tutorial:',
    '',
    `  TOKEN=$(${loam} token create --name terminal --json | node -p 'JSON.parse(fs.readFileSync(0)).token')`,
    `  curl -s ${url}/api/tutorials -H "Authorization: Bearer $TOKEN" -H "Content-Type: application/json" -d '{"topic":"Python decorators","level":"beginner","minutes":15}'`,
    `  curl -s ${url}/health`,
    '',
    'Ctrl-C stops it.',
    '',
  ];
}

function quote(text) {
  return /^[\w./-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}
