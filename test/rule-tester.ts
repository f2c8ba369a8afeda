import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from '@jest/globals';
import { rules } from '../rules/index.ts';
import { audit } from '../src/audit.ts';
import type { Finding } from '../src/model/finding.ts';
import type { Fix, Place, TextEdit } from '../src/model/place.ts';
import type { AuditReport } from '../src/report/report.ts';
import { textPlace } from './text-place.ts';

/**
 * A finding as `LINE:COLUMN` of its place, the text that is underlined there, and its message:
 * "12:9 `Place` POST /orders accepts any caller: …". A file comes first where the case is a folder, `(note)` or another
 * severity before the message where it is not the rule's own.
 */
type ExpectedFinding = string | FindingWithMore;

interface FindingWithMore {
  readonly finding: string;
  /** Written like findings. */
  readonly related?: readonly string[];
  /** What the fix does, in its own words. */
  readonly fix?: string;
  /** The lines that the fix takes out (`-`) and puts in (`+`). */
  readonly diff?: readonly string[];
}

interface Outcome {
  /** This rule's findings, all of them. */
  readonly findings: readonly ExpectedFinding[];
  /** What could not be determined, whatever the rule; written like findings. */
  readonly unknowns?: readonly string[];
  /** The rules beside this one that find something, in the order of the places; left out, they do not matter. */
  readonly others?: readonly string[];
  /** Values that the caller gives to template parameters. */
  readonly parameters?: Readonly<Record<string, string>>;
}

/** A list of findings stands for an audit that leaves nothing undetermined. */
type Expectation = readonly ExpectedFinding[] | Outcome;

const notCases = new Set(['rule.ts', 'rule.test.ts', 'README.md']);

/**
 * Audits each case of a rule's folder, a template or a folder of several, with all rules, and compares the whole list of
 * this rule's findings and of what is not determined; in a good case no other rule may find anything either. Each fix is
 * applied and has to leave the template better. Cases and expectations must be the same set, with a bad, a good and an
 * unknown one among them, and no case a copy of another.
 */
export function ruleCases(testUrl: string, expectations: Readonly<Record<string, Expectation>>): void {
  const folder = fileURLToPath(new URL('.', testUrl));
  const ruleId = basename(folder);
  describe(ruleId, () => {
    test('has a bad, a good and an unknown case, and an expectation for each', () => {
      expect(caseFaults(folder, Object.keys(expectations))).toEqual([]);
    });
    test.each(Object.entries(expectations))('%s', async (name, expectation) => {
      const expected: Outcome = 'findings' in expectation ? expectation : { findings: expectation };
      const report = await auditCase(folder, name, expected.parameters);
      const found = report.findings.filter(finding => finding.ruleId === ruleId);
      const others = report.findings.filter(finding => finding.ruleId !== ruleId && !finding.suppression);
      const expectedOthers = expected.others ?? (isKind(name, 'good') ? [] : undefined);
      expect({
        findings: found.map(finding => describeFinding(finding, report, name)),
        unknowns: report.unknowns.map(({ place, message }) => describePlace(place, message, report, name)),
        others: expectedOthers && others.map(finding => finding.ruleId),
      }).toEqual({
        findings: expected.findings,
        unknowns: expected.unknowns ?? [],
        others: expectedOthers,
      });
      for (const finding of found) await expectMended(folder, name, finding, report, expected.parameters);
    });
  });
}

/** What is wrong with a folder's cases, each in a sentence. */
export function caseFaults(folder: string, expected: readonly string[]): string[] {
  const cases = readdirSync(folder).filter(name => !notCases.has(name));
  const texts = new Map<string, string>();
  const faults: string[] = [];
  for (const name of cases) {
    if (!expected.includes(name)) faults.push(`${name} has no expectation.`);
    if (statSync(join(folder, name)).isDirectory()) continue;
    const text = readFileSync(join(folder, name), 'utf8');
    const twin = texts.get(text);
    if (twin !== undefined) faults.push(`${name} is a copy of ${twin}.`);
    texts.set(text, name);
  }
  for (const name of expected) if (!cases.includes(name)) faults.push(`There is no case ${name}.`);
  for (const kind of ['bad', 'good', 'unknown']) {
    if (!cases.some(name => isKind(name, kind))) faults.push(`There is no ${kind} case.`);
  }
  return faults;
}

function isKind(name: string, kind: string): boolean {
  return name === kind || name.startsWith(`${kind}.`);
}

