import pLimit from 'p-limit';
import { UserError } from '../user-error.ts';
import { type OpeningOptions, type Patience, usualPatience } from './clients.ts';
import type { UnreadPart } from './declared.ts';
import { failureOf } from './failure.ts';
import { interruptedEarly, organizationAccounts } from './organization.ts';
import { enabledRegions } from './regions.ts';
import { assumeRole, defaultRegion, openSession, type Session, type Target } from './session.ts';
import { defaultRegions, inShard, type Shard } from './shard.ts';
import { type Clock, createThrottle } from './throttle.ts';

/** Which accounts and Regions to read. */
export interface TargetOptions {
  /** Region names; without any, the one that the AWS CLI would take. */
  readonly regions: readonly string[];
  /** All Regions that are enabled for each account, instead. */
  readonly allRegions: boolean;
  readonly profile?: string;
  /** A role of each account to read; without any, the caller's own account is read. */
  readonly roleArns: readonly string[];
  /** Read all accounts of the organization, each by its role of this name. */
  readonly organizationRole?: string;
  readonly shard?: Shard;
  readonly patience?: Patience;
  readonly clock?: Clock;
  /** Once aborted, accounts that have not been opened are unread. */
  readonly signal?: AbortSignal;
}

export interface Targets {
  /** Sorted by account and Region. */
  readonly targets: readonly Target[];
  /** Accounts for which there are no credentials, or of which the Regions are not known. */
  readonly unread: readonly UnreadPart[];
}

/** An account that is to be read, before anybody has looked whether that is allowed. */
interface Candidate {
  readonly account: string;
  readonly arn: string;
  readonly open: () => Promise<Session>;
}

/**
 * Finds what to read, and credentials for it. A shard assumes the roles of its own accounts only, unless it takes each
 * account's answer to tell the Regions.
 *
 * @throws UserError where the caller has no credentials, no Region is said, or a Region's name, a role's ARN or the
 * endpoint's URL is none.
 */
export async function findTargets(options: TargetOptions): Promise<Targets> {
  // Which Node.js later versions of the SDK need is no matter of who runs this one.
  process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= 'true';
  const regions =
    options.regions.length > 0 || options.allRegions ? options.regions : [await defaultRegion(options.profile)];
  for (const region of regions) requireRegionName(region);
  requireEndpointUrl(process.env.AWS_ENDPOINT_URL);
  const opening: OpeningOptions = {
    region: regions[0] ?? 'us-east-1',
    patience: options.patience ?? usualPatience,
    ...(options.signal && { signal: options.signal }),
  };
  const caller = await openCaller(options.profile, opening);
  const candidates = await findCandidates(caller, options, opening);
  const own = options.allRegions
    ? undefined
    : inShard(
        candidates.map(({ account }) => ({ account, regions })),
        options.shard,
        new Set(regions).size,
      );
  const wanted = new Set((own ?? candidates).map(({ account }) => account));
  const limit = pLimit(8);
  const opened = await Promise.all(
    candidates
      .filter(({ account }) => wanted.has(account))
      .map(candidate => limit(() => openCandidate(candidate, options.allRegions, opening))),
  );
  const accounts = opened.flatMap(({ account }) => account ?? []);
  const enabledIn = new Map(accounts.map(({ session, enabled }) => [session.account, enabled]));
  const pairs =
    own ??
    inShard(
      candidates.map(({ account }) => ({ account, regions: enabledIn.get(account) ?? [] })),
      options.shard,
      defaultRegions,
    );
  const sessions = new Map(
    accounts.map(({ session }) => [session.account, { ...session, throttle: createThrottle(options.clock) }]),
  );
  return {
    targets: pairs.flatMap(({ account, region }) => {
      const session = sessions.get(account);
      return session ? [{ ...session, region }] : [];
    }),
    unread: opened.flatMap(({ unread }) => unread ?? []),
  };
}

