import { LoamError } from '@/lib/core/errors';

/** A model of the hub: `owner/name`, or `name` for the oldest ones. */
export interface HubId {
  /** As the hub writes it. */
  readonly id: string;
  /** Under which it is kept here: a name that no trained or shipped model has. */
  readonly name: string;
}

const part = /^(?!.*(\.\.|--))[A-Za-z0-9_](?:[\w.-]{0,94}[A-Za-z0-9_])?$/;
const revisionPattern = /^(?!.*\.\.)[A-Za-z0-9_][\w./-]{0,99}$/;

/**
 * Reads an id such as `HuggingFaceTB/SmolLM2-135M-Instruct`.
 * @throws LoamError `invalid_input` for anything that could lead elsewhere than to one model of the hub
 */
export function readHubId(text: string): HubId {
  const parts = text.trim().split('/');
  if (parts.length > 2 || !parts.every((each) => part.test(each))) {
    const message = 'A hub id is owner/name, such as HuggingFaceTB/SmolLM2-135M-Instruct';
    throw new LoamError('invalid_input', `${message}; “${text.slice(0, 200)}” is none.`, { fields: { id: message } });
  }
  const [owner, name] = parts.length === 2 ? parts : ['hub', parts[0]];
  return { id: parts.join('/'), name: `${owner}--${name}`.slice(0, 100) };
}

/** A branch, tag or commit. @throws LoamError `invalid_input` */
export function readRevision(text: string): string {
  if (revisionPattern.test(text)) return text;
  const message = 'A revision is a branch, a tag or a commit, such as main';
  throw new LoamError('invalid_input', `${message}.`, { fields: { revision: message } });
}
