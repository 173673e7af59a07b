import type { Socket } from 'node:net';
import { keyOf } from './gate.js';

/** Counts the open connections of each address; the answer is whether there may be one more. */
export function createAddressTally(
  most: number,
  isProxy: (address: string) => boolean = () => false,
): (socket: Socket) => boolean {
  const open = new Map<string, number>();
  return (socket) => {
    const { remoteAddress } = socket;
    if (most === 0 || remoteAddress === undefined || isProxy(remoteAddress)) return true;
    const key = keyOf(remoteAddress);
    const count = open.get(key) ?? 0;
    if (count >= most) return false;
    open.set(key, count + 1);
    socket.once('close', () => {
      const left = (open.get(key) ?? 1) - 1;
      if (left === 0) open.delete(key);
      else open.set(key, left);
    });
    return true;
  };
}
