package catalog

import (
	"io/fs"
	"slices"
	"strings"
)

func phpFiles() []item {
	return append(bins("/usr/local/bin/", "php:15000000 phpize:4500 pecl:900 pear:900 php-config:3300"), dirs("/usr/local/lib/php /usr/local/lib/php/extensions /usr/local/include/php")...)
}

func apacheOfDebian() []item {
	return slices.Concat(dirs("/etc/apache2 /etc/apache2/conf-available /etc/apache2/conf-enabled /etc/apache2/mods-available /etc/apache2/mods-enabled /etc/apache2/sites-available /etc/apache2/sites-enabled /var/log/apache2 /run/apache2"),
		bins("/usr/sbin/", "apache2:770000 apache2ctl:7300 apachectl=apache2ctl:7300 a2enmod:16000 a2dismod:16000 a2ensite:16000 a2enconf:16000"), list(
			file("/etc/apache2/apache2.conf", apache2Conf), file("/etc/apache2/ports.conf", "Listen 80\n"), file("/etc/apache2/envvars", apache2Envvars),
			file("/etc/apache2/sites-available/000-default.conf", apache2Site), link("/etc/apache2/sites-enabled/000-default.conf", "../sites-available/000-default.conf"),
			link("/var/log/apache2/access.log", "/dev/stdout"), link("/var/log/apache2/error.log", "/dev/stderr"), link("/var/log/apache2/other_vhosts_access.log", "/dev/stdout")))
}

const apache2Conf = `# Where to find the rest.
IncludeOptional mods-enabled/*.load
Include ports.conf
User ${APACHE_RUN_USER}
Group ${APACHE_RUN_GROUP}
ErrorLog ${APACHE_LOG_DIR}/error.log
LogLevel warn
<Directory />
	AllowOverride None
	Require all denied
</Directory>
<Directory /var/www/>
	Options Indexes FollowSymLinks
	Require all granted
</Directory>
IncludeOptional conf-enabled/*.conf
IncludeOptional sites-enabled/*.conf
`

const apache2Envvars = `# Settings of apache2ctl.
: ${APACHE_CONFDIR:=/etc/apache2}
: ${APACHE_RUN_USER:=www-data}
export APACHE_RUN_USER
: ${APACHE_RUN_GROUP:=www-data}
export APACHE_RUN_GROUP
: ${APACHE_LOG_DIR:=/var/log/apache2}
export APACHE_LOG_DIR
`

const apache2Site = `<VirtualHost *:80>
	ServerAdmin webmaster@localhost
	DocumentRoot /var/www/html
	ErrorLog ${APACHE_LOG_DIR}/error.log
	CustomLog ${APACHE_LOG_DIR}/access.log combined
</VirtualHost>
`

const phpEntrypoint = `#!/bin/sh
# Options alone are meant for SERVER.
set -e
case "$1" in
-*) set -- SERVER "$@" ;;
esac
exec "$@"
`

const apache2Foreground = `#!/bin/sh
# A file that an earlier run left would keep Apache from starting.
set -e
. /etc/apache2/envvars
rm -f /var/run/apache2/apache2.pid
exec apache2 -DFOREGROUND "$@"
`

func phpScripts(server string) func() []item {
	return func() []item {
		return list(file("/usr/local/bin/docker-php-entrypoint", strings.ReplaceAll(phpEntrypoint, "SERVER", server)),
			program("/usr/local/bin/docker-php-ext-install", "docker-php-ext-install", 2900), program("/usr/local/bin/docker-php-ext-enable", "docker-php-ext-enable", 3400),
			program("/usr/local/bin/docker-php-ext-configure", "docker-php-ext-configure", 1700))
	}
}

var phpContents = []content{
	{"pin", put(file("/etc/apt/preferences.d/no-debian-php", "Package: php*\nPin: release *\nPin-Priority: -1\n"))},
	{"deps", func() []item {
		return append(bins("/usr/bin/", "autoconf:15000 file:27656 g++:1100000 gcc:1100000 make:240000 pkg-config:44000 curl:280800 xz:84000"), certificates()...)
	}},
	{"html", put(append(dirs("/usr/local/etc/php /usr/local/etc/php/conf.d /var/www"), special("/var/www/html", fs.ModeSticky|0o777).own(33, 33))...)},
	{"apache", apacheOfDebian}, {"php", phpFiles}, {"scripts", phpScripts("apache2-foreground")}, {"scripts-cli", phpScripts("php")}, {"scripts-fpm", phpScripts("php-fpm")},
	{"fpm", func() []item { return append(phpFiles(), bins("/usr/local/sbin/", "php-fpm:15000000")...) }},
	{"foreground", put(file("/usr/local/bin/apache2-foreground", apache2Foreground))},
}

