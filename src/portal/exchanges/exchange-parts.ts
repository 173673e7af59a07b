/** What the message inspector is made from. */
import type { ExchangeLog } from '../../register/exchange-ports.js';
import type { SectionParts } from '../portal-parts.js';

export interface InspectorParts extends Pick<
  SectionParts,
  'config' | 'clock' | 'log' | 'audit' | 'isStopping' | 'lookAtLearners' | 'sendAgain'
> {
  readonly exchanges: ExchangeLog;
}
