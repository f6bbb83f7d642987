/** Of a picture that is unpacked to be shown small: what no camera reaches, and memory holds. */
export const MAX_PIXELS = 100_000_000;
