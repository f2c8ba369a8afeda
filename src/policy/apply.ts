import { policyUnused } from '../../rules/policy-unused/rule.ts';
import { type Endpoint, endpointName } from '../model/endpoint.ts';
import type { Finding, Problem, Suppression } from '../model/finding.ts';
import { isTextPlace } from '../model/place.ts';
import { appendTo } from '../template/append.ts';
import { type IgnoreComment, type ParsedSource, readComments } from './comments.ts';
import {
  type CommandLineLevels,
  type IgnoreEntry,
  levelSetFor,
  type Policy,
  type PublicEntry,
  severityOf,
} from './policy.ts';

/** The rules whose findings a `public` entry answers: they say that an endpoint is open, and it is meant to be. */
export const publicRules: readonly string[] = [
  'endpoint-without-authorizer',
  'endpoint-opts-out',
  'function-url-open',
  'graphql-api-key-only',
  'websocket-connect-open',
];

/** What the rules found, and what the team said about it. */
export interface PolicyInput {
  readonly findings: readonly Finding[];
  readonly endpoints: readonly Endpoint[];
  readonly policy: Policy;
  readonly commandLine: CommandLineLevels;
  /** The templates and the files that they name, each once, whose comments may ignore findings. */
  readonly sources: Iterable<ParsedSource>;
  /** All rules' ids, `policy-unused` included. */
  readonly ruleIds: readonly string[];
}

/**
 * Marks the findings that a comment, an `ignore` entry or a `public` entry answers, and adds a `policy-unused` finding
 * for each entry and comment that answers nothing.
 */
export function applyPolicy(input: PolicyInput): readonly Finding[] {
  const { policy } = input;
  const comments = Array.from(input.sources, source => readComments(source, input.ruleIds));
  const ignores = comments.flatMap(each => each.ignores);
  const used = new Set<object>();
  const findings = withSuppressions(input.findings, policy, used, ignores);
  const isOff = (ruleId: string) => levelSetFor(ruleId, policy, input.commandLine) === 'off';
  const problems = [
    ...comments.flatMap(each => each.faults),
    ...ignores.flatMap(comment => unusedComment(comment, used, isOff)),
    ...policy.ignore
      .filter(entry => entry.scope !== 'accounts' && !used.has(entry) && !isOff(entry.ruleId))
      .map(unusedIgnore),
    ...policy.public
      .filter(entry => entry.scope !== 'accounts' && !used.has(entry))
      .flatMap(entry => unusedPublic(entry, input.endpoints)),
  ];
  return [...findings, ...policyFindings(problems, policy, input.commandLine)];
}

/**
 * The entries that name ARNs and answer nothing, once a scan has seen all that there is. Entries that name endpoints may
 * be there for the templates alone.
 *
 * @param used What has answered something, as `withSuppressions` has noted it.
 */
export function unusedArns(policy: Policy, used: ReadonlySet<object>, commandLine: CommandLineLevels): Finding[] {
  const isUnused = (entry: IgnoreEntry | PublicEntry) => entry.scope === 'accounts' && !used.has(entry);
  const isOff = (ruleId: string) => levelSetFor(ruleId, policy, commandLine) === 'off';
  const problems = [
    ...policy.ignore.filter(entry => isUnused(entry) && !isOff(entry.ruleId)).map(unusedIgnore),
    ...policy.public.filter(isUnused).map(({ name, place }) => ({
      message: `The public entry for ${name} matches no open endpoint.`,
      place,
    })),
  ];
  return policyFindings(problems, policy, commandLine);
}

function policyFindings(problems: readonly Problem[], policy: Policy, commandLine: CommandLineLevels): Finding[] {
  const severity = severityOf(policyUnused, policy, commandLine);
  return severity === 'off' ? [] : problems.map(problem => ({ ...problem, ruleId: policyUnused.id, severity }));
}

