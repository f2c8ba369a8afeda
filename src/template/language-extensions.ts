import { type Conditions, readConditions } from './conditions.ts';
import { type Budget, parameterValue, resolveCall, scalarAt, spotOf, valueCost } from './known-values.ts';
import { distinctLoops, isLoop, loopsIn, readLoop } from './loop.ts';
import { asIf, asIntrinsic, asRef, at, entriesOf, itemsOf, type MapNode, type Node } from './node.ts';
import { namesReferredTo } from './references.ts';
import type { DeploymentSettings } from './settings.ts';
import { isSamTransform, type OpenLoop, readTemplate, type Template, transformNames } from './template.ts';
import { isSsmType, type Scope } from './text.ts';

/** A template's root after the language extensions, and the loops whose results are not known, or not for sure. */
export interface Expansion {
  readonly root: MapNode;
  readonly openLoops: readonly OpenLoop[];
}

const transformName = 'AWS::LanguageExtensions';

/** The sections in which CloudFormation expands loops and resolves functions, Conditions first: the others use them. */
const sections = ['Conditions', 'Resources', 'Outputs'] as const;

/** How deep loops may stand within each other. */
const maxDepth = 5;

/**
 * How much loops and functions may make of a template, in characters. CloudFormation takes no template of more than
 * 1 MB, whatever it was made of.
 */
const maxMade = 1_000_000;

/**
 * Does what the transform AWS::LanguageExtensions does, where the template names it: puts what `Fn::ForEach` makes in
 * the place of the loop, and values in the place of functions that are known before anything is deployed. What is made
 * keeps the place of the text that it is made of.
 *
 * A collection that depends on parameters without a given value is read with their defaults, and the loop counts as
 * open. A loop stays as it is, and is open too, where its collection is not known or CloudFormation would refuse it. See
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-foreach.html and
 * https://github.com/aws-cloudformation/cfn-language-discussion/blob/main/RFCs/0009-Fn%3A%3AForEach.md
 */
export function expandLoops(root: MapNode, settings: DeploymentSettings): Expansion {
  const transforms = transformNames(root.entries.get('Transform'));
  const order = transforms.indexOf(transformName);
  const sam = transforms.findIndex(isSamTransform);
  if (order < 0) return unexpanded(root, `the template does not name the transform ${transformName}`);
  // Transforms run in the order of the list, and SAM's does not know loops.
  if (sam >= 0 && sam < order) return unexpanded(root, `${transformName} is listed after ${transforms[sam]}`);
  return new Expander(root, settings).expand();
}

function unexpanded(root: MapNode, reason: string): Expansion {
  // Most templates have no loops, and need not be searched for them.
  if (!/Fn::ForEach|AWS::Include/.test(root.file.text)) return { root, openLoops: [] };
  const found = sections.flatMap(name => [...loopsIn(at(root, name))]);
  return { root, openLoops: found.map(([key, node]) => ({ node, message: notKnown(key, reason) })) };
}

function notKnown(key: string, reason: string): string {
  return `What ${key} makes is not known: ${reason}.`;
}

/** What an identifier stands for in one turn of its loop. */
interface Binding {
  readonly identifier: string;
  /** In the place of `${identifier}` and of `Ref`. */
  readonly value: string;
  /** In the place of `&{identifier}`. */
  readonly alphanumeric: string;
}

type Bindings = readonly Binding[];

/** An entry of a map in the making. */
interface Made {
  readonly key: string;
  readonly node: Node;
  /** A loop that stays as it is. */
  readonly isLoop: boolean;
}

/** What an entry of a map is made into: itself, or what its loop makes. */
interface Outcome {
  readonly key: string;
  readonly source: Node;
  readonly entries: readonly Made[];
  readonly openLoops: readonly OpenLoop[];
}

/** What is known of a deployment. */
interface Knowledge {
  readonly scope: Scope;
  readonly conditions: Conditions;
}

class Expander {
  private template: Template;
  private given: Knowledge;
  private byDefault: Knowledge;
  /** What functions are resolved with: `given`, but `byDefault` in a collection that needs it. */
  private knowledge: Knowledge;
  /** Below zero, all work comes to an end. */
  private readonly budget: Budget = { left: maxMade };
  private openLoops: OpenLoop[] = [];
  /** The values in which there is a loop or a function's call. */
  private readonly live = new Set<Node>();

  constructor(
    private readonly root: MapNode,
    settings: DeploymentSettings,
  ) {
    this.template = readTemplate(root.file, root);
    this.given = knowledgeOf(this.template, settings);
    this.byDefault = knowledgeOf(this.template, withDefaults(this.template, settings));
    this.knowledge = this.given;
  }

  expand(): Expansion {
    const entries = new Map(this.root.entries);
    const root: MapNode = { ...this.root, entries };
    for (const name of sections) {
      const section = entries.get(name);
      if (section && this.findLive(section)) entries.set(name, this.copy(section, root, name, []));
      if (name === 'Conditions') this.learn(root);
    }
    if (this.budget.left < 0) return unexpanded(this.root, 'the loops make more than CloudFormation takes');
    return { root, openLoops: distinctLoops(this.openLoops) };
  }

