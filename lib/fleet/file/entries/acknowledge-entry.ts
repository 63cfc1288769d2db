import { REASON } from '../../../core/reason';
import { FINDING_ID } from '../formats';
import { list } from '../types/list-type';
import { object } from '../types/object-type';
import { text } from '../types/text-type';

/** The key `acknowledge`, of a workload and of its target role. */
export const acknowledgeKey = (ofWhat: string) => list(object({
  id: text(FINDING_ID, 'The id, as the finding shows it.').required(),
  reason: text(REASON, 'Why you accept it.').required(),
}), `Findings of IrsaChecks on the ${ofWhat} that you accept, by the ids that they show. cdk-irsa warns about an acknowledgement without a finding. Default: none.`, { mainKey: 'id' });
