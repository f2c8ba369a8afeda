import type { Outside } from '../model/build.ts';
import type { Endpoint } from '../model/endpoint.ts';
import type { Finding, Problem, Rule, Severity } from '../model/finding.ts';
import type { TextPlace } from '../model/place.ts';
import type { SourceFile } from '../template/source.ts';

export const ruleLevels = ['off', 'note', 'warning', 'error'] as const;

/** What a rule can be set to. */
export type RuleLevel = (typeof ruleLevels)[number];

/** What the team has decided: how bad each rule's findings are, which endpoints are public, what is to be ignored. */
export interface Policy {
  /** The config file, for code frames; absent where there is none. */
  readonly source?: SourceFile;
  /** By rule id. */
  readonly levels: ReadonlyMap<string, RuleLevel>;
  readonly public: readonly PublicEntry[];
  readonly ignore: readonly IgnoreEntry[];
  /** What lies outside of the audited templates. */
  readonly external: Outside;
}

/** What an entry can speak of: what templates declare, what accounts have, or either. */
export type EntryScope = 'templates' | 'accounts' | 'both';

/** Endpoints that are meant to be open. */
export interface PublicEntry {
  readonly scope: EntryScope;
  /** The entry's globs as people read them, such as `GET /health of OrdersApi`. */
  readonly name: string;
  readonly reason: string;
  readonly place: TextPlace;
  readonly covers: (endpoint: Endpoint) => boolean;
}

/** Findings of one rule, at a logical path, an endpoint or an ARN, that are not to be acted on. */
export interface IgnoreEntry {
  readonly scope: EntryScope;
  /** The rule and the globs as people read them, such as `authorizer-undefined at Resources.OrdersApi.**`. */
  readonly name: string;
  readonly ruleId: string;
  readonly reason: string;
  readonly place: TextPlace;
  readonly covers: (finding: Finding) => boolean;
}

/** Severities by rule id, as options of the command line or inputs of the action set them. */
export type CommandLineLevels = Readonly<Record<string, RuleLevel>>;

/** What is declared of what lies outside where nothing is. */
export const nothingOutside: Outside = { ssm: new Map(), exports: new Map(), pools: [], isComplete: false };

/** What holds where there is no config file. */
export const emptyPolicy: Policy = { levels: new Map(), public: [], ignore: [], external: nothingOutside };

/** What a rule was set to, if it was: the command line outranks the config file. */
export function levelSetFor(ruleId: string, policy: Policy, commandLine: CommandLineLevels): RuleLevel | undefined {
  return Object.hasOwn(commandLine, ruleId) ? commandLine[ruleId] : policy.levels.get(ruleId);
}

/**
 * How bad a rule's findings are, 'off' where it is not to run; of one problem, if given, which may be worse or milder
 * than its rule says unless the rule was set explicitly.
 */
export function severityOf(
  rule: Pick<Rule, 'id' | 'severity'>,
  policy: Policy,
  commandLine: CommandLineLevels,
  problem?: Pick<Problem, 'severity'>,
): Severity | 'off' {
  return levelSetFor(rule.id, policy, commandLine) ?? problem?.severity ?? rule.severity;
}
