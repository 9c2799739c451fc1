package catalog

import (
	"crypto/md5"
	"encoding/hex"
	"strings"
)

const nginxConf = `# The main configuration. Servers are in conf.d, one file each.

user  nginx;
worker_processes  auto;

error_log  /var/log/nginx/error.log notice;
pid        /run/nginx.pid;


events {
    worker_connections  1024;
}


http {
    include       /etc/nginx/mime.types;
    default_type  application/octet-stream;

    log_format  main  '$remote_addr - $remote_user [$time_local] "$request" '
                      '$status $body_bytes_sent "$http_referer" '
                      '"$http_user_agent" "$http_x_forwarded_for"';

    access_log  /var/log/nginx/access.log  main;

    sendfile        on;
    keepalive_timeout  65;

    include /etc/nginx/conf.d/*.conf;
}
`

const nginxDefaultConf = `server {
    listen       80;
    server_name  localhost;

    location / {
        root   /usr/share/nginx/html;
        index  index.html index.htm;
    }

    # What the browser gets when the server itself fails.
    error_page   500 502 503 504  /50x.html;
    location = /50x.html {
        root   /usr/share/nginx/html;
    }
}
`

const nginxIndex = `<!DOCTYPE html>
<html>
<head>
<title>Welcome to nginx!</title>
<style>
html { color-scheme: light dark; }
body { width: 35em; margin: 0 auto; font-family: sans-serif; }
</style>
</head>
<body>
<h1>Welcome to nginx!</h1>
<p>This page comes from a web server that runs but has not been given pages of
its own yet. Put yours into /usr/share/nginx/html.</p>
</body>
</html>
`

const nginx50x = `<!DOCTYPE html>
<html>
<head>
<title>Error</title>
</head>
<body>
<h1>An error occurred.</h1>
<p>The page cannot be shown at the moment. Please try again later; whoever runs
this server finds the reason in its error log.</p>
</body>
</html>
`

const nginxMimeTypes = `types {
    text/html                             html htm shtml;
    text/css                              css;
    text/xml                              xml;
    text/plain                            txt;
    text/markdown                         md;
    image/gif                             gif;
    image/jpeg                            jpeg jpg;
    image/png                             png;
    image/svg+xml                         svg svgz;
    image/webp                            webp;
    image/x-icon                          ico;
    font/woff                             woff;
    font/woff2                            woff2;
    application/javascript                js;
    application/json                      json;
    application/pdf                       pdf;
    application/wasm                      wasm;
    application/zip                       zip;
    application/octet-stream              bin exe dll iso img;
    audio/mpeg                            mp3;
    video/mp4                             mp4;
}
`

const nginxEntrypoint = `#!/bin/sh
# Prepares the configuration by running what is in /docker-entrypoint.d, then
# becomes the command. Anything but nginx runs as it is.
set -e

say() {
	if [ -z "${NGINX_ENTRYPOINT_QUIET_LOGS:-}" ]; then
		echo "$0: $1"
	fi
}

prepare() {
	for script in /docker-entrypoint.d/*; do
		case "$script" in
		*.envsh)
			if [ -x "$script" ]; then
				say "Sourcing $script"
				. "$script"
			else
				say "Ignoring $script, not executable"
			fi
			;;
		*.sh)
			if [ -x "$script" ]; then
				say "Launching $script"
				"$script"
			else
				say "Ignoring $script, not executable"
			fi
			;;
		*)
			say "Ignoring $script"
			;;
		esac
	done
	say "Configuration complete; ready for start up"
}

case "$1" in
nginx | nginx-debug)
	if [ -n "$(ls /docker-entrypoint.d)" ]; then
		say "/docker-entrypoint.d/ is not empty, will attempt to perform configuration"
		say "Looking for shell scripts in /docker-entrypoint.d/"
		prepare
	else
		say "No files found in /docker-entrypoint.d/, skipping configuration"
	fi
	;;
esac

exec "$@"
`

// nginxListenIPv6 edits only the configuration file that came with the image,
// which it knows by its checksum.
var nginxListenIPv6 = strings.ReplaceAll(`#!/bin/sh
# Lets the default server listen on IPv6 too, unless its file was changed.
me=$(basename "$0")
conf=/etc/nginx/conf.d/default.conf
packaged=CHECKSUM

say() {
	if [ -z "${NGINX_ENTRYPOINT_QUIET_LOGS:-}" ]; then
		echo "$me: info: $1"
	fi
}

if [ ! -f "$conf" ]; then
	say "$conf is not a file or does not exist"
	exit 0
fi
if ! touch "$conf" 2>/dev/null; then
	say "can not modify $conf (read-only file system?)"
	exit 0
fi
if grep -qF 'listen  [::]:80;' "$conf"; then
	say "IPv6 listen already enabled"
	exit 0
fi

say "Getting the checksum of $conf"
sum=$(md5sum "$conf")
if [ "${sum%% *}" != "$packaged" ]; then
	say "$conf differs from the packaged version"
	exit 0
fi

sed -i 's/listen       80;/listen       80;\n    listen  [::]:80;/' "$conf"
say "Enabled listen on IPv6 in $conf"
`, "CHECKSUM", md5hex(nginxDefaultConf))

const nginxLocalResolvers = `#!/bin/sh
# Sourced: offers the container's name servers to templates.
if [ -n "${NGINX_ENTRYPOINT_LOCAL_RESOLVERS:-}" ]; then
	NGINX_LOCAL_RESOLVERS=$(awk '$1 == "nameserver" { print $2 }' /etc/resolv.conf | xargs)
	export NGINX_LOCAL_RESOLVERS
fi
`

const nginxEnvsubst = `#!/bin/sh
# Fills the variables of the environment into templates: conf.d/x.conf is made
# from templates/x.conf.template.
me=$(basename "$0")
from=${NGINX_ENVSUBST_TEMPLATE_DIR:-/etc/nginx/templates}
suffix=${NGINX_ENVSUBST_TEMPLATE_SUFFIX:-.template}
to=${NGINX_ENVSUBST_OUTPUT_DIR:-/etc/nginx/conf.d}

[ -d "$from" ] || exit 0
if [ ! -w "$to" ]; then
	echo "$me: ERROR: $from exists, but $to is not writable"
	exit 0
fi

for template in "$from"/*"$suffix"; do
	[ -f "$template" ] || continue
	out=$to/$(basename "$template" "$suffix")
	if [ -z "${NGINX_ENTRYPOINT_QUIET_LOGS:-}" ]; then
		echo "$me: Running envsubst on $template to $out"
	fi
	cat "$template" > "$out"
	for name in $(env | cut -d= -f1); do
		value=$(printenv "$name" | sed 's/[&|\\]/\\&/g')
		sed -i -e "s|[$][{]$name[}]|$value|g" -e "s|[$]$name\([^A-Za-z0-9_]\)|$value\1|g" -e "s|[$]$name\$|$value|g" "$out"
	done
done
`

const nginxTuneWorkers = `#!/bin/sh
# Sets as many workers as there are processors, when asked to.
[ -n "${NGINX_ENTRYPOINT_WORKER_PROCESSES_AUTOTUNE:-}" ] || exit 0
me=$(basename "$0")
conf=/etc/nginx/nginx.conf
if [ ! -w "$conf" ]; then
	echo "$me: error: can not modify $conf (read-only file system?)"
	exit 0
fi
sed -i "s/^worker_processes.*/worker_processes  $(nproc);/" "$conf"
`

func md5hex(s string) string {
	sum := md5.Sum([]byte(s))
	return hex.EncodeToString(sum[:])
}