  /** From here on, conditions are those that loops made. */
  private learn(root: MapNode): void {
    this.template = readTemplate(root.file, root);
    this.given = knowledgeOf(this.template, this.given.scope.settings);
    this.byDefault = knowledgeOf(this.template, this.byDefault.scope.settings);
    this.knowledge = this.given;
  }

  /** Whether there is a loop or a function's call in a node. */
  private findLive(node: Node): boolean {
    let isLive = asIntrinsic(node) !== undefined;
    for (const item of itemsOf(node)) isLive = this.findLive(item) || isLive;
    for (const [key, value] of entriesOf(node)) isLive = this.findLive(value) || isLive || isLoop(key);
    if (isLive) this.live.add(node);
    return isLive;
  }

  private spend(characters: number): void {
    this.budget.left -= characters;
  }

  /** A node with all below it as a loop's turn, or none, makes it; the node itself where that changes nothing. */
  private copy(node: Node, parent: Node, segment: string | number, bindings: Bindings): Node {
    const isMade = bindings.length > 0;
    if (this.budget.left < 0 || !(isMade || this.live.has(node))) return node;
    const spot = isMade ? { parent, segment, isMade } : { parent, segment };
    if (isMade) this.spend(valueCost);
    switch (node.kind) {
      case 'scalar': {
        const value = typeof node.value === 'string' ? this.substitute(node.value, bindings) : node.value;
        return { ...node, ...spot, value };
      }
      case 'list': {
        const items: Node[] = [];
        const list: Node = { ...node, ...spot, items };
        for (const [index, item] of node.items.entries()) items.push(this.copy(item, list, index, bindings));
        return list;
      }
      case 'map': {
        const entries = new Map<string, Node>();
        const map: MapNode = { ...node, ...spot, entries };
        const bound = boundValue(node, bindings);
        if (bound !== undefined) return scalarAt(spotOf(map), bound, this.budget);
        for (const entry of this.entries(node, map, bindings)) {
          // What several turns of a loop leave of a loop inside of it is one and the same.
          if (!entry.isLoop || !entries.has(entry.key)) entries.set(entry.key, entry.node);
        }
        return resolveCall(map, this.knowledge.scope, this.budget);
      }
    }
  }

  /** The entries of a map, loops expanded. Loops of which one makes a key that is there already stay as they are. */
  private entries(source: MapNode, parent: MapNode, bindings: Bindings): readonly Made[] {
    const keyed = [...source.entries].map(([name, node]) => ({ key: this.substitute(name, bindings), node }));
    const entry = (key: string, node: Node) => ({ key, node: this.copy(node, parent, key, bindings), isLoop: false });
    if (!keyed.some(({ key }) => isLoop(key))) return keyed.map(({ key, node }) => entry(key, node));
    const outcomes = keyed.map(({ key, node }) =>
      this.aside(key, node, () => (isLoop(key) ? this.loop(key, node, parent, bindings) : [entry(key, node)])),
    );
    const counts = new Map<string, number>();
    for (const { key, isLoop } of outcomes.flatMap(outcome => outcome.entries)) {
      if (!isLoop) counts.set(key, (counts.get(key) ?? 0) + 1);
    }
    return outcomes.flatMap(({ key, source: node, entries, openLoops }) => {
      const clash = isLoop(key) && entries.find(entry => !entry.isLoop && (counts.get(entry.key) ?? 0) > 1);
      if (clash) return [this.leave(key, node, parent, `more than one value would have the key ${clash.key}`)];
      for (const open of openLoops) this.openLoops.push(open);
      return entries;
    });
  }

  /** Makes entries of a loop without counting yet the loops in it that are open. */
  private aside(key: string, source: Node, make: () => readonly Made[]): Outcome {
    const before = this.openLoops;
    this.openLoops = [];
    const entries = make();
    const { openLoops } = this;
    this.openLoops = before;
    return { key, source, entries, openLoops };
  }

  /** A loop as it is written, identifiers of loops around it included. */
  private leave(key: string, node: Node, parent: Node, reason: string): Made {
    const left = { ...node, parent, segment: key };
    this.openLoops.push({ node: left, message: notKnown(key, reason) });
    return { key, node: left, isLoop: true };
  }

