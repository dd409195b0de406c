# The image to build on: Debian 12, or another one with apt and glibc 2.28 or newer. It need not have Node.
ARG BASE=node:20-bookworm-slim

FROM node:20-bookworm-slim AS build
WORKDIR /opt/evalbridge
COPY package.json package-lock.json .npmrc ./
RUN npm ci --ignore-scripts
COPY . .
# onnxruntime-node carries the libraries of every platform.
RUN npm run build \
 && npm prune --omit=dev --ignore-scripts \
 && find node_modules/onnxruntime-node/bin/napi-v6 -mindepth 2 -maxdepth 2 \
      ! -path "*/$(node -p 'process.platform + "/" + process.arch')" -exec rm -rf {} +

FROM ${BASE}
USER root
RUN apt-get update \
 && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends ca-certificates python3 python3-venv \
 && rm -rf /var/lib/apt/lists/* \
 && (id node 2>/dev/null || useradd --create-home --shell /bin/bash node) \
 && mkdir -p /workspace/serving
COPY --from=build /usr/local/bin/node /usr/local/bin/node
COPY --from=build /opt/evalbridge /opt/evalbridge
ENV NODE_ENV=production
ENV PYTHONPATH=/workspace/serving/python:$PYTHONPATH
# A container is reached from outside it, so its configuration must say who may call: here everybody, until an
# evalbridge.yaml in /workspace/serving or EVALBRIDGE_AUTH says otherwise.
RUN echo 'auth: none' > /workspace/evalbridge.yaml
USER node
WORKDIR /workspace
EXPOSE 8080
HEALTHCHECK --interval=10s --timeout=3s --start-period=10s \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.EVALBRIDGE_PORT ?? 8080}/health`).then(({ ok }) => process.exit(ok ? 0 : 1))"]
# node itself is the first process, so that SIGTERM reaches it and it drains.
ENTRYPOINT ["node", "/opt/evalbridge/dist/main.js"]
CMD ["serve", "/workspace/serving", "--host", "0.0.0.0"]
