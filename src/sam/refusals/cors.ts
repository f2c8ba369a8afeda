import {
  asIntrinsic,
  asMap,
  asString,
  at,
  entriesOf,
  isFalsy,
  isNoValue,
  itemsOf,
  type MapNode,
  type Node,
} from '../../template/node.ts';
import { isTrue, type SamApi } from '../api.ts';
import { contentsOf } from './contents.ts';
import { checkKeys, expectKind } from './kinds.ts';
import type { Check, Undecided } from './refusal.ts';

const restKeys = ['AllowMethods', 'AllowHeaders', 'AllowOrigin', 'MaxAge', 'AllowCredentials'];
const httpKeys = ['AllowMethods', 'AllowHeaders', 'AllowOrigins', 'MaxAge', 'ExposeHeaders', 'AllowCredentials'];

/** What SAM refuses about Cors of an AWS::Serverless::Api: credentials for all origins, and no origin at all. */
export function restCorsRefusals(samApi: SamApi, check: Check): void {
  const { id } = samApi;
  const cors = plainCors(at(samApi.properties, 'Cors'), check.isUndecided);
  if (!cors) return;
  checkKeys(cors, `Cors of ${id}`, restKeys, check);
  const origin = at(cors, 'AllowOrigin');
  const isAny = !origin || asString(origin) === "'*'";
  const credentials = at(cors, 'AllowCredentials');
  if (credentials && isTrue(credentials) && isAny && !check.isUndecided(cors)) {
    check.refuse(
      credentials,
      `Cors of ${id} has AllowCredentials for all origins, and SAM takes that for named ones only`,
    );
  }
  if (origin && isFalsy(origin) && addsOptions(samApi)) {
    check.refuse(origin, `AllowOrigin of ${id} is empty, and SAM needs an origin for the OPTIONS methods that it adds`);
  }
}

/** Whether some path lacks OPTIONS of its own. */
function addsOptions(samApi: SamApi): boolean {
  if (samApi.isManaged) {
    return (
      samApi.document?.items.some(item => item.operations.some(each => each.declaredBy === `Cors of ${samApi.id}`)) ??
      false
    );
  }
  const paths = [...entriesOf(at(samApi.properties, 'DefinitionBody', 'paths'))];
  return paths.some(([, node]) => contentsOf(node).some(item => item.kind === 'map' && !item.entries.has('options')));
}

/** The same of CorsConfiguration of an AWS::Serverless::HttpApi, in which SAM resolves parameters. */
export function httpCorsRefusals(samApi: SamApi, configuration: Node | undefined, check: Check): void {
  const { id } = samApi;
  if (configuration && !isFalsy(configuration)) {
    expectKind(configuration, ['boolean', 'map'], `CorsConfiguration of ${id}`, check);
  }
  const cors = plainCors(configuration, check.isUndecided);
  if (!cors) return;
  checkKeys(cors, `CorsConfiguration of ${id}`, httpKeys, check);
  const [origin, ...others] = itemsOf(at(cors, 'AllowOrigins'));
  const credentials = at(cors, 'AllowCredentials');
  if (credentials && isTrue(credentials) && asString(origin) === '*' && others.length === 0) {
    check.refuse(
      credentials,
      `CorsConfiguration of ${id} has AllowCredentials for all origins, and SAM takes that for named ones only`,
    );
  }
  const own = at(samApi.properties, 'DefinitionBody', 'x-amazon-apigateway-cors');
  if (own) expectKind(own, 'map', `the x-amazon-apigateway-cors in DefinitionBody of ${id}`, check);
}

function plainCors(cors: Node | undefined, isUndecided: Undecided): MapNode | undefined {
  if (!cors || isFalsy(cors) || isNoValue(cors) || asIntrinsic(cors)) return undefined;
  return isUndecided(cors) ? undefined : asMap(cors);
}
