import type { LoamCommand } from '../command';
import { doctorCommand } from './doctor';
import { operationCommands } from './operations';
import { seedCommand } from './seed';

export function allCommands(): LoamCommand[] {
  return [...operationCommands(), doctorCommand, seedCommand];
}
