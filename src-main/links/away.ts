import type { AppError } from '../contract/app-error';

/** The portal cannot be asked now; what is kept here has to do. */
export const isAway = ({ code }: AppError): boolean =>
  code === 'portal.unavailable' || (code.startsWith('net.') && code !== 'net.cancelled');
