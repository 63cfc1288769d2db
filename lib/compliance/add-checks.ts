import { Validations } from 'aws-cdk-lib/core';
import type { App } from 'aws-cdk-lib/core';
import { AwsSolutionsChecks } from 'cdk-nag';
import { IrsaChecks } from './irsa-checks';

/** Judges an app by cdk-nag's AwsSolutions pack and by ours; an error that nothing acknowledges fails the synth. */
export function addChecks(app: App): void {
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app), new IrsaChecks(app));
}
