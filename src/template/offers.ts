import type { Place } from '../model/place.ts';
import { appendTo } from './append.ts';
import { nearestByFolder } from './nearest-by-folder.ts';
import type { Template } from './template.ts';
import { literalOf, type Text, textKey } from './text.ts';

/** A value that stacks offer to others under a name: an SSM parameter, or an export. */
export interface Offer {
  readonly name: Text;
  /** Whose value it is; a value from outside of the audited templates is a plain text. */
  readonly from: OfferedValue | string;
}

/** The value of an SSM parameter or of an output, found in its template when it is asked for. */
export interface OfferedValue {
  readonly template: Template;
  readonly section: 'Resources' | 'Outputs';
  /** The resource's id, or the output's. */
  readonly id: string;
  /** Where the template has the name. */
  readonly namedAt: Place;
}

/** What stands under a name for one reader, or why nothing can be said of it. */
export type Found =
  | { readonly kind: 'exact'; readonly offer: Offer }
  /** `stackName` is what the offer's stack is then called, where its name has that as a part. */
  | {
      readonly kind: 'inferred';
      readonly offer: Offer;
      readonly because: InferredBecause;
      readonly stackName: string | undefined;
    }
  | { readonly kind: 'none' }
  /** Which of these is meant is not known. */
  | { readonly kind: 'several'; readonly offers: readonly Offer[] }
  /** Only a template that is asked for under several stacks' names has it. */
  | { readonly kind: 'contradictory' };

/** Why an offer is taken: no other has a name that can become the one asked for, or none of those is as near. */
export type InferredBecause = 'only-fit' | 'nearest';

/** Who asks for a name. */
export interface Reader {
  /** The template's file. */
  readonly file: string;
  /** The stack's Region, where it is known: stacks of others cannot offer it anything. */
  readonly region: string | undefined;
}

/** Offers by name. */
export interface Offers {
  find(name: string, reader: Reader): Found;
  /** All offers of which a reader may mean one, whichever {@link find} takes. */
  candidates(name: string, region: string | undefined): readonly Offer[];
}

/** The offers that have a name, or can have it, for readers of one Region. */
interface Candidates {
  readonly offers: readonly Offer[];
  nearestTo(file: string): Offer | undefined;
}

interface Search {
  readonly candidates: Candidates;
  /** They can have the name, if the deployment decides so. */
  readonly isOpen: boolean;
}

/**
 * Makes offers searchable, in a time that does not grow with their number. A name that is known counts before those that
 * only the deployment decides, and of several that fit, the one that is nearest to the reader by its folder. Names that
 * some reader asks for show what a template's stack would have to be called: where they ask for two names of one
 * template's, it is deployed more than once, and which one is meant is not known.
 *
 * @param regionOf The Region of a template's stack, where it is known.
 * @param asked All names that are asked for.
 */
