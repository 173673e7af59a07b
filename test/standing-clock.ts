import { DateTime } from 'luxon';
import type { Clock } from '../src/register/ports.js';

/** A clock that stands still until a test moves it on: a Monday morning in winter, when London keeps UTC. */
export class StandingClock implements Clock {
  #now = Date.parse('2026-03-02T09:30:00Z');

  now(): Date {
    return new Date(this.#now);
  }

  today(): string {
    return DateTime.fromMillis(this.#now, { zone: 'Europe/London' }).toFormat('yyyy-MM-dd');
  }

  advance(time: { readonly minutes?: number; readonly seconds?: number }): void {
    this.#now += ((time.minutes ?? 0) * 60 + (time.seconds ?? 0)) * 1000;
  }
}
