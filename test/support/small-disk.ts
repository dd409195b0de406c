import { spawnSync } from "node:child_process";

/**
 * A command under which a folder has room for so many KiB and no more: a tmpfs of that size, which nobody else sees. On
 * a machine that mounts none for its users, no file may have more than a sixteenth of that.
 */
export function smallDisk(folder: string, kibibytes: number): readonly string[] {
  const mounted = [
    "unshare",
    "-Urm",
    "sh",
    "-c",
    `mount -t tmpfs -o size=${kibibytes}k none "$0" && exec "$@"`,
    folder,
  ];
  const limited = ["sh", "-c", `ulimit -f ${kibibytes / 8}; exec "$@"`, folder];
  const [command = "", ...args] = [...mounted, "true"];
  return spawnSync(command, args).status === 0 ? mounted : limited;
}
