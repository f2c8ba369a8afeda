import type { PoolReference } from '../model/oauth.ts';
import type { Links } from '../template/links.ts';
import type { Node } from '../template/node.ts';
import { ssmPathIn } from '../template/shared-names.ts';
import { isDeployed, resourceKey, type Template } from '../template/template.ts';
import {
  literalOf,
  readText,
  soleUnresolved,
  splitAtLast,
  type Text,
  textKey,
  type Unresolved,
} from '../template/text.ts';
import { idKey } from './outside-pools.ts';

const poolType = 'AWS::Cognito::UserPool';

/** Follows an id, an ARN or an issuer's URL in a template to the user pool that it means. */
export function poolOf(node: Node, template: Template, links: Links): PoolReference {
  const id = idOf(readText(node, links.scopeOf(template)));
  if (id === 'other-issuer') return { kind: 'other-issuer' };
  const part = soleUnresolved(id);
  if (part) return poolOfPart(part, links);
  const literal = literalOf(id);
  return literal === undefined
    ? external(`text ${textKey(id)}`, `its user pool ${textKey(id)} is not known`)
    : external(
        idKey(literal),
        `the user pool ${literal} is ${isDeployed(template) ? 'not among those that were read' : 'in no audited template'}`,
      );
}

function poolOfPart({ key, name, template, isInferred }: Unresolved, links: Links): PoolReference {
  const place = `${template.file.name} ${key}`;
  const resource = name === undefined ? undefined : template.resources.get(name);
  if (resource?.type === poolType) {
    const pool = { kind: 'pool', key: resourceKey(template, resource.id), name: resource.name } as const;
    return isInferred ? { ...pool, isInferred } : pool;
  }
  const path = name === undefined ? ssmPathIn(key) : links.ssmPathOf(template, name);
  if (path === undefined) return external(place, reasonFor(key, name, template, links));
  const why = links.unlinkedBecause('ssm', template, path);
  return external(`ssm ${path}`, `its user pool comes from the SSM parameter ${path}, which ${why}`);
}

/** Why a part that no resource or parameter gives is not known. */
function reasonFor(key: string, name: string | undefined, template: Template, links: Links): string {
  if (name !== undefined) return `its user pool comes from ${name}, which is not known`;
  const imported = /^\{"Fn::ImportValue":"([^"]*)"\}$/.exec(key)?.[1];
  if (imported !== undefined) {
    const why = links.unlinkedBecause('export', template, imported);
    return `its user pool is the import ${imported}, which ${why}`;
  }
  return `its user pool ${key} is not known`;
}

function external(key: string, reason: string): PoolReference {
  return { kind: 'external', key, reason };
}

/** The pool's id within an ARN or an issuer's URL; any other text is an id already. */
function idOf(text: Text): Text | 'other-issuer' {
  const split = splitAtLast(text, '/');
  if (!split) return text;
  const head = textKey(split[0]);
  if (head.includes(':userpool') || /cognito-idp[.-]/.test(head)) return split[1];
  return /^https?:/.test(head) ? 'other-issuer' : text;
}

/** Whether two references mean one pool. */
export function comparePools(a: PoolReference, b: PoolReference): 'equal' | 'different' | 'unknown' {
  if (a.kind === 'other-issuer' || b.kind === 'other-issuer') return 'different';
  if (a.key === b.key) return 'equal';
  return a.kind === 'pool' && b.kind === 'pool' ? 'different' : 'unknown';
}
