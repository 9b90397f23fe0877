/** The ways a tutorial can be told; each has its file content/templates/<id>.yaml. */
export const templateIds = ['walkthrough', 'deep-dive', 'project', 'troubleshooting', 'cheat-sheet'] as const;
export type TemplateId = (typeof templateIds)[number];
