import { statSync } from 'node:fs';
import { dirname, isAbsolute, resolve } from 'node:path';
import { type DeploymentOptions, readDeployments } from './deployment/deployments.ts';
import { type Candidate, discover } from './discover.ts';
import { optimizeLate, takeTreesForShortLived } from './engine.ts';
import { readAsTemplate } from './template/assemble.ts';
import { type Files, type Overlay, workspaceFiles } from './template/files.ts';
import { limitedRoom, type Room, unlimitedRoom } from './template/room.ts';
import type { SettingsOf } from './template/settings.ts';
import type { Template } from './template/template.ts';
import { isTemplateOfTemplate } from './template/template-of-template.ts';
import { UserError } from './user-error.ts';

/** What of the audit's options tells where templates are, and what is known of their deployment. */
export interface TemplateOptions extends DeploymentOptions {
  /** Absolute. */
  readonly workingFolder: string;
  readonly paths: readonly string[];
  readonly readStandardInput: () => Promise<string>;
  /** Read in place of what the files hold. */
  readonly overlay?: Overlay;
  /** Keeps the templates' trees; without it, all of them are kept unless they are very many. */
  readonly room?: Room;
  readonly onProgress?: (done: number, total: number) => void;
  readonly onNotice?: (message: string) => void;
}

/** The templates of a workspace, and its files: those that they stand in, and those that they name. */
export interface Workspace {
  readonly templates: readonly Template[];
  readonly files: Files;
  /** What is known of each template's deployment, without what a stack around it passes. */
  readonly deploymentOf: SettingsOf;
  /** How many sources of templates (Jinja and the like) were left out. */
  readonly skipped: number;
}

/**
 * Finds and reads the templates. A file that cannot be parsed stays among `files` with its problems.
 *
 * @throws UserError where a path does not exist, or there is nothing that could be a template.
 */
export async function readTemplates(options: TemplateOptions): Promise<Workspace> {
  optimizeLate();
  const { workingFolder, paths } = options;
  const notice = options.onNotice ?? (() => undefined);
  const candidates = await discover(workingFolder, paths, options.readStandardInput, notice, options.overlay);
  const room = options.room ?? roomFor(candidates);
  const roots = [workingFolder, ...foldersOf(workingFolder, paths)];
  const files = workspaceFiles(workingFolder, roots, room, options.overlay);
  const names = candidates.map(({ source }) => source.name);
  const deploymentOf = await readDeployments(options, workingFolder, names, files, notice);
  const templates: Template[] = [];
  const refusals: string[] = [];
  let skipped = 0;
  let unreadable = 0;
  for (const [index, candidate] of room.inTurn(candidates.entries())) {
    options.onProgress?.(index, candidates.length);
    const { source, isNamed } = candidate;
    const isReadable = files.parse(source).root !== undefined;
    if (isTemplateOfTemplate(source, isReadable)) {
      files.forget(source);
      skipped += 1;
      continue;
    }
    const template = readAsTemplate(source, files, deploymentOf(source.name));
    if (template) templates.push(template);
    else if (isReadable) {
      files.forget(source);
      if (isNamed) refusals.push(refusal(candidate));
    } else if (isNamed || mayBeTemplate.test(source.name)) unreadable += 1;
    // A page or a program that shows a template is none.
    else files.forget(source);
  }
  options.onProgress?.(candidates.length, candidates.length);
  if (templates.length === 0 && unreadable === 0) throw nothingFound(paths, refusals, skipped);
  for (const message of refusals) notice(`${message} It was left out.`);
  return { templates, files, deploymentOf, skipped };
}

const roomSizes = {
  /** The characters of texts up to which all trees are kept: those of some two thousand templates. */
  all: 8 * 1024 * 1024,
  /** Where there are more: the limit of the room that is left, little enough for V8 to take what is in it for short-lived. */
  some: 256 * 1024,
};

/** Trees of very many templates are packed and made again rather than kept: that takes more time and much less memory. */
function roomFor(candidates: readonly Candidate[]): Room {
  const characters = candidates.reduce((sum, { source }) => sum + source.text.length, 0);
  if (characters <= roomSizes.all) return unlimitedRoom;
  takeTreesForShortLived();
  return limitedRoom(roomSizes.some);
}

/** The endings of template files; some have none. */
const mayBeTemplate = /\.(?:ya?ml|json|template|cfn|tpl|tmpl)$|(?:^|\/)[^./]+$/i;

/** What named files may refer to: what lies beside them. */
function foldersOf(workingFolder: string, paths: readonly string[]): string[] {
  return paths
    .filter(path => path !== '-')
    .map(path => (isAbsolute(path) ? path : resolve(workingFolder, path)))
    .map(path => (statSync(path).isDirectory() ? path : dirname(path)));
}

function refusal({ source }: Candidate): string {
  const start = source.text.trimStart()[0];
  const what = start === '[' || start === '-' ? 'its top level is a list' : 'it has no Resources with a Type';
  return `${source.name} is not a SAM or CloudFormation template: ${what}.`;
}

function nothingFound(paths: readonly string[], refusals: readonly string[], skipped: number): UserError {
  const [first] = refusals;
  if (first !== undefined) {
    return new UserError(
      refusals.join('\n'),
      'Name a template: a map whose Resources have each a Type, such as AWS::Serverless::Function.',
    );
  }
  const only = skipped > 0 ? `, only ${skipped} that Jinja, cookiecutter or the like has to fill in first` : '';
  return new UserError(
    `There is no SAM or CloudFormation template in ${paths.map(path => (path === '.' ? 'this folder' : path)).join(', ')}${only}.`,
    'Name the folder or the file that holds one. Build output (cdk.out, .aws-sam) and node_modules are looked into only where they are named.',
  );
}
