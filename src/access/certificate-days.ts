/** How long a certificate of the test authority is right unless somebody says otherwise. */
export const usualCertificateDays = 365;
