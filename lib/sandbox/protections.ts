import { hostLayers, permissionFlag } from './launch';
import { memoryReading } from './resident-memory';
import type { Protection } from './schemas';

/** A layer that this host either gives or does not. */
function layer(name: string, active: boolean, detail: string, missing: string): Protection {
  return { name, active, detail: active ? detail : missing };
}

/**
 * The layers around learners' code and which of them this host gives, found by trying them once. The
 * first ones are part of Loam and always there; each of the others only adds to them.
 */
export async function describeProtections(): Promise<Protection[]> {
  const { namespaces, resources, privileges } = await hostLayers();
  const reading = memoryReading();
  const linuxOnly = 'needs util-linux on Linux';
  return [
    layer('interpreter', true, 'programs run in an interpreter in WebAssembly without files, network, processes or environment', ''),
    layer('process', true, 'every program has a process of its own with an empty environment, killed at its deadline', ''),
    layer('output', true, 'output is counted while it arrives, and a program is stopped at its limit', ''),
    layer(
      'permissions',
      true,
      `Node ${process.versions.node} ${permissionFlag()}: reads its own runtime only, writes nothing, starts nothing`,
      '',
    ),
    layer('code generation', true, 'the process around the interpreter cannot turn strings into code', ''),
    layer('interpreter memory', true, 'the interpreter’s memory has a largest size', ''),
    layer(
      'memory watch',
      reading !== 'none',
      reading === 'proc' ? 'resident memory is read from /proc every 25 ms' : 'resident memory is asked of ps',
      'this host does not tell the memory of another process; the interpreter’s own limit holds',
    ),
    layer(
      'network namespace',
      namespaces.length > 0,
      `the process has no network interface (${namespaces.join(' ')})`,
      `unshare --net is not permitted here (${linuxOnly}, and unprivileged user namespaces or root)`,
    ),
    layer(
      'resource limits',
      resources.length > 0,
      'no files can grow, no core dumps, processor time is bounded',
      'neither prlimit nor the shell’s ulimit works here: a program that outlives the server is not stopped',
    ),
    layer(
      'no new privileges',
      privileges.length > 0,
      'the process can gain no privileges and dies with the server',
      `setpriv was not found (${linuxOnly})`,
    ),
    layer(
      'unprivileged user',
      privileges.some((part) => part.startsWith('--reuid')),
      'the process runs as nobody, without capabilities',
      'the process runs as the server’s own user: only root can give it another',
    ),
  ];
}
