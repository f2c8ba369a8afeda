import type { Reporter } from './report.ts';

/** What `--format` takes. */
export type Format = 'text' | 'json' | 'github' | 'sarif' | 'markdown';

/** All of them, the default first. */
export const formats: readonly Format[] = ['text', 'json', 'github', 'sarif', 'markdown'];

/** Loads a format's reporter; only the one that is asked for, since a run's start-up time counts. */
export const reporters: Readonly<Record<Format, () => Promise<Reporter>>> = {
  text: async () => (await import('./text.ts')).text,
  json: async () => (await import('./json.ts')).json,
  github: async () => (await import('./github.ts')).github,
  sarif: async () => (await import('./sarif.ts')).sarif,
  markdown: async () => (await import('./markdown.ts')).markdown,
};