const phpApachePage = `
php 8.3-apache 8.3.33-apache
2026-08-25T00:39:18Z
26099c2520af8e1b16a1ee2db88099e14821eea4bd3b62c382dbd4821fade533 225 60 RUN /bin/sh -c set -eux; { echo 'Package: php*'; echo 'Pin: release *'; echo 'Pin-Priority: -1'; } > /etc/apt/preferences.d/no-debian-php # buildkit @pin
ENV PHPIZE_DEPS=autoconf 		dpkg-dev 		file 		g++ 		gcc 		libc-dev 		make 		pkg-config 		re2c
932b172a46b4529965ff9d9fd1e2f4de4078c03239d44e48da218493b5d7db07 117839084 330000000 RUN /bin/sh -c set -eux; apt-get update; apt-get install -y --no-install-recommends $PHPIZE_DEPS ca-certificates curl xz-utils ; apt-get dist-clean # buildkit @deps
ENV PHP_INI_DIR=/usr/local/etc/php
94598c0333c24c6b16f08f9f2b48557c7795dd31f842fee4d8575810a3eb1f41 226 0 RUN /bin/sh -c set -eux; mkdir -p "$PHP_INI_DIR/conf.d"; ... chmod 1777 /var/www/html # buildkit @html
ENV APACHE_CONFDIR=/etc/apache2
ENV APACHE_ENVVARS=/etc/apache2/envvars
a7a8575cd8da75371ec92584e66f2251f12390eadc40343ac902881f80cfdb7c 4238998 11000000 RUN /bin/sh -c set -eux; apt-get update; apt-get install -y --no-install-recommends apache2; ... # buildkit @apache
9ee23f701a6399e2dbf833f0de5332c9e34fe36f2c67dd4551cae1134f2a0681 430 0 RUN /bin/sh -c a2dismod mpm_event && a2enmod mpm_prefork # buildkit
b1890dc62d4f10a4abfb7e76f6d1bd7726b86574ee1c0bfd8cb1d51aa41510c2 485 213 RUN /bin/sh -c { echo '<FilesMatch \.php$>'; ... } | tee "$APACHE_CONFDIR/conf-available/docker-php.conf" && a2enconf docker-php # buildkit
ENV PHP_CFLAGS=-fstack-protector-strong -fpic -fpie -O2 -D_LARGEFILE_SOURCE -D_FILE_OFFSET_BITS=64
ENV PHP_CPPFLAGS=-fstack-protector-strong -fpic -fpie -O2 -D_LARGEFILE_SOURCE -D_FILE_OFFSET_BITS=64
ENV PHP_LDFLAGS=-Wl,-O1 -pie
ENV GPG_KEYS=1198C0117593497A5EC5C199286AF1F9897469DC ...
ENV PHP_VERSION=8.3.33
ENV PHP_URL=https://www.php.net/distributions/php-8.3.33.tar.xz PHP_ASC_URL=https://www.php.net/distributions/php-8.3.33.tar.xz.asc
ENV PHP_SHA256=e293ed620cec74651bb4a071317892a478aa6840fab22db45c72d77cd42f9676
fffa43530262f5f545225d4f8081c7ed8ea9e0946d36502da8291b218056784a 12779562 12900000 RUN /bin/sh -c set -eux; savedAptMark=... curl -fsSL -o php.tar.xz "$PHP_URL"; ... # buildkit
71dc02b0c4456cac8b7287ea2acdc0bef6d8cec3f2e103fea498a52a0ec469b0 488 587 COPY docker-php-source /usr/local/bin/ # buildkit
c56ba9ea3138fcf2117fb3de4aad982679663bcb9c25550199679f3aac7d9d68 11715978 39000000 RUN /bin/sh -c set -eux; ... docker-php-source extract; cd /usr/src/php; ... ./configure ... make install; ... php --version # buildkit @php
aba2157579c6ead4fbdeb0e9e5b9b03a6eed07931088bff88c87d73343f2274b 2457 6500 COPY docker-php-ext-* docker-php-entrypoint /usr/local/bin/ # buildkit @scripts
42778c36a165d4cff1cd1def7bc0cd5f57061640c7a6ffaf8e40d0e49793c6e6 253 22 RUN /bin/sh -c docker-php-ext-enable opcache # buildkit
7d96e675fc118ae238737110d6c7bf8e9003897d76f3ea0061cb5c2dd929e786 248 17 RUN /bin/sh -c docker-php-ext-enable sodium # buildkit
ENTRYPOINT ["docker-php-entrypoint"]
STOPSIGNAL SIGWINCH
ecf99494936e32388461fc26f0446387761243a09fd9f331cc47f22b849ae814 889 1350 COPY apache2-foreground /usr/local/bin/ # buildkit @foreground
4f4fb700ef54461cfa02571ae0db9a0dc1e0cdb5577484a6d75e68dc38e8acc1 32 0 WORKDIR /var/www/html
EXPOSE map[80/tcp:{}]
CMD ["apache2-foreground"]
`

