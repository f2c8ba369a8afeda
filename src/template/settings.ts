/** What the caller says of a deployment: values that a template alone leaves open. */
export interface DeploymentSettings {
  /** Template parameters by name. */
  readonly parameters: Readonly<Record<string, string>>;
  readonly stackName?: string;
  readonly region?: string;
}

/** What is known of the deployment of a template, by its file's name. */
export type SettingsOf = (file: string) => DeploymentSettings;

/** The value of a parameter or pseudo parameter, where the caller gave it. */
export function givenValue(settings: DeploymentSettings, name: string): string | undefined {
  if (name === 'AWS::StackName') return settings.stackName;
  if (name === 'AWS::Region') return settings.region;
  return Object.hasOwn(settings.parameters, name) ? settings.parameters[name] : undefined;
}
