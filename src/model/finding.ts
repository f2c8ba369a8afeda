import type { Endpoint } from './endpoint.ts';
import type { AuthModel } from './model.ts';
import type { Fix, Place, RelatedPlace, TextPlace } from './place.ts';

/** SARIF's words for how bad a finding is. */
export type Severity = 'error' | 'warning' | 'note';

/** What a rule says of one place. */
export interface Problem {
  /** One sentence in the present tense about the user's own thing; ends with a full stop. */
  readonly message: string;
  readonly place: Place;
  readonly related?: readonly RelatedPlace[];
  readonly fix?: Fix;
  /** How to mend this very problem, where the rule's own advice covers more cases than it needs. */
  readonly remedy?: string;
  /** The endpoint that the problem is about, so that a policy can name it. */
  readonly endpoint?: Endpoint;
  /** Where this problem is worse or milder than the rule's own severity says. */
  readonly severity?: Severity;
}

/** A requirement on a stack, and the check for it. */
export interface Rule {
  /** Names the fault, kebab-case; the name of the rule's folder. */
  readonly id: string;
  /** The requirement, as a sentence without a full stop. */
  readonly title: string;
  readonly severity: Severity;
  /** What goes wrong when the requirement is not met. */
  readonly why: string;
  /** How to mend it. */
  readonly fix: string;
  /** How to mend it in an account, where `fix` is about templates. */
  readonly fixInAccount?: string;
  /** What the rule leaves alone, and what it counts as unknown. */
  readonly exceptions?: string;
  readonly references: readonly string[];
  check(model: AuthModel): Iterable<Problem>;
}

/** Why a finding is not to be acted on: the policy's or the comment's own words. */
export interface Suppression {
  readonly kind: 'comment' | 'ignore' | 'public';
  readonly reason: string;
  readonly place: TextPlace;
}

/** A problem with its rule and severity: what reporters print. */
export interface Finding extends Problem {
  readonly ruleId: string;
  readonly severity: Severity;
  readonly suppression?: Suppression;
}
