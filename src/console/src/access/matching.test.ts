import { describe, expect, it } from 'vitest';
import { formOf, matching, suggestions } from './matching';

const targets = [
  { name: 'gpt-5', isGroup: false, enabled: true, tags: ['fast'] },
  { name: 'gpt-5.1', isGroup: false, enabled: true, tags: [] },
  { name: 'claude', isGroup: true, enabled: true, tags: ['fast', 'beta'] },
  { name: 'gpt-old', isGroup: false, enabled: false, tags: ['fast'] },
];

describe('a grant', () => {
  it('is told by its form', () => expect(['gpt-5', 'gpt-*', 'tag:fast'].map(formOf)).toEqual(['exact', 'wildcard', 'tag']));
  it('by name matches that alone', () => expect(matching('gpt-5', targets)).toEqual(['gpt-5']));
  it('by wildcard matches whole names, and a dot is a dot', () => {
    expect(matching('gpt-*', targets)).toEqual(['gpt-5', 'gpt-5.1']);
    expect(matching('*.1', targets)).toEqual(['gpt-5.1']);
    expect(matching('pt-*', targets)).toEqual([]);
  });
  it('by tag matches what carries it, with conditions too', () => expect(matching({ asset: 'tag:fast', environments: ['dev'] }, targets)).toEqual(['gpt-5', 'claude']));
  it('of what is disabled matches nothing', () => expect(matching('gpt-old', targets)).toEqual([]));
});

it('names and tags are suggested', () => expect(suggestions(targets)).toEqual(['gpt-5', 'gpt-5.1', 'claude', 'gpt-old', 'tag:beta', 'tag:fast']));
