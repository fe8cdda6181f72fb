import type { Judgement, View } from '../../server/src/core/rule/view.ts';
import { fails, isUnknown, itemsOf, passes, valueAt, type Subject } from './about-subject.ts';

/** Does the cluster have two subnets? Each subnet lies in one availability zone, and a cluster takes one of each. */
export function isInTwoZones(subject: Subject, view: View): Judgement {
  const subnets = valueAt(subject, [view.family === 'cfn' ? 'SubnetIds' : 'subnet_ids'], view);
  if (subnets.kind === 'unknown' || subnets.kind === 'ref' || (subnets.kind === 'list' && subnets.open)) return isUnknown(subject, 'its subnets are not known');
  const count = itemsOf(subnets, view).length;
  return count >= 2 ? passes(subject, `it names ${count} subnets`) : fails(subject, count === 1 ? 'it names one subnet' : 'it names no subnet');
}
