import { execFileSync } from "node:child_process";

/** Workers run the compiled runner, whatever the tests themselves import. */
export default function setup(): void {
  execFileSync("npm", ["run", "--silent", "build"], { stdio: "inherit" });
}
