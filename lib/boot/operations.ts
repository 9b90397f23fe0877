import type { z } from 'zod';
import type { Ctx } from '@/db/ctx';
import type { Operation } from '@/lib/core/contract';
import { auditContract } from '@/lib/features/audit/contract';
import * as audit from '@/lib/features/audit/server';
import { automationContract } from '@/lib/features/automation/contract';
import * as automation from '@/lib/features/automation/server';
import { authContract } from '@/lib/features/auth/contract';
import * as auth from '@/lib/features/auth/server';
import { knowledgeContract } from '@/lib/features/knowledge/contract';
import * as knowledge from '@/lib/features/knowledge/server';
import { enginesContract } from '@/lib/features/engines/contract';
import * as engines from '@/lib/features/engines/server';
import { hubContract } from '@/lib/features/hub/contract';
import * as hub from '@/lib/features/hub/server';
import { learningContract } from '@/lib/features/learning/contract';
import * as learning from '@/lib/features/learning/server';
import { documentsContract } from '@/lib/features/documents/contract';
import * as documents from '@/lib/features/documents/server';
import { modelsContract } from '@/lib/features/models/contract';
import * as models from '@/lib/features/models/server';
import { runsContract } from '@/lib/features/runs/contract';
import * as runs from '@/lib/features/runs/server';
import { settingsContract } from '@/lib/features/settings/contract';
import * as settings from '@/lib/features/settings/server';
import { storiesContract } from '@/lib/features/stories/contract';
import * as stories from '@/lib/features/stories/server';
import { systemContract } from '@/lib/features/system/contract';
import * as system from '@/lib/features/system/server';
import { tutorialsContract } from '@/lib/features/tutorials/contract';
import * as tutorials from '@/lib/features/tutorials/server';
import { usersContract } from '@/lib/features/users/contract';
import * as users from '@/lib/features/users/server';

/** An operation with the verb that does it, its types forgotten: the input is checked before the call. */
export interface BoundOperation {
  readonly operation: Operation;
  readonly verb: (ctx: Ctx, input: unknown) => Promise<unknown>;
}

function bind<Op extends Operation>(
  operation: Op,
  verb: (ctx: Ctx, input: z.output<Op['input']>) => Promise<z.input<Op['output']>>,
): BoundOperation {
  return { operation, verb: (ctx, input) => verb(ctx, input as z.output<Op['input']>) };
}

