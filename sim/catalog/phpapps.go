package catalog

import "slices"

const wordpressEntrypoint = `#!/bin/sh
# Fills an empty directory with WordPress, then becomes the web server.
set -e
case "$1" in
apache2* | php-fpm)
	if [ ! -e index.php ] && [ ! -e wp-includes/version.php ]; then
		echo >&2 "WordPress not found in $PWD - copying now..."
		if [ -n "$(ls -A)" ]; then
			echo >&2 "WARNING: $PWD is not empty! (copying anyhow)"
		fi
		cp -r /usr/src/wordpress/. .
		chown -R www-data:www-data .
		echo >&2 "Complete! WordPress has been successfully copied to $PWD"
	fi
	if [ ! -s wp-config.php ] && [ -n "$(env | grep '^WORDPRESS_' | head -n 1)" ]; then
		echo >&2 "No 'wp-config.php' found in $PWD, but 'WORDPRESS_...' variables supplied; copying 'wp-config-docker.php' ($(env | grep '^WORDPRESS_' | cut -d= -f1 | sort | tr '\n' ' ' | sed 's/ $//'))"
		cp wp-config-docker.php wp-config.php
		chown www-data:www-data wp-config.php
	fi
	;;
esac
exec "$@"
`

func wordpressFiles() []item {
	const src = "/usr/src/wordpress/"
	php := func(name, what string, size int64) item {
		it := file(src+name, "<?php\n// "+what+"\n").own(33, 33)
		it.node.Size = size
		return it
	}
	return slices.Concat(owned(33, 33, "/usr/src/wordpress "+src+"wp-admin "+src+"wp-content "+src+"wp-content/plugins "+src+"wp-content/themes "+src+"wp-includes"), list(
		php("index.php", "The front page: loads WordPress, which tells the theme to show itself.", 405),
		php("wp-login.php", "Signing in.", 51414), php("wp-load.php", "Finds wp-config.php.", 3937), php("wp-settings.php", "Sets up what WordPress needs.", 30349),
		php("wp-blog-header.php", "Loads the environment and the template.", 351), php("wp-cron.php", "Runs what is due.", 5617), php("xmlrpc.php", "Remote publishing.", 3205),
		php("wp-config-sample.php", "A configuration to begin with.", 3339), php("wp-includes/version.php", "$wp_version = '7.1';", 1098), php("wp-admin/index.php", "The dashboard.", 8000),
		file(src+"readme.html", "<!DOCTYPE html>\n<title>WordPress</title>\n").own(33, 33), file(src+"license.txt", "GNU General Public License, version 2 or later.\n").own(33, 33)))
}

var wordpressContents = []content{
	{"ghostscript", func() []item { return bins("/usr/bin/", "gs:14000") }},
	{"opcache", put(file("/usr/local/etc/php/conf.d/opcache-recommended.ini", "opcache.memory_consumption=128\nopcache.revalidate_freq=2\n"))},
	{"errors", put(file("/usr/local/etc/php/conf.d/error-logging.ini", "display_errors = Off\nlog_errors = On\nerror_log = /dev/stderr\n"))},
	{"wordpress", wordpressFiles},
	{"config", put(file("/usr/src/wordpress/wp-config-docker.php", "<?php\n// Takes the settings from the environment: WORDPRESS_DB_HOST, WORDPRESS_DB_USER and so on.\n").own(33, 33))},
	{"entrypoint", put(file("/usr/local/bin/docker-entrypoint.sh", wordpressEntrypoint))},
	{"ensure", put(link("/usr/local/bin/docker-ensure-installed.sh", "docker-entrypoint.sh"))},
}

