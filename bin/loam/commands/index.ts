import type { LoamCommand } from '../command';
import { doctorCommand } from './doctor';
import { generateCommand } from './generate';
import { operationCommands } from './operations';
import { seedCommand } from './seed';
import { trainCommand } from './train';

export function allCommands(): LoamCommand[] {
  return [...operationCommands(), doctorCommand, generateCommand, seedCommand, trainCommand];
}
