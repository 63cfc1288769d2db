import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { CreateStackCommand, DeleteStackCommand, UpdateStackCommand } from '@aws-sdk/client-cloudformation';
import type { Cdk } from './cdk';
import type { Place } from './places';
import { stackFailures, stackStatus, templateIn } from './stack';

/** Deploys the stacks of an assembly to one account. */
export interface Deployer {
  /** @throws if a stack is not complete after it */
  deploy(assembly: string): Promise<unknown>;
  destroy(assembly: string, stacks: readonly string[]): Promise<unknown>;
  destroyAll(assembly: string): Promise<unknown>;
}

/** By the real CLI. */
export function byCli(cdk: Cdk): Deployer {
  return {
    deploy: (assembly) => cdk.deploy(assembly, '--all'),
    destroy: (assembly, stacks) => cdk.succeed('destroy', '--app', assembly, '--force', ...stacks),
    destroyAll: (assembly) => cdk.succeed('destroy', '--app', assembly, '--force', '--all'),
  };
}

/** By the API that the CLI calls, in an account without the bootstrap stack: the stacks that have the account in their names. */
export function byApi(place: Place): Deployer {
  const { cloudFormation } = place;
  const remove = async (stacks: readonly string[]) => {
    for (const StackName of stacks) {
      await cloudFormation.send(new DeleteStackCommand({ StackName }));
    }
  };
  return {
    deploy: async (assembly) => {
      for (const StackName of stacksIn(assembly, place)) {
        // What asks for the bootstrap stack is the CLI's.
        const { Resources } = templateIn(join(assembly, `${StackName}.template.json`));
        const isNew = await stackStatus(place, StackName) === 'none';
        const input = { StackName, TemplateBody: JSON.stringify({ Resources }), Capabilities: ['CAPABILITY_NAMED_IAM' as const] };
        await cloudFormation.send(isNew ? new CreateStackCommand(input) : new UpdateStackCommand(input) as never);
        const status = await stackStatus(place, StackName);
        if (!/^(CREATE|UPDATE)_COMPLETE$/.test(status)) {
          throw new Error(`the stack ${StackName} must be complete, got ${status}: ${await stackFailures(place, StackName)}`);
        }
      }
    },
    destroy: (_, stacks) => remove(stacks),
    destroyAll: (assembly) => remove(stacksIn(assembly, place).reverse()),
  };
}

/** Those of roles before those of associations, whose names go on. */
function stacksIn(assembly: string, { account }: Place): string[] {
  const names = readdirSync(assembly).filter((name) => name.endsWith('.template.json')).map((name) => name.slice(0, -'.template.json'.length));
  return names.filter((name) => name.includes(`-${account}`)).sort();
}