var wordpress7 = page(phpApache, `
wordpress latest 7 7.1 7.1.0-php8.3-apache apache php8.3 php8.3-apache 7.1.0
2026-08-25T01:37:34Z 5a93c470ae8220fddf71f6ebe3bc94e615ddc2ae4d9810f795b830fb11c41a17 49801e46d08eb27ea68ed62e205bb35b1bb2dc962251bf2292a7d374f9637cee e3540baa2411c82f563c5fc89899790c4e539bd6a5428a0a2e9d59c742382451
ebf4deebcf5790f5e6f49d897e2165053cdc7c9d8a5fb8c3540092e538caed35 32960902 88000000 RUN /bin/sh -c set -eux; apt-get update; apt-get install -y --no-install-recommends ghostscript libheif-plugin-aomenc libheif-plugin-x265 ; rm -rf /var/lib/apt/lists/* # buildkit @ghostscript
2094ea7532ff7725d87882e558e0e7a24ae866514c58b877d796c639fa8e508d 29955291 88000000 RUN /bin/sh -c set -ex; ... docker-php-ext-install -j "$(nproc)" bcmath exif gd intl mysqli zip ; pecl install imagick-3.8.1; ... # buildkit
045109643db4f6c927b0f7f1a8c95298e5f8fc83bbf732828dc66f955fe86cc3 315 134 RUN /bin/sh -c set -eux; { echo 'opcache.memory_consumption=128'; ... } > "$PHP_INI_DIR/conf.d/opcache-recommended.ini" # buildkit @opcache
e355f499f41205f190ff1b14fbca326d208045fc8437a1ca0e54e4fb6922cee5 450 370 RUN /bin/sh -c set -eux; { echo 'error_reporting = ...'; ... } > "$PHP_INI_DIR/conf.d/error-logging.ini" # buildkit @errors
c7fd3a3163d2fb40b933e316b79039b68c983d0527ca135c4c4b66b30bc15871 1200 45000 RUN /bin/sh -c set -eux; a2enmod rewrite expires; a2enmod remoteip; ... # buildkit
27d1f875d43fb993d1758c55a46ffb21f5bf2a88be9a0112da3d8c53e94497bd 35405600 91000000 RUN /bin/sh -c set -eux; version='7.1'; ... curl -o wordpress.tar.gz -fL "https://wordpress.org/wordpress-$version.tar.gz"; ... # buildkit @wordpress
VOLUME [/var/www/html]
7e6b570eb94aeadba536509c797d16380f44d6881cfdd745183b60b5e696a558 1880 5500 COPY --chown=www-data:www-data wp-config-docker.php /usr/src/wordpress/ # buildkit @config
faca0159e56292857bca06e455ced10120711c2d6bf19da77b7a89c638229165 1870 5300 COPY docker-entrypoint.sh /usr/local/bin/ # buildkit @entrypoint
19afff2a5f2aceb5d0dc5cc574df0dc907815e598609506ce35c7d652c7c4fb4 185 0 RUN /bin/sh -c ln -svfT docker-entrypoint.sh /usr/local/bin/docker-ensure-installed.sh # buildkit @ensure
ENTRYPOINT ["docker-entrypoint.sh"]
CMD ["apache2-foreground"]
`, wordpressContents...)

