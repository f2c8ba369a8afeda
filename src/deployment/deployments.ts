import { existsSync } from 'node:fs';
import { dirname, posix, resolve } from 'node:path';
import type { Files } from '../template/files.ts';
import type { DeploymentSettings, SettingsOf } from '../template/settings.ts';
import { UserError } from '../user-error.ts';
import { parametersIn, readParameterFiles } from './parameter-files.ts';
import type { Samconfig, SamEnvironment } from './samconfig.ts';

/** What the caller says of deployments; it outranks what a samconfig says. */
export interface DeploymentOptions extends DeploymentSettings {
  /** Files of parameter values, which `parameters` outranks; relative to the working folder. */
  readonly parameterFiles?: readonly string[];
  /** The environment of each samconfig that counts; `default` without it, as in the SAM CLI. */
  readonly configEnv?: string;
}

/** SAM's own order: the first that a folder has is its samconfig. */
const samconfigNames = ['samconfig.toml', 'samconfig.yaml', 'samconfig.yml'] as const;

/** The templates that SAM takes where none is named; the first that a folder has. */
const templateNames = ['template.yaml', 'template.yml', 'template.json'] as const;

/**
 * Reads what tells how templates are deployed: the caller's options over parameter files over, for each template, the
 * nearest samconfig of its folder or one above that deploys it.
 *
 * @param templates The names of the files that may be templates.
 * @throws UserError where no samconfig has the environment that is asked for, or a parameter file cannot be read.
 */
export async function readDeployments(
  options: DeploymentOptions,
  workingFolder: string,
  templates: readonly string[],
  files: Files,
  notice: (message: string) => void,
): Promise<SettingsOf> {
  const { stackName, region, configEnv = 'default' } = options;
  const own = {
    ...(stackName !== undefined && { stackName }),
    ...(region !== undefined && { region }),
  };
  const parameters = {
    ...(await readParameterFiles(workingFolder, options.parameterFiles ?? [])),
    ...options.parameters,
  };
  const samconfigs = await findSamconfigs(workingFolder, templates, files, notice);
  if (options.configEnv !== undefined) requireEnvironment(options.configEnv, [...samconfigs.values()]);
  const known = new Map<string, DeploymentSettings>();
  return file => {
    const settings = known.get(file) ?? settingsFor(file);
    known.set(file, settings);
    return settings;
  };

  function settingsFor(file: string): DeploymentSettings {
    const found = samEnvironmentOf(file, configEnv, samconfigs, workingFolder, templates);
    if (!found) return { ...own, parameters };
    const { samconfig, environment } = found;
    const given = {
      ...(environment.stackName !== undefined && { stackName: environment.stackName }),
      ...(environment.region !== undefined && { region: environment.region }),
    };
    const fromFiles = samParameterFiles(samconfig, environment, files, notice);
    return { ...given, ...own, parameters: { ...fromFiles, ...environment.parameters, ...parameters } };
  }
}

/** The samconfigs of the folders that hold templates and of those above them, by folder. */
async function findSamconfigs(
  workingFolder: string,
  templates: readonly string[],
  files: Files,
  notice: (message: string) => void,
): Promise<ReadonlyMap<string, Samconfig>> {
  const found = new Map<string, Samconfig>();
  const seen = new Set<string>();
  for (const template of templates) {
    for (const folder of foldersAbove(template)) {
      if (seen.has(folder)) break;
      seen.add(folder);
      const name = samconfigNames
        .map(each => posix.join(folder, each))
        .find(each => existsSync(resolve(workingFolder, each)));
      const source = name === undefined ? undefined : files.read(name);
      // Loaded here, so that a workspace without a samconfig does not wait for a reader of TOML.
      if (source) found.set(folder, (await import('./samconfig.ts')).readSamconfig(source, notice));
    }
  }
  return found;
}

/** The folder of a file and those above it, up to the working folder or to the top of what is outside of it. */
function* foldersAbove(file: string): Generator<string> {
  if (file === '-') return;
  for (let folder = posix.dirname(file); ; folder = posix.dirname(folder)) {
    yield folder;
    if (folder === '.' || posix.basename(folder) === '..' || posix.dirname(folder) === folder) return;
  }
}

function requireEnvironment(name: string, samconfigs: readonly Samconfig[]): void {
  if (samconfigs.some(samconfig => samconfig.names.includes(name))) return;
  const names = [...new Set(samconfigs.flatMap(samconfig => samconfig.names))].sort();
  throw new UserError(
    `No samconfig of the audited templates has the environment ${JSON.stringify(name)}.`,
    names.length === 0
      ? 'None beside the templates or above them, within the working folder, has any environment.'
      : `There ${names.length === 1 ? 'is' : 'are'} ${names.join(', ')}.`,
  );
}

function samEnvironmentOf(
  file: string,
  name: string,
  samconfigs: ReadonlyMap<string, Samconfig>,
  workingFolder: string,
  templates: readonly string[],
): { readonly samconfig: Samconfig; readonly environment: SamEnvironment } | undefined {
  for (const folder of foldersAbove(file)) {
    const samconfig = samconfigs.get(folder);
    const environment = samconfig?.environment(name);
    if (samconfig && environment && deploys(environment, folder, file, workingFolder, templates)) {
      return { samconfig, environment };
    }
  }
  return undefined;
}

/**
 * Whether an environment of a folder's samconfig deploys a template. What `sam build` or `sam package` writes is made of
 * the template that SAM takes by default.
 */
function deploys(
  { templates: named }: SamEnvironment,
  folder: string,
  file: string,
  workingFolder: string,
  templates: readonly string[],
): boolean {
  const paths = named.map(path => posix.join(folder, path.replaceAll('\\', '/')));
  const sources = paths.filter(
    path => !path.split('/').includes('.aws-sam') && existsSync(resolve(workingFolder, path)),
  );
  if (sources.length > 0) return sources.includes(file);
  if (posix.dirname(file) !== folder) return false;
  const byDefault = templateNames.map(name => posix.join(folder, name)).find(path => templates.includes(path));
  if (byDefault !== undefined) return byDefault === file;
  // Beside a samconfig that names no template stands the one that it is for.
  return named.length === 0 && templates.filter(other => posix.dirname(other) === folder).length === 1;
}

function samParameterFiles(
  { source }: Samconfig,
  { parameterFiles }: SamEnvironment,
  files: Files,
  notice: (message: string) => void,
): Readonly<Record<string, string>> {
  const values: [string, string][] = [];
  for (const name of parameterFiles) {
    const file = files.read(posix.join(dirname(source.name), name));
    const { parameters, faults } = file
      ? parametersIn(file)
      : {
          parameters: {},
          faults: [`${source.name}:1: It names the parameter file ${JSON.stringify(name)}, which is not there.`],
        };
    for (const fault of faults) notice(`${fault} The value was left out.`);
    values.push(...Object.entries(parameters));
  }
  return Object.fromEntries(values);
}
