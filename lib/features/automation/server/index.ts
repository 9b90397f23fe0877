export { cancelBatch, followBatch, listBatches, readBatch } from './batches';
export { discardExample, editExample, exportExamples, listExamples, readExample } from './examples';
export { forget, readMemory } from './memory';
export { addOwnWriting } from './own-writing';
export { deletePreset, listPresets, savePreset } from './presets';
export { addPrompt, deletePrompt, listGenres, listPrompts } from './prompts';
export { endSchedule, readSchedule, saveSchedule } from './schedule';
export { autoTrain, startAutoTraining } from './start-auto-training';
export { readStats } from './statistics';