// phpCLIPage is the image without a web server; it was not looked up.
const phpCLIPage = `
php 8.3 8.3-cli 8.3.33
2026-08-25T00:39:18Z
ENV PHPIZE_DEPS=autoconf dpkg-dev file g++ gcc libc-dev make pkg-config re2c
~ 117839084 330000000 RUN /bin/sh -c set -eux; apt-get update; apt-get install -y --no-install-recommends $PHPIZE_DEPS ca-certificates curl xz-utils ; apt-get dist-clean # buildkit @deps
ENV PHP_INI_DIR=/usr/local/etc/php
~ 226 0 RUN /bin/sh -c set -eux; mkdir -p "$PHP_INI_DIR/conf.d"; ... chmod 1777 /var/www/html # buildkit @html
ENV PHP_VERSION=8.3.33
~ 12779562 12900000 RUN /bin/sh -c set -eux; savedAptMark=... curl -fsSL -o php.tar.xz "$PHP_URL"; ... # buildkit
~ 35715978 110000000 RUN /bin/sh -c set -eux; ... ./configure ... make install; ... php --version # buildkit @php
~ 2457 6500 COPY docker-php-ext-* docker-php-entrypoint /usr/local/bin/ # buildkit @scripts-cli
ENTRYPOINT ["docker-php-entrypoint"]
CMD ["php" "-a"]
`

const phpFPMPage = `
php 8.3-fpm 8.3.33-fpm
2026-08-25T00:39:18Z
ENV PHP_INI_DIR=/usr/local/etc/php
~ 226 0 RUN /bin/sh -c set -eux; mkdir -p "$PHP_INI_DIR/conf.d"; ... chmod 1777 /var/www/html # buildkit @html
ENV PHP_VERSION=8.3.33
~ 35715978 110000000 RUN /bin/sh -c set -eux; ... ./configure --enable-fpm ... php --version # buildkit @fpm
~ 2457 6500 COPY docker-php-ext-* docker-php-entrypoint /usr/local/bin/ # buildkit @scripts-fpm
ENTRYPOINT ["docker-php-entrypoint"]
4f4fb700ef54461cfa02571ae0db9a0dc1e0cdb5577484a6d75e68dc38e8acc1 32 0 WORKDIR /var/www/html
STOPSIGNAL SIGQUIT
EXPOSE map[9000/tcp:{}]
CMD ["php-fpm"]
`

// phpApache is what WordPress and its like stand on.
var phpApache = foundation(slices.Concat(trixieSlim, readSteps(stepsOf(phpApachePage), phpContents, "2026-08-25T00:39:18Z"))...)

// stepsOf is a page without its head.
func stepsOf(text string) string {
	_, rest, _ := strings.Cut(strings.TrimSpace(text), "\n")
	_, rest, _ = strings.Cut(rest, "\n")
	return rest
}

func phpReleases() []release {
	apache := page(trixieSlim, phpApachePage, phpContents...)
	all := []release{apache}
	for _, v := range []struct{ minor, patch, major string }{
		{"8.5", "8.5.6", "latest 8"}, {"8.4", "8.4.19", ""}, {"8.3", "8.3.33", ""}, {"8.2", "8.2.34", ""}, {"8.1", "8.1.36", ""}, {"8.0", "8.0.30", ""},
		{"7.4", "7.4.33", "7"}, {"7.2", "7.2.34", ""}, {"5.6", "5.6.40", "5"},
	} {
		swap := []string{"8.3.33", v.patch}
		also := func(kind string) (tags string) {
			for _, m := range strings.Fields(v.major) {
				if m == "latest" {
					m = ""
				}
				tags += " " + strings.TrimPrefix(m+"-"+kind, "-")
			}
			return tags
		}
		all = append(all, derive(page(trixieSlim, phpCLIPage, phpContents...), v.minor+" "+v.minor+"-cli "+v.patch+" "+v.major, swap...),
			derive(page(trixieSlim, phpFPMPage, phpContents...), v.minor+"-fpm"+also("fpm"), swap...),
			derive(page(alpineBase, phpFPMPage, phpContents...), v.minor+"-fpm-alpine", swap...),
			derive(page(alpineBase, phpCLIPage, phpContents...), v.minor+"-alpine "+v.minor+"-cli-alpine"+also("alpine"), swap...))
		if v.minor != "8.3" {
			all = append(all, derive(page(trixieSlim, phpApachePage, phpContents...), v.minor+"-apache"+also("apache"), swap...))
		}
	}
	return all
}
