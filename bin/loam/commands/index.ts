import type { LoamCommand } from '../command';
import { backupCommand, restoreCommand } from './backup';
import { doctorCommand } from './doctor';
import { evaluateQualityCommand } from './evaluate-quality';
import { evaluateStoriesCommand } from './evaluate-stories';
import { evaluateWriterCommand } from './evaluate-writer';
import { generateCommand } from './generate';
import { modelsBuildCommand } from './models-build';
import { operationCommands } from './operations';
import { qualityCommand } from './quality';
import { sandboxRunCommand } from './sandbox';
import { seedCommand } from './seed';
import { storyCommand } from './story';
import { trainCommand } from './train';

export function allCommands(): LoamCommand[] {
  return [
    ...operationCommands(),
    backupCommand,
    doctorCommand,
    evaluateQualityCommand,
    evaluateStoriesCommand,
    evaluateWriterCommand,
    generateCommand,
    modelsBuildCommand,
    qualityCommand,
    restoreCommand,
    sandboxRunCommand,
    seedCommand,
    storyCommand,
    trainCommand,
  ];
}
