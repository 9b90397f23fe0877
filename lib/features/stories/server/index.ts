export { evaluateStories, type StoryEvaluation } from './evaluation/evaluate-stories';
export { deleteStory, listStories, readStory } from './kept-stories';
export { storyStyleChoices } from './style-choices';
export { streamStory } from './stream-story';
export { writeStory, type StoryEvent, type StoryWriter } from './write-story';
export { scoreStory, scoreText, shippedScorer, type QualityScorer } from './quality/score-story';
