import type { OpeningHours } from '../../src/modules/brands/index.js';

const LINE = /^([1-7])(?:-([1-7]))?\s+(\S+?)\s*[-–]\s*(\S+)$/;

/** `1-5 10:00-22:00`, one line for days that are alike. What is not understood is sent as it is, for the API to refuse. */
export function hoursIn(text: string): OpeningHours[] {
  const lines = text.split('\n').map((line) => line.trim()).filter(Boolean); // prettier-ignore
  return lines.flatMap((line) => {
    const [, from = '0', to = from, opens = line, closes = ''] = LINE.exec(line) ?? [];
    return days(Number(from), Number(to)).map((weekday) => ({ weekday, opens, closes }));
  });
}

/** The same back: a line for each run of days that are alike. */
export function hoursSaid(stored: string): string {
  const runs: { from: number; to: number; span: string }[] = [];
  for (const { weekday, opens, closes } of JSON.parse(stored) as OpeningHours[]) {
    const [span, last] = [`${opens}-${closes}`, runs.at(-1)];
    if (last?.span === span && last.to + 1 === weekday) last.to = weekday;
    else runs.push({ from: weekday, to: weekday, span });
  }
  return runs.map(({ from, to, span }) => `${from === to ? String(from) : `${String(from)}-${String(to)}`} ${span}`).join('\n'); // prettier-ignore
}

/** `36.06, 120.38` */
export function pointIn(text: string): { latitude: number; longitude: number } | null {
  if (text.trim() === '') return null;
  const [latitude = NaN, longitude = NaN] = text.split(/[,，\s]+/).map(Number);
  return { latitude, longitude };
}

function days(from: number, to: number): number[] {
  return Array.from({ length: Math.max(1, to - from + 1) }, (_, at) => from + at);
}
