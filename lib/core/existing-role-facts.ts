import { ConstructStore } from './construct-store';

/** What is known of a role that exists already: nothing of its permissions. */
export interface ExistingRoleFacts {
  readonly roleArn: string;
  readonly serviceAccounts: readonly { readonly namespace: string; readonly name: string }[];
}

/** On the construct of such a role. */
export const EXISTING_ROLE = new ConstructStore<ExistingRoleFacts>('existingRole');
