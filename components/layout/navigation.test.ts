import { describe, expect, it } from 'vitest';
import { currentHref, visibleSections, type NavigationSection } from './navigation';

const sections: NavigationSection[] = [
  {
    id: 'learn',
    label: 'Learn',
    items: [
      { href: '/', label: 'Start' },
      { href: '/tutorials', label: 'Tutorials' },
    ],
  },
  { id: 'train', label: 'Train', items: [{ href: '/tutorials/new', label: 'New', role: 'trainer' }] },
  { id: 'admin', label: 'Admin', items: [{ href: '/admin/jobs', label: 'Jobs', role: 'admin' }] },
];

describe('visibleSections', () => {
  it.each([
    [undefined, ['learn']],
    ['learner', ['learn']],
    ['trainer', ['learn', 'train']],
    ['admin', ['learn', 'train', 'admin']],
  ] as const)('%s sees %j', (role, expected) => {
    expect(visibleSections(sections, role).map((section) => section.id)).toEqual(expected);
  });
});

describe('currentHref', () => {
  it.each([
    ['/', '/'],
    ['/tutorials', '/tutorials'],
    ['/tutorials/python-decorators', '/tutorials'],
    ['/tutorials/new', '/tutorials/new'],
    ['/tutorialsish', undefined],
    ['/elsewhere', undefined],
  ])('%s belongs to %s', (path, expected) => {
    expect(currentHref(sections, path)).toBe(expected);
  });
});
