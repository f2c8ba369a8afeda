import type { Node } from './node.ts';
import type { Template } from './template.ts';
import { literalOf, type Text } from './text.ts';

/** A value that stacks offer to others under a name: an SSM parameter, or an export. */
export interface Offer {
  readonly name: Text;
  /** Whose value it is; a value from outside of the audited templates is a plain text. */
  readonly from: { readonly template: Template; readonly value: Node; readonly nameNode: Node } | string;
}

/** What stands under a name, or why nothing can be said of it. */
export type Found =
  | { readonly kind: 'exact'; readonly offer: Offer }
  /** The only offer whose name can become this one, which takes `stackName` for the name of its stack where it has one. */
  | { readonly kind: 'inferred'; readonly offer: Offer; readonly stackName: string | undefined }
  | Missing;

interface Missing {
  /** `contradictory`: only a template that is asked for under several stacks' names has it. */
  readonly kind: 'none' | 'several' | 'contradictory';
}

/** The only offer that fits a name, before the other names that are asked for are looked at. */
interface Possible {
  readonly kind: 'possible';
  readonly pattern: Pattern;
  readonly values: Values;
}

type Searched = Extract<Found, { readonly kind: 'exact' }> | Missing | Possible;

/** Offers by name. */
export interface Offers {
  /** @param region The reader's Region, where it is known: stacks of others cannot offer it anything. */
  find(name: string, region: string | undefined): Found;
}

/**
 * Makes offers searchable, in a time that does not grow with their number. A name that is known counts before those that
 * only the deployment decides. Names that some reader asks for show what a template's stack would have to be called: where
 * they ask for two names of one template's, it is deployed more than once, and which one is meant is not known.
 *
 * @param regionOf The Region of a template's stack, where it is known.
 * @param asked All names that are asked for, with the reader's Region.
 */
export function offersOf(
  offers: readonly Offer[],
  regionOf: (template: Template) => string | undefined,
  asked: () => Iterable<{ readonly name: string; readonly region: string | undefined }>,
): Offers {
  const exact = new Map<string, Offer[]>();
  const open = new Map<string, Pattern[]>();
  for (const offer of offers) {
    const literal = literalOf(offer.name);
    if (literal !== undefined) push(exact, literal, offer);
    else if (offer.name.some(part => typeof part === 'string')) push(open, shapeOf(offer.name), patternOf(offer));
  }
  const isNear = ({ from }: Offer, region: string | undefined): boolean => {
    const other = typeof from === 'string' ? undefined : regionOf(from.template);
    return region === undefined || other === undefined || region === other;
  };
  const known = new Map<string, Searched>();
  const search = (name: string, region: string | undefined): Searched => {
    const key = `${region ?? ''} ${name}`;
    const before = known.get(key);
    if (before) return before;
    const found = searchAnew(name, region);
    known.set(key, found);
    return found;
  };
  const searchAnew = (name: string, region: string | undefined): Searched => {
    const named = (exact.get(name) ?? []).filter(offer => isNear(offer, region));
    // What the config declares is the user's word on what lies outside, and answers only where no template does.
    const own = named.filter(({ from }) => typeof from !== 'string');
    const [offer, ...others] = own.length > 0 ? own : named;
    if (offer) return others.length > 0 ? { kind: 'several' } : { kind: 'exact', offer };
    const fitting = shapesOf(name).flatMap(shape =>
      (open.get(shape) ?? []).flatMap((pattern): Possible[] => {
        const values = isNear(pattern.offer, region) ? valuesIn(pattern, name) : undefined;
        return values ? [{ kind: 'possible', pattern, values }] : [];
      }),
    );
    const [only] = fitting;
    if (!only) return { kind: 'none' };
    return fitting.length > 1 ? { kind: 'several' } : only;
  };
  let implied: ReadonlyMap<Template, Values | 'contradictory'> | undefined;
  const impliedValues = () => {
    const found = new Map<Template, Values | 'contradictory'>();
    for (const { name, region } of asked()) {
      const each = search(name, region);
      if (each.kind !== 'possible' || typeof each.pattern.offer.from === 'string') continue;
      const { template } = each.pattern.offer.from;
      const merged = merge(found.get(template) ?? new Map(), each.values);
      found.set(template, merged);
    }
    return found;
  };
  return {
    find(name, region) {
      const found = search(name, region);
      if (found.kind !== 'possible') return found;
      const { offer } = found.pattern;
      implied ??= impliedValues();
      const values = typeof offer.from === 'string' ? undefined : implied.get(offer.from.template);
      if (values === 'contradictory') return { kind: 'contradictory' };
      return { kind: 'inferred', offer, stackName: found.values.get('AWS::StackName') };
    },
  };
}

/** What the parts that a deployment decides would have to be, by their keys. */
type Values = ReadonlyMap<string, string>;

interface Pattern {
  readonly offer: Offer;
  readonly keys: readonly string[];
  readonly expression: RegExp;
}

/** Each part that the deployment decides is one segment of a path, or a part of one. */
function patternOf(offer: Offer): Pattern {
  const source = offer.name.map(part =>
    typeof part === 'string' ? part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&') : '([^/]+)',
  );
  return {
    offer,
    keys: offer.name.flatMap(part => (typeof part === 'string' ? [] : [part.key])),
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

function push<T>(map: Map<string, T[]>, key: string, value: T): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}