// The other applications on PHP were not looked up.
var phpAppReleases = []release{
	wordpress7, derive(wordpress7, "6 6.8 6.8.3 6-apache 6.8.3-apache 6.7 6.7.2 6.6 6.6.2 6.5 6.5.5 6.4 6.4.3 6.3 6.2 6.1 6.0 6.8-apache 6.7-apache 6.6-apache 6.8-php8.3-apache 6.7-php8.3-apache 6.6-php8.2-apache 6.5-php8.2-apache 6-php8.3-apache php8.2-apache php8.2 php8.1-apache", "7.1", "6.8"), derive(wordpress7, "5 5.9 5.9.3 5-apache 5.8 5.8.3 5.7 5.7.2 5.6 5.5 5.4 5.3 5.2 5.1.1", "7.1", "5.9"), derive(wordpress7, "4 4.9 4.9.8 4.8 4.7", "7.1", "4.9"),
	page(phpApache, `
phpmyadmin latest 5 5.2 5.2.3 apache
2026-08-26T02:10:00Z
ENV MAX_EXECUTION_TIME=600
ENV MEMORY_LIMIT=512M
ENV UPLOAD_LIMIT=2048K
~ 24000000 70000000 RUN /bin/sh -c set -ex; ... docker-php-ext-install -j "$(nproc)" bz2 gd mysqli opcache zip ... # buildkit
ENV VERSION=5.2.3
~ 17000000 62000000 RUN /bin/sh -c set -ex; ... curl -fsSL -o phpMyAdmin.tar.xz ... # buildkit @phpmyadmin
~ 1500 3800 COPY docker-entrypoint.sh /docker-entrypoint.sh # buildkit @entrypoint
ENTRYPOINT ["/docker-entrypoint.sh"]
CMD ["apache2-foreground"]
`, content{"phpmyadmin", put(file("/var/www/html/index.php", "<?php\n// phpMyAdmin\n").own(33, 33))},
		content{"entrypoint", put(file("/docker-entrypoint.sh", "#!/bin/sh\nset -e\nexec \"$@\"\n"))}),
	page(phpApache, `
nextcloud latest 32 apache stable
2026-09-10T03:00:00Z
~ 28000000 82000000 RUN /bin/sh -c set -ex; apt-get update; apt-get install -y --no-install-recommends busybox-static bzip2 libldap-common rsync ; ... # buildkit
ENV PHP_MEMORY_LIMIT=512M PHP_UPLOAD_LIMIT=512M PHP_OPCACHE_MEMORY_CONSUMPTION=128
~ 47000000 128000000 RUN /bin/sh -c set -ex; ... docker-php-ext-install -j "$(nproc)" bcmath exif gd intl ldap pdo_mysql pdo_pgsql zip ; ... # buildkit
VOLUME [/var/www/html]
ENV NEXTCLOUD_VERSION=32.0.4
~ 225000000 690000000 RUN /bin/sh -c set -ex; ... curl -fsSL -o nextcloud.tar.bz2 ... # buildkit @nextcloud
~ 3800 11000 COPY *.sh upgrade.exclude / # buildkit @entrypoint
ENTRYPOINT ["/entrypoint.sh"]
CMD ["apache2-foreground"]
`, content{"nextcloud", put(append(dirs("/usr/src/nextcloud"), file("/usr/src/nextcloud/index.php", "<?php\n// Nextcloud\n"))...)},
		content{"entrypoint", put(file("/entrypoint.sh", "#!/bin/sh\n# Fills an empty directory with Nextcloud.\nset -e\nif [ ! -e index.php ]; then\n\techo \"Initializing nextcloud 32.0.4.1 ...\"\n\tcp -r /usr/src/nextcloud/. .\n\techo \"Initializing finished\"\nfi\nexec \"$@\"\n"))}),
	page(phpApache, `
drupal latest 11 11-apache
2026-09-02T03:00:00Z
~ 26000000 75000000 RUN /bin/sh -c set -eux; ... docker-php-ext-install -j "$(nproc)" gd opcache pdo_mysql pdo_pgsql zip ; ... # buildkit
ENV DRUPAL_VERSION=11.2.5
~ 21000000 96000000 RUN /bin/sh -c set -eux; composer create-project --no-interaction "drupal/recommended-project:$DRUPAL_VERSION" ./; ... # buildkit @drupal
CMD ["apache2-foreground"]
`, content{"drupal", put(file("/var/www/html/index.php", "<?php\n// Drupal\n").own(33, 33))}),
	page(alpineBase, `
adminer latest 5 5.4.1 standalone 4 4.8.1
2026-09-18T00:00:00Z
~ 3400000 9500000 RUN /bin/sh -c apk add --no-cache ca-certificates curl openssl tar xz # buildkit
~ 946 0 RUN /bin/sh -c set -eux; adduser -u 82 -D -S -G www-data www-data # buildkit
~ 13500000 13600000 RUN /bin/sh -c set -eux; apk add --no-cache --virtual .fetch-deps gnupg; ... php.tar.xz # buildkit
~ 491 590 COPY docker-php-source /usr/local/bin/ # buildkit
~ 14000000 40000000 RUN /bin/sh -c set -eux; ... ./configure ... php --version # buildkit @php
~ 2452 6400 COPY docker-php-ext-* docker-php-entrypoint /usr/local/bin/ # buildkit @scripts-cli
~ 23000 75000 RUN /bin/sh -c docker-php-ext-enable sodium # buildkit
ENTRYPOINT ["docker-php-entrypoint"]
~ 190 0 RUN /bin/sh -c addgroup -S adminer && adduser -S -G adminer adminer && mkdir -p /var/www/html ... # buildkit @adminer
~ 7200000 21000000 RUN /bin/sh -c set -x && apk add --no-cache --virtual .build-deps ... pdo_pgsql ... # buildkit
4f4fb700ef54461cfa02571ae0db9a0dc1e0cdb5577484a6d75e68dc38e8acc1 32 0 WORKDIR /var/www/html
~ 600 900 COPY *.php /var/www/html/ # buildkit @index
ENV ADMINER_VERSION=5.4.1
~ 470000 520000 RUN /bin/sh -c set -x && apk add --no-cache --virtual .build-deps git && curl -fsSL .../adminer-$ADMINER_VERSION.php -o adminer.php ... # buildkit @app
~ 170000 190000 COPY entrypoint.sh /usr/local/bin/ # buildkit @entrypoint
ENTRYPOINT ["entrypoint.sh" "docker-php-entrypoint"]
STOPSIGNAL SIGINT
USER adminer
CMD ["php" "-S" "[::]:8080" "-t" "/var/www/html"]
EXPOSE map[8080/tcp:{}]
`, append(phpContents,
		content{"adminer", func() []item {
			return append(people(alpinePasswd, alpineGroup, "www-data:x:82:82::/home/www-data:/sbin/nologin", "adminer:x:100:101::/home/adminer:/sbin/nologin"), owned(100, 101, "/var/www/html")...)
		}},
		content{"index", put(file("/var/www/html/index.php", "<?php\n// Loads Adminer with the plugins that are asked for.\n"))},
		content{"app", put(file("/var/www/html/adminer.php", "<?php\n// Adminer\n"))},
		content{"entrypoint", put(file("/usr/local/bin/entrypoint.sh", "#!/bin/sh\nset -e\nexec \"$@\"\n"))})...),
}
