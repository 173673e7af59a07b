import type { CertificatePurpose } from '../../access/issue-test-certificate.js';

/** What each kind of certificate is called, and what a request with it gets. */
export const purposeWords: Readonly<
  Record<CertificatePurpose, { readonly text: string; readonly hint: string }>
> = {
  usual: { text: 'To call the services', hint: 'Right for a year, and bound to your organisation' },
  expired: {
    text: 'An expired one, to see it refused',
    hint: 'It ended yesterday. Requests with it get WSEC0003',
  },
  otherOrganisation: {
    text: 'One of another organisation, to see it refused',
    hint: 'Right in itself, and bound to somebody else. Requests with it in your name get WSEC0003',
  },
  foreignAuthority: {
    text: 'One of an unknown authority, to see it refused',
    hint: 'Signed by an authority that nobody knows, and bound to nobody. Requests with it get WSEC0003',
  },
};
