import { buildModel, type Outside } from '../model/build.ts';
import type { AuthModel } from '../model/model.ts';
import { isTextPlace } from '../model/place.ts';
import type { Files } from '../template/files.ts';
import { lookUp } from '../template/look-up.ts';
import { nestTemplates } from '../template/nesting.ts';
import { unlimitedRoom } from '../template/room.ts';
import { type AccountReading, referenceIn } from './declared.ts';
import { staleMethods } from './stale-methods.ts';
import { accountTemplate } from './template.ts';

/** The model of what an account has in a Region, made as that of the template that would declare it. */
export function accountModel(reading: AccountReading, outside: Outside): AuthModel {
  const settings = { parameters: {}, region: reading.region };
  const model = buildModel(
    nestTemplates([accountTemplate(reading)], noFiles, () => settings),
    noFiles,
    outside,
  );
  const unserved = new Set([...apisWithoutStage(reading), ...urlsForNobody(reading)]);
  return {
    ...model,
    endpoints: model.endpoints.map(endpoint => {
      const { place } = endpoint.api;
      return !isTextPlace(place) && unserved.has(place.arn) ? { ...endpoint, isServed: false } : endpoint;
    }),
    hasUnreadParts: reading.unread.length > 0,
    staleMethods: staleMethods(reading),
  };
}

/**
 * The ARNs of functions with a URL that asks for no authorization, and a policy that lets nobody use it all the same. The
 * policies of aliases are not read, so that of their URLs this cannot be said. See
 * https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html
 */
function urlsForNobody({ resources, unread }: AccountReading): readonly string[] {
  const opened = new Set(
    resources.flatMap(({ type, arn, properties }) =>
      type === 'AWS::Lambda::Permission' && 'FunctionUrlAuthType' in properties ? [arn] : [],
    ),
  );
  const doubtful = new Set(unread.map(({ arn }) => arn));
  return resources.flatMap(({ type, arn, properties }) => {
    const isOpen = type === 'AWS::Lambda::Url' && properties.AuthType === 'NONE' && properties.Qualifier === undefined;
    return isOpen && !opened.has(arn) && !doubtful.has(arn) ? [arn] : [];
  });
}

const stageTypes: Readonly<Record<string, string>> = {
  'AWS::ApiGateway::Stage': 'RestApiId',
  'AWS::ApiGatewayV2::Stage': 'ApiId',
};

/** The ARNs of APIs that have no address, for want of a stage; not those of which a part could not be read. */
function apisWithoutStage({ resources, unread }: AccountReading): ReadonlySet<string> {
  const staged = new Set(
    resources.flatMap(({ type, properties }) => referenceIn(properties[lookUp(stageTypes, type) ?? '']) ?? []),
  );
  const apis = resources.filter(({ type }) => type === 'AWS::ApiGateway::RestApi' || type === 'AWS::ApiGatewayV2::Api');
  const doubtful = new Set(unread.map(({ arn }) => arn));
  return new Set(apis.filter(({ key, arn }) => !staged.has(key) && !doubtful.has(arn)).map(({ arn }) => arn));
}

/** An account names no files. */
const noFiles: Files = {
  readBeside: () => undefined,
  read: () => undefined,
  parse: file => ({ file, problems: [] }),
  forget: () => undefined,
  parsed: () => [],
  room: unlimitedRoom,
};
