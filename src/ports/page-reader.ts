import type { Day } from '../domain/calendar.ts';

/** What a web page says of itself. */
export interface PageFacts {
  title: string | null;
  /** The day it came out. */
  publishedOn: Day | null;
}

/** Reads pages of the few hosts the operator allows (`linkHosts`); nothing is fetched from any other. */
export interface PageReader {
  reads(url: string): boolean;
  /** Null facts where the page cannot be read or does not say; never throws. */
  read(url: string): Promise<PageFacts>;
}
