/** Where templates and files of the pages lie: beside the program, whether it runs from a checkout or a package. */
import { fileURLToPath } from 'node:url';

export const viewsFolder = fileURLToPath(new URL('../../../views/', import.meta.url));
export const publicFolder = fileURLToPath(new URL('../../../public/', import.meta.url));

const govukPackage = import.meta.resolve('govuk-frontend/package.json');
export const govukFolder = fileURLToPath(new URL('./dist/', govukPackage));
