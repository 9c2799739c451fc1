package catalog

// ghostReleases are the blog, which stands on Node.js: its image is to be looked
// at; the program itself is not simulated and says so.
var ghostReleases = []release{page(node22Slim, `
ghost latest 6 6.51.0
2026-07-06T18:49:13Z 61f17ded6e3b91097975f6ddd45305a1366bf9837c171892a952af767b38a804 b2fdb8b90653e11bd9ea6076a0cc28a91f8a7176b18ab33a3eae3e38cfad06db 701040219ed32ca150a18a088ad960da738c4233f46dca1f568668d9bdd3d699
ENV GOSU_VERSION=1.19
7f833c67ebf8bf7d1033123ac6621c387d770aabffcc2bf0545d60185552fd78 1247538 2700000 RUN /bin/sh -c set -eux; ... gosu nobody true # buildkit
ENV NODE_ENV=production
ENV GHOST_CLI_VERSION=1.29.3
4fabcf71ebb6f1c25f1689f9cd602f03ecb46de484331e8323202601e06a5256 14583186 63000000 RUN /bin/sh -c set -eux; corepack enable; npm install -g "ghost-cli@$GHOST_CLI_VERSION"; npm cache clean --force # buildkit
ENV GHOST_INSTALL=/var/lib/ghost
ENV GHOST_CONTENT=/var/lib/ghost/content
ENV GHOST_VERSION=6.51.0
204f3e9c95a9c571d54841ebd4f8d7d16db5ea8405b6d142937796588e611cc6 191078000 690000000 RUN /bin/sh -c set -eux; mkdir -p "$GHOST_INSTALL"; ... # buildkit @ghost
`+workdirBlob+` 32 0 WORKDIR /var/lib/ghost
VOLUME [/var/lib/ghost/content]
ba8aef4f10fb0a87c8be1b14332ec6060f5a530f6df427ed78c1c44335f76b1f 544 690 COPY docker-entrypoint.sh /usr/local/bin/ # buildkit @entrypoint
ENTRYPOINT ["docker-entrypoint.sh"]
EXPOSE map[2368/tcp:{}]
CMD ["node" "current/index.js"]
`, append(ghostContents, nodeContents...)...)}

var ghostContents = []content{{"ghost", func() []item {
	return append(owned(1000, 1000, "/var/lib/ghost /var/lib/ghost/content /var/lib/ghost/content/themes /var/lib/ghost/current"),
		file("/var/lib/ghost/config.production.json", "{\n  \"url\": \"http://localhost:2368\",\n  \"server\": { \"port\": 2368, \"host\": \"::\" }\n}\n"),
		file("/var/lib/ghost/current/index.js", "console.error('ghost: the blog itself is not simulated');\nprocess.exit(1);\n"))
}}}
