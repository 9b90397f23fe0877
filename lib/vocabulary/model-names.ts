/** Names that stand for something else in the addresses of models, such as /models/pull: a model of such a name could not be reached. */
export const reservedModelNames: readonly string[] = ['catalogue', 'pull', 'roles'];