/** Every operation of Loam: what the API page, the command line and the role × route test are made from. */
export const operations: readonly BoundOperation[] = [
  bind(systemContract.health, system.health),
  bind(systemContract.openApi, system.describeApi),
  bind(systemContract.listJobs, system.listJobs),
  bind(systemContract.readJob, system.readJob),
  bind(systemContract.cancelJob, system.cancelJob),
  bind(systemContract.retryJob, system.retryJob),
  bind(systemContract.discardJob, system.discardJob),
  bind(systemContract.retryFailed, system.retryFailed),
  bind(systemContract.listQueues, system.listQueues),
  bind(systemContract.listSchedules, system.listSchedules),
  bind(systemContract.runSchedule, system.runSchedule),
  bind(systemContract.createBackup, system.createBackup),
  bind(systemContract.restoreBackup, system.restoreBackup),
  bind(authContract.setup, auth.setup),
  bind(authContract.me, auth.account),
  bind(authContract.listSessions, auth.listSessions),
  bind(authContract.revokeSession, auth.revokeSession),
  bind(authContract.listTokens, auth.listTokens),
  bind(authContract.createToken, auth.createToken),
  bind(authContract.revokeToken, auth.revokeToken),
  bind(knowledgeContract.list, knowledge.listKnown),
  bind(knowledgeContract.mark, knowledge.markKnown),
  bind(knowledgeContract.unmark, knowledge.unmarkKnown),
  bind(authContract.registration, auth.registration),
  bind(authContract.register, auth.register),
  bind(authContract.update, auth.updateAccount),
  bind(authContract.changePassword, auth.changePassword),
  bind(authContract.resetPassword, auth.resetPassword),
  bind(authContract.revokeOtherSessions, auth.revokeOtherSessions),
  bind(usersContract.list, users.listUsers),
  bind(usersContract.create, users.createUser),
  bind(usersContract.read, users.readUser),
  bind(usersContract.setRole, users.setRole),
  bind(usersContract.disable, users.disableUser),
  bind(usersContract.enable, users.enableUser),
  bind(usersContract.signOut, users.signOutUser),
  bind(usersContract.resetPassword, users.resetUserPassword),
  bind(usersContract.remove, users.deleteUser),
  bind(usersContract.listInvitations, users.listInvitations),
  bind(usersContract.invite, users.invite),
  bind(usersContract.revokeInvitation, users.revokeInvitation),
  bind(auditContract.list, audit.listAudit),
  bind(settingsContract.list, settings.listSettings),
  bind(settingsContract.change, settings.changeSetting),
  bind(modelsContract.list, models.listModels),
  bind(modelsContract.read, models.readModel),
  bind(modelsContract.try, models.tryModel),
  bind(modelsContract.measure, models.measureModel),
  bind(hubContract.catalogue, hub.readCatalogue),
  bind(hubContract.plan, hub.planModelPull),
  bind(hubContract.pull, hub.requestPull),
  bind(enginesContract.roles, engines.listRoles),
  bind(enginesContract.listModels, engines.listServedModels),
  bind(enginesContract.readModel, engines.readServedModel),
  bind(enginesContract.embed, engines.embedTexts),
  bind(modelsContract.rollback, models.rollbackModel),
  bind(modelsContract.remove, models.removeVersion),
  bind(modelsContract.import, models.importModel),
  bind(runsContract.kinds, runs.listKinds),
  bind(runsContract.start, (ctx, input) => runs.startRun(ctx, input)),
  bind(runsContract.estimate, runs.estimateRun),
  bind(runsContract.list, runs.listRuns),
  bind(runsContract.read, runs.readRun),
  bind(runsContract.cancel, runs.cancelRun),
  bind(runsContract.pause, runs.pauseRun),
  bind(runsContract.resume, runs.resumeRun),
  bind(runsContract.clone, runs.cloneRun),
  bind(runsContract.replay, runs.replayRun),
  bind(runsContract.remove, runs.removeRun),
  bind(runsContract.promote, runs.promoteModel),
  bind(runsContract.evaluate, runs.evaluateModel),
  bind(storiesContract.score, stories.scoreStory),
  bind(storiesContract.write, stories.writeStory),
  bind(storiesContract.list, stories.listStories),
  bind(storiesContract.read, stories.readStory),
  bind(storiesContract.delete, stories.deleteStory),
  bind(documentsContract.create, documents.createDocument),
  bind(documentsContract.list, documents.listDocuments),
  bind(documentsContract.read, documents.readDocument),
  bind(documentsContract.delete, documents.deleteDocument),
  bind(tutorialsContract.create, tutorials.createTutorial),
  bind(tutorialsContract.outline, tutorials.proposeOutline),
  bind(tutorialsContract.templates, tutorials.listTemplates),
  bind(tutorialsContract.list, tutorials.listTutorials),
  bind(tutorialsContract.read, tutorials.readTutorial),
  bind(tutorialsContract.request, tutorials.readTutorialRequest),
  bind(tutorialsContract.rate, tutorials.rateTutorial),
  bind(tutorialsContract.share, tutorials.shareTutorial),
  bind(tutorialsContract.assign, tutorials.assignCategory),
  bind(tutorialsContract.batch, tutorials.createBatch),
  bind(tutorialsContract.listBatches, tutorials.listBatches),
  bind(tutorialsContract.readBatch, tutorials.readBatch),
  bind(tutorialsContract.categories, tutorials.listCategories),
  bind(tutorialsContract.createCategory, tutorials.createCategory),
  bind(tutorialsContract.renameCategory, tutorials.renameCategory),
  bind(tutorialsContract.deleteCategory, tutorials.deleteCategory),
  bind(learningContract.overview, learning.readOverview),
  bind(learningContract.readProgress, learning.readProgress),
  bind(learningContract.saveProgress, learning.saveProgress),
  bind(learningContract.answer, learning.answerQuestion),
  bind(learningContract.attempt, learning.submitExercise),
  bind(learningContract.listAttempts, learning.listAttempts),
  bind(learningContract.solution, learning.showSolution),
  bind(learningContract.reviews, learning.listReviews),
  bind(learningContract.rate, learning.rateReview),
  bind(automationContract.genres, automation.listGenres),
  bind(automationContract.start, automation.autoTrain),
  bind(automationContract.stats, automation.readStats),
  bind(automationContract.fineTune, automation.fineTune),
  bind(automationContract.models, automation.listOwnModels),
  bind(automationContract.rollback, automation.rollbackOwnModel),
  bind(automationContract.comparison, automation.readComparison),
  bind(automationContract.judge, automation.judgePair),
  bind(automationContract.keepTold, automation.keepTold),
  bind(automationContract.batches, automation.listBatches),
  bind(automationContract.batch, automation.readBatch),
  bind(automationContract.cancel, automation.cancelBatch),
  bind(automationContract.examples, automation.listExamples),
  bind(automationContract.example, automation.readExample),
  bind(automationContract.edit, automation.editExample),
  bind(automationContract.discard, automation.discardExample),
  bind(automationContract.addOwn, automation.addOwnWriting),
  bind(automationContract.memory, automation.readMemory),
  bind(automationContract.forget, automation.forget),
  bind(automationContract.presets, automation.listPresets),
  bind(automationContract.savePreset, automation.savePreset),
  bind(automationContract.deletePreset, automation.deletePreset),
  bind(automationContract.schedule, automation.readSchedule),
  bind(automationContract.setSchedule, automation.saveSchedule),
  bind(automationContract.endSchedule, automation.endSchedule),
  bind(automationContract.prompts, automation.listPrompts),
  bind(automationContract.addPrompt, automation.addPrompt),
  bind(automationContract.styles, automation.listStyles),
  bind(automationContract.saveStyle, automation.saveStyle),
  bind(automationContract.deleteStyle, automation.deleteStyle),
  bind(automationContract.deletePrompt, automation.deletePrompt),
];

/** Every operation's declaration, with those that only make sense over HTTP. */
export const allOperations: readonly Operation[] = [
  ...operations.map(({ operation }) => operation),
  systemContract.metrics,
  systemContract.events,
  enginesContract.complete,
  storiesContract.stream,
  automationContract.follow,
  automationContract.followFineTune,
  automationContract.export,
  tutorialsContract.export,
  modelsContract.export,
  runsContract.events,
];