export function offersOf(
  offers: readonly Offer[],
  regionOf: (template: Template) => string | undefined,
  asked: () => Iterable<{ readonly name: string; readonly reader: Reader }>,
): Offers {
  const exact = new Map<string, Offer[]>();
  const open = new Map<string, Pattern[]>();
  const patterns = new Map<string, Pattern>();
  for (const offer of offers) {
    const literal = literalOf(offer.name);
    if (literal !== undefined) appendTo(exact, literal, offer);
    if (literal !== undefined || !offer.name.some(part => typeof part === 'string')) continue;
    // Copies of a template have one pattern, so that a name is compared with it once, however many there are.
    const known = patterns.get(textKey(offer.name));
    const pattern = known ?? patternOf(offer.name);
    pattern.offers.push(offer);
    if (!known) {
      patterns.set(pattern.key, pattern);
      appendTo(open, shapeOf(offer.name), pattern);
    }
  }
  const isInReach = ({ from }: Offer, region: string | undefined): boolean => {
    const other = typeof from === 'string' ? undefined : regionOf(from.template);
    return region === undefined || other === undefined || region === other;
  };
  const knownCandidates = new Map<string, Candidates>();
  const candidatesOf = (key: string, region: string | undefined, able: () => readonly Offer[]): Candidates => {
    const before = knownCandidates.get(`${region ?? ''} ${key}`);
    if (before) return before;
    const inReach = able().filter(offer => isInReach(offer, region));
    // What the config declares is the user's word on what lies outside, and answers only where no template does.
    const own = inReach.filter(({ from }) => typeof from !== 'string');
    const counted = own.length > 0 ? own : inReach;
    let nearest: Candidates['nearestTo'] | undefined;
    const candidates: Candidates = {
      offers: counted,
      nearestTo(file) {
        nearest ??= nearestByFolder(counted, ({ from }) => (typeof from === 'string' ? '' : from.template.file.name));
        return nearest(file);
      },
    };
    knownCandidates.set(`${region ?? ''} ${key}`, candidates);
    return candidates;
  };
  const knownSearches = new Map<string, Search>();
  const search = (name: string, region: string | undefined): Search => {
    const before = knownSearches.get(`${region ?? ''} ${name}`);
    if (before) return before;
    const named = candidatesOf(`exact ${name}`, region, () => exact.get(name) ?? []);
    const found = named.offers.length > 0 ? { candidates: named, isOpen: false } : searchOpen(name, region);
    knownSearches.set(`${region ?? ''} ${name}`, found);
    return found;
  };
  const searchOpen = (name: string, region: string | undefined): Search => {
    const fitting = shapesOf(name).flatMap(shape =>
      (open.get(shape) ?? []).filter(pattern => valuesIn(pattern, name) !== undefined),
    );
    const key = `open ${fitting.map(pattern => pattern.key).join('\n')}`;
    return { candidates: candidatesOf(key, region, () => fitting.flatMap(each => each.offers)), isOpen: true };
  };
  const take = (name: string, { file, region }: Reader) => {
    const { candidates, isOpen } = search(name, region);
    const [only, another] = candidates.offers;
    const offer = another ? candidates.nearestTo(file) : only;
    const because: InferredBecause = another ? 'nearest' : 'only-fit';
    const values = isOpen && offer ? valuesOf(offer, name) : undefined;
    return { offer, because, offers: candidates.offers, values };
  };
  const valuesOf = (offer: Offer, name: string): Values | undefined => {
    const pattern = patterns.get(textKey(offer.name));
    return pattern && valuesIn(pattern, name);
  };
  let implied: ReadonlyMap<Template, Values | 'contradictory'> | undefined;
  const impliedValues = () => {
    const found = new Map<Template, Values | 'contradictory'>();
    for (const { name, reader } of asked()) {
      const { offer, values } = take(name, reader);
      if (!values || !offer || typeof offer.from === 'string') continue;
      const { template } = offer.from;
      found.set(template, merge(found.get(template) ?? new Map(), values));
    }
    return found;
  };
  return {
    find(name, reader) {
      const { offer, because, offers: all, values } = take(name, reader);
      if (!offer) return all.length > 0 ? { kind: 'several', offers: all } : { kind: 'none' };
      if (!values && because === 'only-fit') return { kind: 'exact', offer };
      if (values && typeof offer.from !== 'string') {
        implied ??= impliedValues();
        const isContradictory = implied.get(offer.from.template) === 'contradictory';
        if (isContradictory)
          return because === 'nearest' ? { kind: 'several', offers: all } : { kind: 'contradictory' };
      }
      return { kind: 'inferred', offer, because, stackName: values?.get('AWS::StackName') };
    },
    candidates: (name, region) => search(name, region).candidates.offers,
  };
}

/** What the parts that a deployment decides would have to be, by their keys. */
type Values = ReadonlyMap<string, string>;

/** A name with parts that only the deployment decides, and all that is offered under it. */
interface Pattern {
  readonly key: string;
  readonly offers: Offer[];
  readonly keys: readonly string[];
  readonly expression: RegExp;
}

/** Each part that the deployment decides is one segment of a path, or a part of one. */
function patternOf(name: Text): Pattern {
  const source = name.map(part => (typeof part === 'string' ? part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&') : '([^/]+)'));
  return {
    key: textKey(name),
    offers: [],
    keys: name.flatMap(part => (typeof part === 'string' ? [] : [part.key])),
    expression: new RegExp(`^${source.join('')}$`),
  };
}

function valuesIn({ keys, expression }: Pattern, name: string): Values | undefined {
  const found = expression.exec(name);
  if (!found) return undefined;
  const values = merge(
    new Map(),
    keys.map((key, index) => [key, found[index + 1] ?? '']),
  );
  return values === 'contradictory' ? undefined : values;
}

function merge(
  before: Values | 'contradictory',
  values: Iterable<readonly [string, string]>,
): Values | 'contradictory' {
  if (before === 'contradictory') return before;
  const merged = new Map(before);
  for (const [key, value] of values) {
    if ((merged.get(key) ?? value) !== value) return 'contradictory';
    merged.set(key, value);
  }
  return merged;
}

/** What a name that fits shares with a text: how many segments, and the last one where it is known. */
function shapeOf(name: Text): string {
  const last = name.at(-1);
  const segments = name
    .filter(part => typeof part === 'string')
    .join('')
    .split('/').length;
  const ending = typeof last === 'string' && last.includes('/') ? last.slice(last.lastIndexOf('/') + 1) : '';
  return `${segments} ${ending}`;
}

function shapesOf(name: string): readonly string[] {
  const segments = name.split('/');
  const last = segments.at(-1) ?? '';
  return last === '' || segments.length === 1
    ? [`${segments.length} `]
    : [`${segments.length} ${last}`, `${segments.length} `];
}
