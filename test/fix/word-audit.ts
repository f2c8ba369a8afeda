import type { Mended } from '../../src/fix/mend.ts';
import { mendWorkspace } from '../../src/fix/mend.ts';
import type { EditableFile } from '../../src/fix/replacement.ts';
import type { Finding } from '../../src/model/finding.ts';
import { placeText, type TextEdit } from '../../src/model/place.ts';
import type { AuditReport, Summary } from '../../src/report/report.ts';
import { compareFindings } from '../../src/run-rules.ts';
import type { Overlay } from '../../src/template/files.ts';
import { positionAt, sourceFile } from '../../src/template/source.ts';

/** A word that is a fault, and what an audit of it is to say. */
export interface Fault {
  /** What stands in the word's place once it is fixed; without it, there is no fix. */
  readonly put?: string;
  /** More edits: a word elsewhere in the files, and what is to stand in its place. */
  readonly also?: Readonly<Record<string, string>>;
  readonly isSuppressed?: true;
}

/** What an audit that looks for words instead of running rules leads to, and what that was asked for. */
export interface WordsMended {
  /** The texts that files are to hold instead, by name. */
  readonly changes: Readonly<Record<string, string>>;
  /** The faults that remain, as `file:line:column word`. */
  readonly remaining: readonly string[];
  readonly refusals: readonly string[];
  /** The texts of each audit, that of the files as they are included. */
  readonly audits: readonly Readonly<Record<string, string>>[];
}

/** Mends files in which every one of some words is a finding. */
export async function mendWords(
  files: Readonly<Record<string, string>>,
  faults: Readonly<Record<string, Fault>>,
  closed: Readonly<Record<string, string>> = {},
): Promise<WordsMended> {
  const audits: Record<string, string>[] = [];
  const audit = (overlay: Overlay): Promise<AuditReport> => {
    const texts = Object.fromEntries(
      Object.entries(files).map(([name, text]) => [name, overlay.get(`/shop/${name}`) ?? text]),
    );
    audits.push(texts);
    return Promise.resolve(wordReport(texts, faults));
  };
  const open = (name: string): EditableFile | string =>
    closed[name] ?? { name, path: `/shop/${name}`, text: files[name] ?? '' };
  return described(await mendWorkspace(await audit(new Map()), { audit, open }), audits);
}

function described({ report, changes, refusals }: Mended, audits: WordsMended['audits']): WordsMended {
  return {
    changes: Object.fromEntries(changes.map(({ file, text }) => [file.name, text])),
    remaining: report.findings.map(sentenceOf),
    refusals: refusals.map(({ finding, reason }) => `${sentenceOf(finding)}: ${reason}`),
    audits,
  };
}

function sentenceOf({ place, message }: Finding): string {
  return `${placeText(place)} ${message}`;
}

function wordReport(texts: Readonly<Record<string, string>>, faults: Readonly<Record<string, Fault>>): AuditReport {
  const findings = Object.keys(texts).flatMap(file =>
    Object.entries(faults).flatMap(([word, fault]) =>
      editsOf(texts, word, '').flatMap(edit => (edit.file === file ? [findingOf(texts, word, fault, edit)] : [])),
    ),
  );
  const opened =
    Object.values(texts)
      .join('\n')
      .match(/\bOPEN\b/g)?.length ?? 0;
  return {
    findings: findings.toSorted(compareFindings),
    endpoints: [],
    unknowns: [],
    inferredLinks: [],
    summary: { ...noCounts, errors: findings.filter(each => !each.suppression).length, openEndpoints: opened },
    rules: [],
    sourceText: file => texts[file],
    toolVersion: '0.0.0',
  };
}

const noCounts: Summary = {
  templates: 1,
  skippedTemplates: 0,
  endpoints: 0,
  openEndpoints: 0,
  errors: 0,
  warnings: 0,
  notes: 0,
  suppressed: 0,
  unknowns: 0,
};

function findingOf(texts: Readonly<Record<string, string>>, word: string, fault: Fault, edit: TextEdit): Finding {
  const { text: _, ...span } = edit;
  const place = { ...span, path: word };
  const more = Object.entries(fault.also ?? {}).flatMap(([other, put]) => editsOf(texts, other, put));
  return {
    ruleId: 'word',
    severity: 'error',
    message: word,
    place,
    ...(fault.put !== undefined && {
      fix: { description: `Say ${fault.put}.`, edits: [{ ...edit, text: fault.put }, ...more] },
    }),
    ...(fault.isSuppressed && { suppression: { kind: 'ignore', reason: 'It is meant.', place } }),
  };
}

/** The edits that put a text in the place of a word, wherever it stands. */
function editsOf(texts: Readonly<Record<string, string>>, word: string, text: string): TextEdit[] {
  return Object.entries(texts).flatMap(([file, content]) => {
    const source = sourceFile(file, content);
    return [...source.text.matchAll(new RegExp(`\\b${word}\\b`, 'g'))].map(({ index }) => {
      const to = positionAt(source, index + word.length);
      return { file, ...positionAt(source, index), endLine: to.line, endColumn: to.column, text };
    });
  });
}
