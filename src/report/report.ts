import type { Endpoint } from '../model/endpoint.ts';
import type { Finding, Rule, Severity } from '../model/finding.ts';
import type { InferredLink, Unknown } from '../model/model.ts';
import type { AccountPlace } from '../model/place.ts';
import type { AccessSource } from './access-request.ts';

/** Counts of one audit; suppressed findings are not among the errors, warnings and notes. */
export interface Summary {
  readonly templates: number;
  /** Jinja, cookiecutter and the like: sources of templates, which are not read. */
  readonly skippedTemplates: number;
  readonly endpoints: number;
  readonly openEndpoints: number;
  readonly errors: number;
  readonly warnings: number;
  readonly notes: number;
  readonly suppressed: number;
  readonly unknowns: number;
  /** Of a scan of accounts, which has no templates. */
  readonly scan?: ScanSummary;
}

/** What a scan covered. */
export interface ScanSummary {
  readonly accounts: number;
  /** Accounts times their Regions. */
  readonly regions: number;
  readonly apis: number;
  /** Parts that could not be read. */
  readonly unread: number;
  /** Requests to AWS, retries included. */
  readonly calls: number;
  /** Of reports of shards that are put together: the shards that are not among them, such as "3/4". */
  readonly missingShards?: readonly string[];
}

/** A share of the accounts and Regions, and what it alone does not tell. */
export interface ShardShare {
  /** From 1. */
  readonly index: number;
  readonly count: number;
  readonly unmet: Unmet;
}

/** What a shard has not met: it holds of the whole scan where no other shard has met it either. */
export interface Unmet {
  /** Of entries of the policy that name ARNs. */
  readonly findings: readonly Finding[];
  /** Of APIs of the compared templates. */
  readonly unknowns: readonly Unknown[];
  /** The globs of --include, where no API has a name like one of them. */
  readonly include: readonly string[];
}

/** One Region of an account, as a scan has read it. */
export interface ScannedRegion {
  readonly account: string;
  readonly region: string;
  readonly apis: number;
  /** Requests to AWS, retries included. */
  readonly calls: number;
}

/** A part of an account that could not be read, so that nothing is known of it. */
export interface Unread {
  readonly place: AccountPlace;
  /** Inside a sentence: "the routes of orders". */
  readonly what: string;
  /** The IAM action that reads it, such as `apigateway:GET`. */
  readonly action: string;
  readonly reason: 'denied' | 'throttled' | 'gone' | 'timed-out' | 'failed' | 'interrupted';
  /** AWS's own words, on one line. */
  readonly detail: string;
}

/**
 * All that an audit or a scan found: what every reporter is given, sorted by file, line, column, rule and message. Of an
 * organization that is more than fits into memory, so that the lists are for reading one by one, as often as it takes.
 */
export interface Report {
  /** Includes the suppressed ones, which carry their suppression. */
  readonly findings: Iterable<Finding>;
  readonly endpoints: Iterable<Endpoint>;
  readonly unknowns: Iterable<Unknown>;
  /** Of a scan: what was read, and what could not be. */
  readonly scanned?: readonly ScannedRegion[];
  readonly unread?: readonly Unread[];
  /** Of a scan that reads only a share of the accounts and Regions, and of several that are put together. */
  readonly shards?: readonly ShardShare[];
  /** By the writer's place, then the name, then the reader. */
  readonly inferredLinks: readonly InferredLink[];
  /** What tells who can call what; without it, that is not reported. */
  readonly access?: AccessSource;
  readonly summary: Summary;
  /** The rules that ran, by id, with the severity in force. */
  readonly rules: readonly { readonly rule: Rule; readonly severity: Severity }[];
  /** A source's text by the name that places give it, for code frames and fingerprints. */
  readonly sourceText: (file: string) => string | undefined;
  readonly toolVersion: string;
}

/** What an audit of templates found, which is at hand as a whole. */
export interface AuditReport extends Report {
  readonly findings: readonly Finding[];
  readonly endpoints: readonly Endpoint[];
  readonly unknowns: readonly Unknown[];
}

/** Turns a report into one format's text, piece by piece; pure, so that it is tested with plain equality. */
export type Reporter = (report: Report, options: ReporterOptions) => Iterable<string>;

export interface ReporterOptions {
  /** Whether the reader is a terminal that shows colours. */
  readonly color: boolean;
  /** Leave out what is not a finding: the summary, and what could not be determined. */
  readonly quiet: boolean;
}
