package catalog

import "slices"

const nodeEntrypoint = `#!/bin/sh
# Words that are no command are meant for node.
set -e
case "$1" in
-*) set -- node "$@" ;;
*)
	if [ -z "$(command -v "$1")" ] || { [ -f "$1" ] && ! [ -x "$1" ]; }; then
		set -- node "$@"
	fi
	;;
esac
exec "$@"
`

// nodeFiles are Node.js and what it comes with.
func nodeFiles() []item {
	return slices.Concat(dirs("/usr/local/lib/node_modules /usr/local/lib/node_modules/npm /usr/local/lib/node_modules/npm/bin /usr/local/lib/node_modules/corepack /usr/local/include/node"),
		bins("/usr/local/bin/", "node:123000000 nodejs=node:123000000"), bins("/usr/local/lib/node_modules/npm/bin/", "npm-cli.js=npm:54 npx-cli.js=npx:2920"), list(
			link("/usr/local/bin/npm", "../lib/node_modules/npm/bin/npm-cli.js"), link("/usr/local/bin/npx", "../lib/node_modules/npm/bin/npx-cli.js"),
			program("/usr/local/bin/corepack", "corepack", 240),
			file("/usr/local/lib/node_modules/npm/package.json", "{\n  \"name\": \"npm\",\n  \"version\": \"10.9.3\"\n}\n")))
}

func yarnFiles() []item {
	return slices.Concat(dirs("/opt /opt/yarn-v1.22.22 /opt/yarn-v1.22.22/bin"), bins("/opt/yarn-v1.22.22/bin/", "yarn:1025"), list(
		link("/usr/local/bin/yarn", "/opt/yarn-v1.22.22/bin/yarn"), link("/usr/local/bin/yarnpkg", "/opt/yarn-v1.22.22/bin/yarn")))
}

func nodeHome() []item {
	return append(owned(1000, 1000, "/home/node"), file("/home/node/.bashrc", skelBashrc).own(1000, 1000))
}

var nodeContents = []content{
	{"people", func() []item {
		return append(people(debianPasswd, debianGroup, "node:x:1000:1000::/home/node:/bin/bash"), nodeHome()...)
	}},
	{"alpine", func() []item {
		return slices.Concat(people(alpinePasswd, alpineGroup, "node:x:1000:1000::/home/node:/bin/sh"), owned(1000, 1000, "/home/node"), nodeFiles())
	}},
	{"node", nodeFiles}, {"yarn", yarnFiles},
	{"entrypoint", put(file("/usr/local/bin/docker-entrypoint.sh", nodeEntrypoint))},
}

var (
	node22 = page(bookwormDeps, `
node 22 22-bookworm 22.23.2 jod lts lts-jod lts-bookworm
2026-09-19T03:18:35Z db06b62399bc4780e3f44aa0ce27e1678145cf0b16354508b8d83e72f5b9dd83 ae9f58d5c9f5a537110310be6b3cf67cf9c67146a3bb9310c0cb515fe71c8392 3112e746c4490eaeae5940bc123e8b57422fe7df0de6d5752d9c3e0ed5e5948b
c47e1a961960220a9ad0a5e312ddbee35e8e7263f3e07bec20df93bc657e2ac2 3321 8900 RUN /bin/sh -c groupadd --gid 1000 node   && useradd --uid 1000 --gid node --shell /bin/bash --create-home node # buildkit @people
ENV NODE_VERSION=22.23.2
63ebe93510e41660bb4c4d874f27cf8ac8578bc0fbe8d0e694ed84ec398e287f 58553286 190000000 RUN /bin/sh -c ARCH= && dpkgArch="$(dpkg --print-architecture)" ... && node --version && npm --version && rm -rf /tmp/* # buildkit @node
ENV YARN_VERSION=1.22.22
cbb4461208864e35b3ae67fd46dd9b8e2fd9b2dc647a6d2f57cc4a416b84b360 1250675 5340000 RUN /bin/sh -c set -ex && export GNUPGHOME="$(mktemp -d)" ... && yarn --version && rm -rf /tmp/* # buildkit @yarn
28807384429149fa6ec2983dcbe32b624095205217304c9fe10f133bdbc05598 446 388 COPY docker-entrypoint.sh /usr/local/bin/ # buildkit @entrypoint
ENTRYPOINT ["docker-entrypoint.sh"]
CMD ["node"]
`, nodeContents...)
	node22Alpine = page(alpineBase, `
node 22-alpine 22.23.3-alpine 22-alpine3.24 lts-alpine jod-alpine
2026-09-23T21:09:27Z 0a7108bf6c7bf5de370ffb1a3ed6be93d405b43ff159f681a8d18c0e2bc2e402 2c752226d477b4a886378baa95b9af252be59301b725fdb0b7e15208131505a8 7c3b093add7c43400ee83b815ab2cda98794a10045bcf76ce9bb2f89b97cbc5c
ENV NODE_VERSION=22.23.3
f7f2d304681aaa935c9cfd180850cf616ae843efce7682873d6521ded7268937 55585204 147000000 RUN /bin/sh -c addgroup -g 1000 node     && adduser -u 1000 -G node -s /bin/sh -D node     && apk add --no-cache libstdc++ ... && node --version && npm --version && rm -rf /tmp/* # buildkit @alpine
ENV YARN_VERSION=1.22.22
e554276b05e6306c5ad33cd85bfa7f0693083e21f6114db5abf60a20fb413039 1262001 5350000 RUN /bin/sh -c apk add --no-cache --virtual .build-deps-yarn curl gnupg tar ... && yarn --version && rm -rf /tmp/* # buildkit @yarn
d39db1cf9caa4f49c5a2e67111fbe6e0d5eea8ede550cb82f3dc2b79712688d6 447 388 COPY docker-entrypoint.sh /usr/local/bin/ # buildkit @entrypoint
ENTRYPOINT ["docker-entrypoint.sh"]
CMD ["node"]
`, nodeContents...)
	node22Slim = foundation(slices.Concat(bookwormSlim, readSteps(`
8a8f99d8b62deb507fbd5795068231986ca9788dc403c54373a862cbbdc1090a 3315 8900 RUN /bin/sh -c groupadd --gid 1000 node   && useradd --uid 1000 --gid node --shell /bin/bash --create-home node # buildkit @people
ENV NODE_VERSION=22.23.1
3de69d675a4de6c71e2311f1e547de804e6e68f051a0b9e17e6283d500894468 49937593 143000000 RUN /bin/sh -c ARCH= OPENSSL_ARCH= && dpkgArch="$(dpkg --print-architecture)" ... && node --version && npm --version && rm -rf /tmp/* # buildkit @node
ENV YARN_VERSION=1.22.22
6c81c36100ac3e6b034b455564d4455ecaa854542bc46cfb4a0bbca4817a6dcd 1712624 7200000 RUN /bin/sh -c set -ex   && savedAptMark="$(apt-mark showmanual)" ... && yarn --version && rm -rf /tmp/* # buildkit @yarn
c08735c7f0f9602a107c9b3b786ca0e9d07d35af36c3434a8c3fd9328aa4dd16 446 388 COPY docker-entrypoint.sh /usr/local/bin/ # buildkit @entrypoint
ENTRYPOINT ["docker-entrypoint.sh"]
CMD ["node"]
`, nodeContents, "2026-06-24T01:46:34Z"))...)
)