/** A name that is none would end up in host names, where the SDK throws what looks like a mistake of this program. */
function requireRegionName(region: string): void {
  if (/^[a-z]{2,4}(?:-[a-z]+)+-\d{1,2}$/.test(region)) return;
  throw new UserError(`"${region}" is no name of a Region.`, 'Write it as eu-west-1.');
}

/** The SDK takes it without a look, and fails at the first call; `localhost:5000` is a URL, but none of HTTP. */
function requireEndpointUrl(url: string | undefined): void {
  if (!url || (URL.canParse(url) && /^https?:$/.test(new URL(url).protocol))) return;
  throw new UserError(
    `AWS_ENDPOINT_URL is no address of HTTP: "${url}".`,
    'Write it as http://127.0.0.1:5000, or unset it.',
  );
}

async function openCaller(profile: string | undefined, opening: OpeningOptions): Promise<Session> {
  try {
    return await openSession(profile, opening);
  } catch (error) {
    if (error instanceof UserError) throw error;
    if (opening.signal?.aborted) throw interruptedEarly();
    const { detail } = failureOf(error);
    const hint = 'Check them with: aws sts get-caller-identity. Credentials are found as the AWS CLI finds them.';
    throw new UserError(`There are no AWS credentials that work: ${detail}`, hint);
  }
}

async function findCandidates(
  caller: Session,
  { roleArns, organizationRole }: TargetOptions,
  opening: OpeningOptions,
): Promise<readonly Candidate[]> {
  const own = (): Candidate => ({
    account: caller.account,
    arn: `arn:${caller.partition}:iam::${caller.account}:root`,
    open: () => Promise.resolve(caller),
  });
  const byRole = (arn: string): Candidate => ({
    account: accountOf(arn),
    arn,
    open: () => assumeRole(caller, arn, opening),
  });
  const named = roleArns.map(byRole);
  requireOneRoleEach(named);
  const members = organizationRole === undefined ? [] : await organizationAccounts(caller, opening);
  const ofOrganization = members.map(account =>
    account === caller.account ? own() : byRole(`arn:${caller.partition}:iam::${account}:role/${organizationRole}`),
  );
  const all = [...named, ...ofOrganization];
  // A role that is named outranks the organization's for its account.
  const distinct = new Map(all.toReversed().map(candidate => [candidate.account, candidate]));
  return distinct.size > 0 ? [...distinct.values()].toReversed() : [own()];
}

/** An account is read once: of two roles, one would be left out. */
function requireOneRoleEach(candidates: readonly Candidate[]): void {
  for (const { account, arn } of candidates) {
    const other = candidates.find(candidate => candidate.account === account && candidate.arn !== arn);
    if (!other) continue;
    throw new UserError(`${arn} and ${other.arn} are roles of one account, ${account}.`, 'Name only one of them.');
  }
}

function accountOf(roleArn: string): string {
  const account = /^arn:[a-z-]+:iam::(\d{12}):role\/[\w+=,.@/-]+$/.exec(roleArn)?.[1];
  if (account !== undefined) return account;
  throw new UserError(`${roleArn} is no ARN of a role.`, 'Write it as arn:aws:iam::123456789012:role/NAME.');
}

interface Opened {
  readonly account?: { readonly session: Session; readonly enabled: readonly string[] };
  readonly unread?: UnreadPart;
}

async function openCandidate(
  { account, arn, open }: Candidate,
  listsRegions: boolean,
  opening: OpeningOptions,
): Promise<Opened> {
  let session: Session;
  try {
    session = await open();
  } catch (error) {
    return {
      unread: { arn, what: `the account ${account}`, action: 'sts:AssumeRole', ...failureOf(error, opening.signal) },
    };
  }
  if (!listsRegions) return { account: { session, enabled: [] } };
  try {
    return { account: { session, enabled: await enabledRegions(session, opening) } };
  } catch (error) {
    const what = `the Regions of the account ${account}`;
    return { unread: { arn, what, action: 'account:ListRegions', ...failureOf(error, opening.signal) } };
  }
}
