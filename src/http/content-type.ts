/**
 * Whether a request's Content-Type may hold a SOAP envelope. None at all is let through: some clients send none.
 * `application/soap+xml` is SOAP 1.2, which is told to its sender by its envelope's namespace, not by its media type.
 */
export function mayBeSoap(contentType: string | undefined): boolean {
  // The two forms that nearly every request has.
  if (contentType === 'text/xml; charset=utf-8' || contentType === 'text/xml' || contentType === undefined)
    return true;
  const end = contentType.indexOf(';');
  const mediaType = (end < 0 ? contentType : contentType.slice(0, end)).trim().toLowerCase();
  return (
    mediaType === '' ||
    mediaType === 'text/xml' ||
    mediaType === 'application/xml' ||
    mediaType === 'application/soap+xml'
  );
}
