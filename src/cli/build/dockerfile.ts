import { REPLACED_LINE } from "../../workers/requirements.ts";

/** The image with evalbridge and Node in it, as the `Dockerfile` of evalbridge itself makes it. */
export const EVALBRIDGE_IMAGE = "evalbridge";
/** Where the host itself listens in the image, beside its platform's ports. */
const HOST_PORT = 8090;

/** What an image is made of. */
export interface ImageParts {
  /** What it is built on. */
  readonly base: string;
  /** Packages of the system, by apt. */
  readonly system: readonly string[];
  /** requirements.txt and what it includes, relative to the package. */
  readonly requirements: readonly string[];
  /** Of its platform, for clients that know them. */
  readonly ports: readonly number[];
}

/** The Dockerfile of an image with runtime, system packages and Python packages, and no file of the package itself. */
export function dockerfile({ base, system, requirements, ports }: ImageParts): string {
  return `# The runtime of a model service: Node, evalbridge, Python, and the packages that it asks for. Its code and its models come
# when it starts: see launch.sh. Written by \`evalbridge build\`; yours to change.
FROM ${EVALBRIDGE_IMAGE} AS evalbridge

# Debian, Ubuntu or another one with apt and glibc 2.28 or newer.
FROM ${base}
USER root
RUN apt-get update \\
 && if ! command -v python3; then python="python3 python3-venv"; fi \\
 && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends ca-certificates \${python:-}${system.map((name) => ` ${name}`).join("")} \\
 && rm -rf /var/lib/apt/lists/*
COPY --from=evalbridge /usr/local/bin/node /usr/local/bin/node
COPY --from=evalbridge /opt/evalbridge /opt/evalbridge
# Beside what the base image has, and none of what evalbridge brings itself.
RUN python3 -m venv --system-site-packages /opt/python
${requirements.length === 0 ? "" : installed(requirements)}ENV PATH=/opt/python/bin:$PATH EVALBRIDGE_PYTHON=/opt/python/bin/python3 NODE_ENV=production
RUN useradd --create-home --shell /bin/sh service && mkdir -p /opt/service && chown service /opt/service
COPY launch.sh /opt/service/launch.sh
# A container is reached from outside it: here by everybody, until EVALBRIDGE_AUTH says otherwise.
ENV EVALBRIDGE_AUTH=none EVALBRIDGE_PORT=${HOST_PORT}
USER service
WORKDIR /opt/service
EXPOSE ${[HOST_PORT, ...ports].join(" ")}
ENTRYPOINT ["/bin/sh", "/opt/service/launch.sh"]
`;
}

function installed(files: readonly string[]): string {
  const copies = files.map((name) => `COPY ${JSON.stringify([name, `/opt/requirements/${name}`])}`);
  return `${copies.join("\n")}
RUN cd /opt/requirements \\
 && find . -type f -exec sed -i -E '/${REPLACED_LINE}/Id' {} + \\
 && /opt/python/bin/python3 -m pip install --no-cache-dir -r requirements.txt
`;
}
