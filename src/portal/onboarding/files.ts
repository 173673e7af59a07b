import type { NewTestCertificate } from '../../access/issue-test-certificate.js';

/** A file that a page carries in a link, so that it need not be kept anywhere to be fetched. */
export interface ShownFile {
  readonly name: string;
  readonly text: string;
  /** `data:…;base64,…` */
  readonly href: string;
}

/** The files of a new certificate, the PFX first where there is one. `name` becomes part of their names. */
export function shownFiles(
  { pem, authorityPem, pfx }: NewTestCertificate,
  name: string,
): readonly ShownFile[] {
  const start = name.toLowerCase();
  return [
    ...(pfx === undefined
      ? []
      : [
          {
            name: `${start}.pfx`,
            text: 'Download key and certificate as one file (PFX, PKCS #12)',
            href: dataLink('application/x-pkcs12', pfx.content),
          },
        ]),
    {
      name: `${start}.pem`,
      text: 'Download the certificate (PEM)',
      href: dataLink('application/x-pem-file', Buffer.from(pem)),
    },
    {
      name: 'test-ca.pem',
      text: "Download the authority's certificate (PEM)",
      href: dataLink('application/x-pem-file', Buffer.from(authorityPem)),
    },
  ];
}

function dataLink(type: string, content: Buffer): string {
  return `data:${type};base64,${content.toString('base64')}`;
}
