# Not proven yet: this file was written without a container engine at hand.
FROM node:24-slim
WORKDIR /app
# Without NODE_ENV it can be tried: once a chat platform is connected the sandbox is off by itself, and from outside it wants SANDBOX_TOKEN.
ENV HOST=0.0.0.0 DATA_DIR=/data TZ=Asia/Shanghai

COPY package.json package-lock.json .npmrc ./
# The image brings Node 24 itself; the packaged one is for hosts without.
RUN npm ci --omit=dev --loglevel=error \
  && rm -rf node_modules/node-linux-* node_modules/.bin/node /root/.npm
COPY config config
COPY templates templates
COPY src src

RUN mkdir /data && chown node:node /data
VOLUME /data
USER node
EXPOSE 3000
HEALTHCHECK --start-period=20s --interval=30s --timeout=5s \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT ?? 3000}/health/ready`).then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "src/main.ts"]
