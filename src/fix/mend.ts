import type { Finding } from '../model/finding.ts';
import type { AuditReport } from '../report/report.ts';
import type { Overlay } from '../template/files.ts';
import { chooseMends, isSound, type Mend } from './mends.ts';
import { type EditableFile, replacementOf, withReplacements } from './replacement.ts';
import { newFindings, reportFault } from './report-fault.ts';
import { textFault } from './text-fault.ts';

/** What mending needs of the world. */
export interface Workshop {
  /** The report of the workspace as it would be with these texts. */
  readonly audit: (overlay: Overlay) => Promise<AuditReport>;
  /** The file of a name, or why it may not be changed, as a sentence. */
  readonly open: (name: string) => EditableFile | string;
}

/** A finding whose fix is not made, and why, as a sentence. */
export interface Refusal {
  readonly finding: Finding;
  readonly reason: string;
}

/** What mending leads to. Nothing is written yet. */
export interface Mended {
  /** Of the workspace with all changes. */
  readonly report: AuditReport;
  readonly changes: readonly Change[];
  readonly refusals: readonly Refusal[];
}

/** A file, and what it is to hold instead. */
export interface Change {
  readonly file: EditableFile;
  readonly text: string;
}

interface State {
  readonly report: AuditReport;
  readonly texts: Overlay;
}

/** How often a fix may give rise to findings that are fixed at once, until it must leave nothing new. */
const followUps = 3;

/**
 * Makes the fixes of findings, in rounds, until there is none left to make. What a round leads to is audited: fixes that
 * leave a finding which was not there, or do not take theirs away, are not made. So each round leaves fewer findings.
 */
export async function mendWorkspace(initial: AuditReport, workshop: Workshop): Promise<Mended> {
  const files = new Map<string, EditableFile>();
  const open = (name: string): EditableFile | string => {
    const file = workshop.open(name);
    if (typeof file === 'string') return file;
    const first = files.get(file.path) ?? file;
    files.set(file.path, first);
    return first;
  };
  const bench = { ...workshop, open };
  let state: State = { report: initial, texts: new Map() };
  const refused: Refused = new Map();
  for (;;) {
    const chosen = chooseMends(proposals(state, state.report.findings, bench, refused));
    if (chosen.length > 0) state = await makeAll(state, chosen, bench, refused);
    // What was refused before other fixes were made may be right after them.
    else if (!forgetOlder(refused, state)) break;
  }
  return {
    report: state.report,
    changes: [...files.values()].flatMap(file => {
      const text = state.texts.get(file.path) ?? file.text;
      return text === file.text ? [] : [{ file, text }];
    }),
    refusals: [...refused.values()].map(({ finding, reason }) => ({ finding, reason })),
  };
}

/** The refusals so far, by finding, each with the state that it was refused in. */
type Refused = Map<string, Refusal & { readonly state: State }>;

function refuse(refused: Refused, { findings }: Pick<Mend, 'findings'>, reason: string, state: State): void {
  for (const finding of findings) refused.set(keyOf(finding), { finding, reason, state });
}

function keyOf({ ruleId, message, place, fix }: Finding): string {
  return JSON.stringify([ruleId, message, place, fix]);
}

/** Whether there were refusals in an earlier state, which are no longer among them. */
function forgetOlder(refused: Refused, state: State): boolean {
  const older = [...refused].filter(([, refusal]) => refusal.state !== state);
  for (const [key] of older) refused.delete(key);
  return older.length > 0;
}

/** The fixes of findings that are not suppressed; one that cannot be made is refused. */
function proposals(state: State, findings: readonly Finding[], { open }: Workshop, refused: Refused): readonly Mend[] {
  return findings.flatMap(finding => {
    const { fix, suppression } = finding;
    if (!fix || fix.edits.length === 0 || suppression || refused.has(keyOf(finding))) return [];
    const files = fix.edits.map(edit => ({ edit, file: open(edit.file) }));
    const replacements = files.flatMap(({ edit, file }) =>
      typeof file === 'string' ? [] : [replacementOf(edit, file, state.texts.get(file.path) ?? file.text)],
    );
    const mend = { findings: [finding], replacements };
    const closed = files.map(({ file }) => file).find(file => typeof file === 'string');
    const wrong =
      closed ?? (isSound(mend) ? faultOfTexts(state.texts, made(state, [mend]), [mend]) : 'Its edits overlap.');
    if (wrong === undefined) return [mend];
    refuse(refused, mend, wrong, state);
    return [];
  });
}

/** Makes as many fixes as can be made: all, or else those of each half. */
async function makeAll(base: State, mends: readonly Mend[], bench: Workshop, refused: Refused): Promise<State> {
  let state = base;
  let done: readonly Mend[] = [];
  const batches = [mends];
  for (let batch = batches.pop(); batch; batch = batches.pop()) {
    const result = await make(base, [...done, ...batch], bench);
    if (typeof result !== 'string') {
      state = result;
      done = [...done, ...batch];
    } else if (batch.length > 1) {
      const half = Math.ceil(batch.length / 2);
      batches.push(batch.slice(half), batch.slice(0, half));
    } else {
      for (const mend of batch) refuse(refused, mend, result, base);
    }
  }
  return state;
}

/** What some fixes lead to, with those of the findings that they give rise to; or what is wrong with that. */
async function make(base: State, mends: readonly Mend[], bench: Workshop): Promise<State | string> {
  let current = base;
  let next = mends;
  for (let step = 0; ; step += 1) {
    const texts = made(current, next);
    const wrong = faultOfTexts(base.texts, texts, next);
    if (wrong !== undefined) return wrong;
    current = { report: await bench.audit(texts), texts };
    const fault = reportFault(base.report, current.report, mends);
    if (fault === undefined) return current;
    const arisen = newFindings(base.report, current.report);
    next = chooseMends(proposals(current, arisen, bench, new Map()));
    const answered = new Set(next.flatMap(mend => mend.findings));
    if (step === followUps || !arisen.some(finding => answered.has(finding))) return fault;
  }
}

function made(state: State, mends: readonly Mend[]): Overlay {
  return withReplacements(
    state.texts,
    mends.flatMap(mend => mend.replacements),
  );
}

function faultOfTexts(before: Overlay, after: Overlay, mends: readonly Mend[]): string | undefined {
  const files = new Set(mends.flatMap(mend => mend.replacements.map(({ file }) => file)));
  for (const file of files) {
    const text = before.get(file.path) ?? file.text;
    const fault = textFault(file.name, text, after.get(file.path) ?? text);
    if (fault !== undefined) return fault;
  }
  return undefined;
}