async function auditCase(folder: string, name: string, parameters: Outcome['parameters'] = {}): Promise<AuditReport> {
  const isFolder = statSync(join(folder, name)).isDirectory();
  return audit({
    workingFolder: isFolder ? join(folder, name) : folder,
    paths: [isFolder ? '.' : name],
    readStandardInput: () => Promise.reject(new Error('A case is read from files.')),
    ruleSeverities: {},
    parameters,
  });
}

function describeFinding(finding: Finding, report: AuditReport, name: string): ExpectedFinding {
  const { place, message, fix, related = [], severity } = finding;
  const isOwn = severity === rules.find(rule => rule.id === finding.ruleId)?.severity;
  const text = describePlace(place, isOwn ? message : `(${severity}) ${message}`, report, name);
  if (!fix && related.length === 0) return text;
  return {
    finding: text,
    ...(related.length > 0 && {
      related: related.map(each => describePlace(each.place, each.message, report, name)),
    }),
    ...(fix && { fix: fix.description, diff: [...mendedTexts(fix, report)].flatMap(changedLines) }),
  };
}

function describePlace(place: Place, message: string, report: AuditReport, name: string): string {
  const { file, line, column, endLine, endColumn } = textPlace(place);
  const lines = textOf(file, report)
    .split('\n')
    .slice(line - 1, endLine);
  const marked = [...lines.slice(0, -1), lines.at(-1)?.slice(0, endColumn - 1)].join('\n').slice(column - 1);
  return `${file === name ? '' : `${file}:`}${line}:${column} ${marked === '' ? '' : `\`${marked}\` `}${message}`;
}

function textOf(file: string, report: AuditReport): string {
  const text = report.sourceText(file);
  if (text === undefined) throw new Error(`The report has no text of ${file}.`);
  return text;
}

/** The files that a fix changes: each with its text before and after. */
function* mendedTexts(fix: Fix, report: AuditReport): Generator<{ file: string; before: string; after: string }> {
  for (const file of new Set(fix.edits.map(edit => edit.file))) {
    const before = textOf(file, report);
    const edits = fix.edits.filter(edit => edit.file === file);
    yield { file, before, after: applyEdits(before, edits) };
  }
}

/** Makes edits of one text, whose places do not overlap. */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  const lines = text.split('\n');
  const offsetOf = (line: number, column: number) =>
    lines.slice(0, line - 1).reduce((offset, each) => offset + each.length + 1, column - 1);
  const spans = edits.map(edit => ({
    start: offsetOf(edit.line, edit.column),
    end: offsetOf(edit.endLine, edit.endColumn),
    text: edit.text,
  }));
  return spans
    .toSorted((a, b) => b.start - a.start)
    .reduce((mended, span) => mended.slice(0, span.start) + span.text + mended.slice(span.end), text);
}

/** The lines in which two texts differ, without those that both begin and end with. */
export function changedLines({ before, after }: { readonly before: string; readonly after: string }): string[] {
  const [old, mended] = [before.split('\n'), after.split('\n')];
  while (old.length > 0 && mended.length > 0 && old[0] === mended[0]) [old, mended].map(lines => lines.shift());
  while (old.length > 0 && mended.length > 0 && old.at(-1) === mended.at(-1)) [old, mended].map(lines => lines.pop());
  return [...old.map(line => `-${line}`), ...mended.map(line => `+${line}`)];
}

/** A fix must take its finding away, and add none of any rule. */
async function expectMended(
  folder: string,
  name: string,
  finding: Finding,
  report: AuditReport,
  parameters: Outcome['parameters'],
): Promise<void> {
  const { fix } = finding;
  if (!fix) return;
  const copy = mkdtempSync(join(tmpdir(), 'cfn-auth-audit-'));
  try {
    cpSync(join(folder, name), join(copy, name), { recursive: true });
    const isFolder = statSync(join(copy, name)).isDirectory();
    const root = isFolder ? join(copy, name) : copy;
    for (const { file, after } of mendedTexts(fix, report)) writeFileSync(join(root, file), after);
    const mended = await auditCase(copy, name, parameters);
    const sayings = (findings: readonly Finding[]) => findings.map(each => `${each.ruleId}: ${each.message}`);
    const allowed = sayings(report.findings.filter(each => each !== finding));
    const surplus = sayings(mended.findings).filter(saying => {
      const at = allowed.indexOf(saying);
      if (at >= 0) allowed.splice(at, 1);
      return at < 0;
    });
    expect({ fix: fix.description, leaves: surplus }).toEqual({ fix: fix.description, leaves: [] });
  } finally {
    rmSync(copy, { recursive: true });
  }
}
