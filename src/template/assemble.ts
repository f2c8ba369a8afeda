import type { Files } from './files.ts';
import { expandIncludes } from './include.ts';
import { expandLoops } from './language-extensions.ts';
import type { MapNode } from './node.ts';
import type { DeploymentSettings } from './settings.ts';
import { sharedNames } from './shared-names.ts';
import type { SourceFile } from './source.ts';
import { isTemplate, readTemplate, type Template } from './template.ts';

/** Reads a file as `assembleTemplate` does; undefined where it is no template, or cannot be parsed. */
export function readAsTemplate(file: SourceFile, files: Files, settings: DeploymentSettings): Template | undefined {
  const { root } = files.parse(file);
  return root && isTemplate(root) ? assembleTemplate(file, files, settings) : undefined;
}

/**
 * Reads a template as CloudFormation's own macros make it: AWS::Include wherever it is called, and then what Transform
 * lists. Throws where the file is no template. See
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/template-macros-author.html
 */
export function assembleTemplate(file: SourceFile, files: Files, settings: DeploymentSettings): Template {
  const read = files.room.keep(file.text.length, () => {
    const { root } = files.parse(file);
    if (!root || !isTemplate(root)) throw new Error(`${file.name} is no template.`);
    return assembled(file, expandIncludes(root, files), settings);
  });
  const template = files.room.isLimited ? new RereadTemplate(file, read) : read();
  // While the template is at hand: the names of all are needed before what else is in any of them.
  sharedNames(template, settings);
  return template;
}

function assembled(file: SourceFile, written: MapNode, settings: DeploymentSettings): Template {
  const { root, openLoops } = expandLoops(written, settings);
  return readTemplate(file, root, written, openLoops);
}

/** A template that is read again where what was read of it went; what all templates are asked for stays. */
class RereadTemplate implements Template {
  readonly isExpanded: boolean;
  readonly types: ReadonlySet<string>;

  constructor(
    readonly file: SourceFile,
    private readonly read: () => Template,
  ) {
    ({ isExpanded: this.isExpanded, types: this.types } = read());
  }

  get root() {
    return this.read().root;
  }
  get written() {
    return this.read().written;
  }
  get resources() {
    return this.read().resources;
  }
  get resourcesByType() {
    return this.read().resourcesByType;
  }
  get loops() {
    return this.read().loops;
  }
  get openLoops() {
    return this.read().openLoops;
  }
  get parameters() {
    return this.read().parameters;
  }
  get conditions() {
    return this.read().conditions;
  }
  get references() {
    return this.read().references;
  }
  get transforms() {
    return this.read().transforms;
  }
  get unreadMacros() {
    return this.read().unreadMacros;
  }
  get isSam() {
    return this.read().isSam;
  }
}
