import type { LoamCommand } from '../command';
import { backupCommand, restoreCommand } from './backup';
import { doctorCommand } from './doctor';
import { embedCurriculumCommand } from './embed-curriculum';
import { evaluateEmbedderCommand } from './evaluate-embedder';
import { evaluateQualityCommand } from './evaluate-quality';
import { evaluateSearchCommand } from './evaluate-search';
import { evaluateSimilarityCommand } from './evaluate-similarity';
import { evaluateStoriesCommand } from './evaluate-stories';
import { evaluateWriterCommand } from './evaluate-writer';
import { generateCommand } from './generate';
import { mlEvaluateCommand } from './ml-evaluate';
import { mlStatusCommand } from './ml-status';
import { modelsBuildCommand } from './models-build';
import { modelsPullCommand } from './models-pull';
import { modelsExportCommand, modelsImportCommand } from './models-files';
import { modelsListCommand, modelsPromoteCommand, modelsPruneCommand, modelsVerifyCommand } from './models-registry';
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
    embedCurriculumCommand,
    evaluateEmbedderCommand,
    evaluateQualityCommand,
    evaluateSearchCommand,
    evaluateSimilarityCommand,
    evaluateStoriesCommand,
    evaluateWriterCommand,
    generateCommand,
    mlEvaluateCommand,
    mlStatusCommand,
    modelsBuildCommand,
    modelsPullCommand,
    modelsExportCommand,
    modelsImportCommand,
    modelsListCommand,
    modelsPromoteCommand,
    modelsPruneCommand,
    modelsVerifyCommand,
    qualityCommand,
    restoreCommand,
    sandboxRunCommand,
    seedCommand,
    storyCommand,
    trainCommand,
  ];
}
