# The register as a small image: built in one stage, run in another by a user without rights.
# docker build -t learner-register .        See docs/deployment.md.
ARG NODE_IMAGE=node:20-slim

FROM ${NODE_IMAGE} AS build
# For the SQLite driver, should no built one be there for this machine.
RUN apt-get update \
    && apt-get install --yes --no-install-recommends g++ make python3 \
    && rm -rf /var/lib/apt/lists/*
WORKDIR /build
COPY package.json package-lock.json ./
RUN npm ci --no-audit --no-fund
COPY tsconfig.json tsconfig.client.json ./
COPY src ./src
COPY bench ./bench
COPY scripts ./scripts
COPY test ./test
RUN npm run build \
    && npm prune --omit=dev --no-audit --no-fund

FROM ${NODE_IMAGE}
ENV NODE_ENV=production \
    LR_HOST=0.0.0.0 \
    LR_PORT=8080 \
    LR_DATA_DIR=/var/lib/learner-register
WORKDIR /app
COPY package.json README.md LICENSE CHANGELOG.md ./
COPY wsdl ./wsdl
COPY fixtures ./fixtures
COPY views ./views
COPY public ./public
COPY docs ./docs
COPY --from=build /build/node_modules ./node_modules
COPY --from=build /build/dist/src ./dist/src
RUN ln -s /app/dist/src/cli/main.js /usr/local/bin/learner-register \
    && chmod 0755 /app/dist/src/cli/main.js \
    && install --directory --owner=node --group=node --mode=0700 /var/lib/learner-register
USER node
VOLUME /var/lib/learner-register
EXPOSE 8080
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=3s --start-period=30s --retries=3 \
    CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.LR_PORT}/health/ready`).then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
ENTRYPOINT ["node", "/app/dist/src/cli/main.js"]
CMD ["serve"]
