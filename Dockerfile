# The page behind nginx, read-only and without root: docs/hosting.md says how to run it.
FROM node:22-alpine AS build
WORKDIR /signet
COPY package.json package-lock.json .npmrc ./
RUN npm ci --no-audit --no-fund --ignore-scripts
COPY . .
ARG SIGNET_COMMIT
RUN SIGNET_COMMIT=$SIGNET_COMMIT npx vite build --logLevel warn && npx vite build -c vite.single.config.ts --logLevel warn

FROM nginxinc/nginx-unprivileged:stable-alpine
COPY deploy/nginx.conf /etc/nginx/nginx.conf
COPY --from=build /signet/dist/page /usr/share/nginx/html
COPY --from=build /signet/dist/signet.html /usr/share/nginx/html/signet.html
USER 101
EXPOSE 8080