/** Marks the findings that an entry or a comment answers, and adds all that does so to `used`. */
export function withSuppressions(
  findings: readonly Finding[],
  policy: Policy,
  used: Set<object>,
  comments: readonly IgnoreComment[] = [],
): readonly Finding[] {
  const suppress = suppressor(policy, comments, used);
  return findings.map(finding => {
    const suppression = suppress(finding);
    return suppression ? { ...finding, suppression } : finding;
  });
}

/** Finds what answers a finding, a comment first, and remembers all that does as used. */
function suppressor(policy: Policy, comments: readonly IgnoreComment[], used: Set<object>) {
  const commentsAt = commentsByLine(comments);
  return (finding: Finding): Suppression | undefined => {
    const { endpoint, place, ruleId } = finding;
    const answers: Suppression[] = [];
    for (const { comment, rule } of commentsAt.get(isTextPlace(place) ? lineKey(place.file, place.line, ruleId) : '') ??
      []) {
      used.add(rule);
      answers.push({ kind: 'comment', reason: comment.reason, place: comment.place });
    }
    for (const entry of policy.ignore.filter(each => each.covers(finding))) {
      used.add(entry);
      answers.push({ kind: 'ignore', reason: entry.reason, place: entry.place });
    }
    if (!endpoint || !publicRules.includes(ruleId)) return answers[0];
    for (const entry of policy.public.filter(each => each.covers(endpoint))) {
      used.add(entry);
      answers.push({ kind: 'public', reason: entry.reason, place: entry.place });
    }
    return answers[0];
  };
}

interface RuleOfComment {
  readonly comment: IgnoreComment;
  readonly rule: IgnoreComment['rules'][number];
}

function commentsByLine(comments: readonly IgnoreComment[]): ReadonlyMap<string, readonly RuleOfComment[]> {
  const found = new Map<string, RuleOfComment[]>();
  for (const comment of comments) {
    for (const line of comment.lines) {
      for (const rule of comment.rules) {
        appendTo(found, lineKey(comment.place.file, line, rule.id), { comment, rule });
      }
    }
  }
  return found;
}

function lineKey(file: string, line: number, ruleId: string): string {
  return `${file}:${line}:${ruleId}`;
}

function unusedComment(comment: IgnoreComment, used: Set<object>, isOff: (ruleId: string) => boolean): Problem[] {
  const unused = comment.rules.filter(rule => !used.has(rule) && !isOff(rule.id));
  const where = `line${comment.lines.length > 1 ? 's' : ''} ${comment.lines.join(' and ')}`;
  return unused.map(rule => ({
    message: `The comment ignores ${rule.id}, of which there is no finding on ${where}.`,
    place: comment.rules.length > 1 ? rule.place : comment.place,
  }));
}

function unusedIgnore(entry: IgnoreEntry): Problem {
  return { message: `The ignore entry for ${entry.name} matches no finding.`, place: entry.place };
}

/** An entry is in use, whatever rules run, as long as an endpoint that it covers is open, or may be. */
function unusedPublic({ name, place, covers }: PublicEntry, endpoints: readonly Endpoint[]): Problem[] {
  const covered = endpoints.filter(covers);
  if (covered.some(mayBePublic)) return [];
  const [first] = covered;
  if (!first) return [{ message: `The public entry for ${name} matches no endpoint.`, place }];
  const names = new Set(covered.map(endpointName));
  const others = names.size > 2 ? `${names.size - 1} other endpoints` : [...names][1];
  const guarded = others === undefined ? `${endpointName(first)} is` : `${endpointName(first)} and ${others} are`;
  return [
    {
      message: `${guarded} not open, so the public entry for ${name} is not needed.`,
      place,
      related: [{ place: first.place, message: first.because }],
    },
  ];
}

/** Whether a client needs no credentials of its own, or that cannot be said. An AppSync key is known to every client. */
function mayBePublic({ auth }: Endpoint): boolean {
  const types = auth.map(authorizer => authorizer.type);
  return types.includes('UNKNOWN') || types.every(type => type === 'UNDEFINED' || type === 'API_KEY');
}