// nodeVersions are the other versions, of the old ones the last.
var nodeVersions = []struct{ major, patch, names string }{
	{"26", "26.4.0", "latest current"}, {"24", "24.12.0", "krypton"}, {"23", "23.11.1", ""}, {"21", "21.7.3", ""}, {"20", "20.20.0", "iron"}, {"18", "18.20.8", "hydrogen"},
	{"16", "16.20.2", "gallium"}, {"14", "14.21.3", "fermium"}, {"12", "12.22.12", "erbium"}, {"10", "10.24.1", "dubnium"}, {"8", "8.17.0", "carbon"},
	{"7", "7.10.1", ""}, {"6", "6.17.1", "boron"}, {"4", "4.9.1", "argon"},
}

// nodeTags are further tags that are in use, by the major version they are of.
var nodeTags = []struct{ major, plain, alpine string }{
	{"26", "", "alpine current-alpine alpine3.15"}, {"7", "", "7.7.0-alpine"}, {"4", "4.4.5", ""}, {"20", "", "20-alpine3.22"}, {"18", "", "18-alpine3.15"},
}

func nodeReleases() []release {
	slim := page(node22Slim, "node 22-slim 22-bookworm-slim 22.23.1-slim lts-slim\n2026-06-24T01:46:34Z")
	all := []release{node22, node22Alpine, slim}
	for _, v := range nodeVersions {
		plain, alpine, small := v.major+" "+v.patch+" "+v.names, v.major+"-alpine "+v.patch+"-alpine", v.major+"-slim "+v.patch+"-slim"
		if v.names == "latest current" {
			small += " slim"
		} else if v.names != "" {
			alpine, small = alpine+" "+v.names+"-alpine", small+" "+v.names+"-slim"
		}
		for _, t := range nodeTags {
			if t.major == v.major {
				plain, alpine = plain+" "+t.plain, alpine+" "+t.alpine
			}
		}
		all = append(all, derive(node22, plain, "22.23.2", v.patch), derive(node22Alpine, alpine, "22.23.3", v.patch),
			derive(page(bookwormSlim, nodeSlimPage, nodeContents...), small, "22.23.1", v.patch))
	}
	return all
}

// nodeSlimPage are the steps of the slim image, for other versions of it.
const nodeSlimPage = `
node 22-slim 22-bookworm-slim 22.23.1-slim
2026-06-24T01:46:34Z
8a8f99d8b62deb507fbd5795068231986ca9788dc403c54373a862cbbdc1090a 3315 8900 RUN /bin/sh -c groupadd --gid 1000 node   && useradd --uid 1000 --gid node --shell /bin/bash --create-home node # buildkit @people
ENV NODE_VERSION=22.23.1
3de69d675a4de6c71e2311f1e547de804e6e68f051a0b9e17e6283d500894468 49937593 143000000 RUN /bin/sh -c ARCH= OPENSSL_ARCH= && dpkgArch="$(dpkg --print-architecture)" ... && node --version && npm --version && rm -rf /tmp/* # buildkit @node
ENV YARN_VERSION=1.22.22
6c81c36100ac3e6b034b455564d4455ecaa854542bc46cfb4a0bbca4817a6dcd 1712624 7200000 RUN /bin/sh -c set -ex   && savedAptMark="$(apt-mark showmanual)" ... && yarn --version && rm -rf /tmp/* # buildkit @yarn
c08735c7f0f9602a107c9b3b786ca0e9d07d35af36c3434a8c3fd9328aa4dd16 446 388 COPY docker-entrypoint.sh /usr/local/bin/ # buildkit @entrypoint
ENTRYPOINT ["docker-entrypoint.sh"]
CMD ["node"]
`