  /** What a loop makes: entries of the map that it stands in. */
  private loop(key: string, node: Node, parent: MapNode, bindings: Bindings): readonly Made[] {
    const loop = readLoop(node);
    if (!loop) return [this.leave(key, node, parent, 'it is no list of an identifier, a collection and a map')];
    const { identifier, collection, body } = loop;
    const fault = this.faultOf(identifier, bindings);
    if (fault !== undefined) return [this.leave(key, node, parent, fault)];
    let values = this.valuesOf(collection, bindings, this.given);
    if (!values) {
      values = this.valuesOf(collection, bindings, this.byDefault);
      if (!values) return [this.leave(key, node, parent, this.whyUnknown(collection))];
      this.openLoops.push({ node: { ...node, parent, segment: key }, message: this.readByDefault(key, collection) });
    }
    const made: Made[] = [];
    for (const value of values) {
      if (this.budget.left < 0) break;
      this.spend(valueCost);
      const alphanumeric = value.replace(/[^A-Za-z0-9]/g, '');
      const turn = [...bindings, { identifier, value, alphanumeric }];
      for (const [name, child] of body.entries) {
        const childKey = this.substitute(name, turn);
        if (!isLoop(childKey))
          made.push({ key: childKey, node: this.copy(child, parent, childKey, turn), isLoop: false });
        else for (const inner of this.loop(childKey, child, parent, turn)) made.push(inner);
      }
    }
    return made;
  }

  private faultOf(identifier: string, bindings: Bindings): string | undefined {
    if (bindings.some(binding => binding.identifier === identifier))
      return `its identifier ${identifier} is that of a loop around it`;
    if (this.template.parameters.has(identifier)) return `its identifier ${identifier} is the name of a parameter`;
    if (bindings.length >= maxDepth) return `it stands within ${maxDepth} other loops`;
    return undefined;
  }

  /** The values of a collection; undefined where one of them is not known. */
  private valuesOf(collection: Node, bindings: Bindings, knowledge: Knowledge): readonly string[] | undefined {
    this.knowledge = knowledge;
    const copied = this.copy(collection, collection, '', bindings);
    this.knowledge = this.given;
    const list = decided(copied, knowledge.conditions);
    if (list?.kind !== 'list') return undefined;
    const values: string[] = [];
    for (const item of list.items) {
      if (item.kind !== 'scalar' || item.value === null || String(item.value).includes('{{resolve:')) return undefined;
      const value = String(item.value);
      this.spend(value.length);
      values.push(value);
    }
    return values;
  }

  private whyUnknown(collection: Node): string {
    const names = this.openParameters(collection);
    if (names.length > 0) return `its collection depends on ${parameterNames(names)}`;
    const choice = asIf(collection);
    if (choice) return `its collection depends on the condition ${choice.condition}`;
    if (collection.kind === 'scalar') return 'its collection is no list';
    return 'its collection cannot be told from the template';
  }

  private readByDefault(key: string, collection: Node): string {
    const names = this.openParameters(collection);
    const defaults = names.length > 0 ? `the default of ${parameterNames(names)}` : 'defaults of parameters';
    return `What ${key} makes is decided when it is deployed: its collection is read with ${defaults}.`;
  }

  /** The parameters that a collection refers to and whose value is not given. */
  private openParameters(collection: Node): string[] {
    return [...namesReferredTo(collection)].filter(
      name => this.template.parameters.has(name) && parameterValue(name, this.given.scope) === undefined,
    );
  }

  /** Puts values in the place of identifiers, those of outer loops first. */
  private substitute(text: string, bindings: Bindings): string {
    if (bindings.length > 0) this.spend(text.length);
    let result = text;
    for (const { identifier, value, alphanumeric } of bindings) {
      result = this.replace(result, `\${${identifier}}`, value);
      result = this.replace(result, `&{${identifier}}`, alphanumeric);
    }
    return result;
  }

  private replace(text: string, token: string, value: string): string {
    const parts = text.split(token);
    this.spend((parts.length - 1) * value.length);
    // What would be too long is not put together.
    return parts.length > 1 && this.budget.left >= 0 ? parts.join(value) : text;
  }
}

function knowledgeOf(template: Template, settings: DeploymentSettings): Knowledge {
  return { scope: { template, settings }, conditions: readConditions(template, settings) };
}

/** Settings in which each parameter without a given value has its default; what SSM holds is not known. */
function withDefaults(template: Template, settings: DeploymentSettings): DeploymentSettings {
  const defaults = [...template.parameters].flatMap(([name, node]) => {
    const value = node.entries.get('Default');
    const isKnown = value?.kind === 'scalar' && value.value !== null && !isSsmType(template, name);
    return isKnown ? [[name, String(value.value)] as const] : [];
  });
  return { ...settings, parameters: { ...Object.fromEntries(defaults), ...settings.parameters } };
}

/** The value of `Ref` where it names a loop's identifier. */
function boundValue(node: MapNode, bindings: Bindings): string | undefined {
  const name = bindings.length > 0 ? asRef(node) : undefined;
  return bindings.find(binding => binding.identifier === name)?.value;
}

/** The branch of each `Fn::If` that a deployment is sure to take; undefined where both are possible. */
function decided(node: Node, conditions: Conditions): Node | undefined {
  const choice = asIf(node);
  if (!choice) return node;
  const { condition, then, otherwise } = choice;
  const [can, canNot] = [true, false].map(is => conditions.isPossible([{ condition, is }]));
  return can === canNot ? undefined : decided(can ? then : otherwise, conditions);
}

function parameterNames(names: readonly string[]): string {
  return `the parameter${names.length > 1 ? 's' : ''} ${names.join(', ')}`;
}
