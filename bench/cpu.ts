import { readFileSync } from 'node:fs';
import type { Connection } from 'mysql2/promise';

/** Processor time a process has used so far, in microseconds; NaN where the system does not tell. */
export function cpuUsOf(pid: number | null | undefined): number {
  try {
    const fields =
      readFileSync(`/proc/${pid ?? 0}/stat`, 'utf8')
        .split(') ')[1]
        ?.split(' ') ?? [];
    return (Number(fields[11]) + Number(fields[12])) * 10_000;
  } catch {
    return NaN;
  }
}

/** The most memory a process ever held, in MB; null where the system does not tell. */
export function memoryMbOf(pid: number | undefined): number | null {
  try {
    const status = readFileSync(`/proc/${pid ?? 0}/status`, 'utf8');
    return Math.round(Number(/VmHWM:\s+(\d+) kB/.exec(status)?.[1] ?? NaN) / 1_024);
  } catch {
    return null;
  }
}

/** The process of the database server, when it runs on this machine and says so. */
export async function databasePidOf(admin: Connection): Promise<number | null> {
  try {
    const [rows] = await admin.query('SELECT @@pid_file AS path');
    const [row] = rows as { path: string }[];
    const pid = Number(readFileSync(row?.path ?? '', 'utf8'));
    return Number.isInteger(pid) && pid > 0 ? pid : null;
  } catch {
    return null;
  }
}
