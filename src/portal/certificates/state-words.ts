/** How pages show the state of a certificate. */
import type { CertificateState } from '../../domain/certificate.js';

export const stateTags: Readonly<
  Record<CertificateState, { readonly text: string; readonly colour: string }>
> = {
  valid: { text: 'In use', colour: 'green' },
  expiring: { text: 'Ends soon', colour: 'orange' },
  notYetValid: { text: 'Not valid yet', colour: 'blue' },
  expired: { text: 'Expired', colour: 'red' },
  revoked: { text: 'Revoked', colour: 'grey' },
};
