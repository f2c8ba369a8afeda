import type { ConditionTerm } from '../model/endpoint.ts';
import { asIntrinsic, asRef, asString, itemsOf, type Node, toPlain } from './node.ts';
import { type DeploymentSettings, givenValue } from './settings.ts';
import type { Template } from './template.ts';
import { ssmTypeOf } from './text.ts';

/** One way in which the deployment decides: a value for each variable that conditions depend on. */
type Assignment = ReadonlyMap<string, string>;
type Formula = (assignment: Assignment) => boolean;

/** How many assignments are tried at most; beyond, conditions count as independent of each other. */
const maxAssignments = 4096;

/** Stands for any value of a parameter that no condition names. */
const otherValue = '\u0000other';

/** The conditions of a template, and which of them can hold together. */
export interface Conditions {
  /** Whether some deployment makes all terms true. Conditions that are not defined can have any value. */
  isPossible(terms: readonly ConditionTerm[]): boolean;
}

/** Reads a template's Conditions; parameter values that the caller gave narrow down what is possible. */
export function readConditions(template: Template, settings: DeploymentSettings): Conditions {
  const known = new Map<string, boolean>();
  return {
    isPossible(terms) {
      if (terms.length === 0) return true;
      const key = terms.map(term => `${term.is ? '' : '!'}${term.condition}`).join(' ');
      const before = known.get(key);
      if (before !== undefined) return before;
      const answer = new Compiler(template, settings).isPossible(terms);
      known.set(key, answer);
      return answer;
    },
  };
}

class Compiler {
  private readonly domains = new Map<string, string[]>();
  private readonly compiling = new Set<string>();

  constructor(
    private readonly template: Template,
    private readonly settings: DeploymentSettings,
  ) {}

  isPossible(terms: readonly ConditionTerm[]): boolean {
    const formulas = terms.map(term => {
      const formula = this.condition(term.condition);
      return (assignment: Assignment) => formula(assignment) === term.is;
    });
    const variables = [...this.domains];
    const count = variables.reduce((product, [, domain]) => product * domain.length, 1);
    if (count > maxAssignments) return !contradicts(terms);
    for (let index = 0; index < count; index += 1) {
      const assignment = new Map<string, string>();
      let rest = index;
      for (const [name, domain] of variables) {
        assignment.set(name, domain[rest % domain.length] ?? '');
        rest = Math.floor(rest / domain.length);
      }
      if (formulas.every(formula => formula(assignment))) return true;
    }
    return false;
  }

  private condition(name: string): Formula {
    const node = this.template.conditions.get(name);
    if (!node || this.compiling.has(name)) return this.atom(`condition ${name}`);
    this.compiling.add(name);
    const formula = this.formula(node);
    this.compiling.delete(name);
    return formula;
  }

  private formula(node: Node): Formula {
    const call = asIntrinsic(node);
    const parts = call ? itemsOf(call.argument) : [];
    switch (call?.name) {
      case 'Condition':
        return this.condition(asString(call.argument) ?? '');
      case 'Fn::Not':
      case 'Fn::And':
      case 'Fn::Or': {
        const formulas = parts.map(part => this.formula(part));
        if (call.name === 'Fn::Not') return assignment => !formulas.some(formula => formula(assignment));
        if (call.name === 'Fn::And') return assignment => formulas.every(formula => formula(assignment));
        return assignment => formulas.some(formula => formula(assignment));
      }
      case 'Fn::Equals': {
        const [left, right] = parts;
        if (left && right) return this.equals(left, right);
      }
    }
    return this.atom(JSON.stringify(toPlain(node)));
  }

  private equals(left: Node, right: Node): Formula {
    const [a, b] = [this.operand(left), this.operand(right)];
    if (a.literal !== undefined && b.literal !== undefined) {
      const equal = a.literal === b.literal;
      return () => equal;
    }
    const variable = a.variable ?? b.variable;
    const literal = a.literal ?? b.literal;
    if (variable === undefined || literal === undefined) {
      return this.atom(JSON.stringify([toPlain(left), toPlain(right)]));
    }
    const domain = this.domainOf(variable);
    if (!domain.includes(literal) && domain.includes(otherValue)) domain.push(literal);
    return assignment => assignment.get(variable) === literal;
  }

  private operand(node: Node): { readonly literal?: string; readonly variable?: string } {
    if (node.kind === 'scalar') return { literal: String(node.value) };
    const name = asRef(node);
    if (name === undefined) return {};
    // What is given for an SSM parameter is its path, not its value.
    const given = ssmTypeOf(this.template, name) ? undefined : givenValue(this.settings, name);
    return given === undefined ? { variable: name } : { literal: given };
  }

  private domainOf(parameter: string): string[] {
    const known = this.domains.get(parameter);
    if (known) return known;
    const allowed = itemsOf(this.template.parameters.get(parameter)?.entries.get('AllowedValues'));
    const values = allowed.flatMap(node => (node.kind === 'scalar' ? [String(node.value)] : []));
    const domain = values.length > 0 ? values : [otherValue];
    this.domains.set(parameter, domain);
    return domain;
  }

  private atom(name: string): Formula {
    this.domains.set(name, ['true', 'false']);
    return assignment => assignment.get(name) === 'true';
  }
}

function contradicts(terms: readonly ConditionTerm[]): boolean {
  return terms.some(term => terms.some(other => other.condition === term.condition && other.is !== term.is));
}
