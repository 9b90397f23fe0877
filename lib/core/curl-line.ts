import { pathParameters, type Operation } from './contract';

/** What a person has to fill in stands in capitals: `/api/tutorials/SLUG`. */
function placeholder(name: string): string {
  return name.replace(/([a-z])([A-Z])/g, '$1_$2').toUpperCase();
}

function quote(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}

/**
 * A line for a shell that calls an operation with the token in `$LOAM_TOKEN`, with the contract's example as input.
 * @param address of the server, without a slash at the end
 */
export function curlLine(
  { method, path, mediaType, example }: Pick<Operation, 'method' | 'path' | 'mediaType' | 'example'>,
  address: string,
): string {
  const inPath = pathParameters(path);
  const given = (example ?? {}) as Readonly<Record<string, unknown>>;
  const filled = inPath.reduce(
    (at, name) => at.replace(`{${name}}`, name in given ? encodeURIComponent(String(given[name])) : placeholder(name)),
    path,
  );
  const rest = Object.fromEntries(Object.entries(given).filter(([name]) => !inPath.includes(name)));
  const hasBody = method !== 'GET' && method !== 'DELETE';
  return [
    mediaType === 'text/event-stream' ? 'curl -sN' : 'curl -s',
    ...(method === 'GET' ? [] : [`-X ${method}`]),
    `"${address}${filled}"`,
    '-H "Authorization: Bearer $LOAM_TOKEN"',
    ...(hasBody && Object.keys(rest).length > 0 ? ['-H "Content-Type: application/json"', `-d ${quote(JSON.stringify(rest))}`] : []),
  ].join(' ');
}
