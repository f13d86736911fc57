/** What a file may be at most. A picture is small as a file and large when it is opened: its sides are looked at before. */
export const BYTES_MAX = 10_000_000;
export const SIDE_MAX = 8_000;
export const PIXELS_MAX = 40_000_000;
/** What a picture may be after it was written anew: another encoder may need more room for it. */
export const STORED_BYTES_MAX = 100_000_000;

export const MINUTE_MS = 60_000;
/** How long an address takes an upload. */
export const ADDRESS_MS = 15 * MINUTE_MS;
/** How many files a member may announce in 24 hours. */
export const MEMBER_UPLOADS_MAX = 100;
/** How many files anything may show. */
export const NAMED_MAX = 20;
