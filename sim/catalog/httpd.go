package catalog

import "slices"

// httpdFiles are Apache as it is built from source.
func httpdFiles() []item {
	const root = "/usr/local/apache2/"
	return slices.Concat(dirs(root+"bin "+root+"conf "+root+"conf/extra "+root+"htdocs "+root+"modules "+root+"cgi-bin "+root+"icons"),
		bins(root+"bin/", "httpd:1500000 apachectl:3500 ab:100000 htpasswd:60000 rotatelogs:50000"), list(
			special(root+"logs", 0o755), file(root+"htdocs/index.html", "<html><body><h1>It works!</h1></body></html>\n"),
			file(root+"conf/httpd.conf", httpdConf), file(root+"conf/mime.types", "text/html\thtml htm\ntext/css\tcss\napplication/javascript\tjs\nimage/png\tpng\n"),
			opaque(root+"modules/mod_mpm_event.so", 80000)))
}

const httpdConf = `# The server's own directory; other paths start from it.
ServerRoot "/usr/local/apache2"
Listen 80

LoadModule mpm_event_module modules/mod_mpm_event.so
LoadModule authz_core_module modules/mod_authz_core.so
LoadModule log_config_module modules/mod_log_config.so
LoadModule mime_module modules/mod_mime.so
LoadModule dir_module modules/mod_dir.so
LoadModule unixd_module modules/mod_unixd.so

User www-data
Group www-data
ServerAdmin you@example.com
#ServerName www.example.com:80

<Directory />
    AllowOverride none
    Require all denied
</Directory>

DocumentRoot "/usr/local/apache2/htdocs"
<Directory "/usr/local/apache2/htdocs">
    Options Indexes FollowSymLinks
    AllowOverride None
    Require all granted
</Directory>

DirectoryIndex index.html
ErrorLog /proc/self/fd/2
LogLevel warn
LogFormat "%h %l %u %t \"%r\" %>s %b" common
CustomLog /proc/self/fd/1 common
TypesConfig conf/mime.types
`

const httpdForeground = `#!/bin/sh
# A file that an earlier run left would keep Apache from starting.
set -e
rm -f /usr/local/apache2/logs/httpd.pid
exec httpd -DFOREGROUND "$@"
`

var httpdContents = []content{
	{"prefix", put(owned(33, 33, "/usr/local/apache2")...)}, {"certificates", certificates}, {"httpd", httpdFiles},
	{"foreground", put(file("/usr/local/bin/httpd-foreground", httpdForeground))},
}

var httpd24 = page(trixieSlim, `
httpd latest 2 2.4 2.4.68
2026-09-19T00:20:50Z 454942557d44332cd7e4ae415e7ec9b4dbbf01b4a042491f423fcaf10a32ce9f 3a1e0bbe28c4673a03b7a3fbc71a56325eacb1a8d11c1ad696fbf9678f07febd 92605b8e63296cc3f7f0a421d627b570a4278458b24b956de7de3bb282e24349
ENV HTTPD_PREFIX=/usr/local/apache2
ENV PATH=/usr/local/apache2/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
6db0cf540580aa8f0b3a277f0a3be3a69e25eed5d29d42fb70945a96435077be 145 0 RUN /bin/sh -c mkdir -p "$HTTPD_PREFIX" && chown www-data:www-data "$HTTPD_PREFIX" # buildkit @prefix
4f4fb700ef54461cfa02571ae0db9a0dc1e0cdb5577484a6d75e68dc38e8acc1 32 0 WORKDIR /usr/local/apache2
2f4636dca22684179caab4ba0e071a0171aef880645944cc045ec9491c2f4451 2008639 4900000 RUN /bin/sh -c set -eux; apt-get install --update -y --no-install-recommends ca-certificates libaprutil1-ldap libldap-common ; apt-get dist-clean # buildkit @certificates
ENV HTTPD_VERSION=2.4.68
ENV HTTPD_SHA256=68c74d4df38c26bed4dfbdb8f3baf1eb532f3872357becc1bba5d136f6b63c06
ENV HTTPD_PATCHES=
1320c4426edffd04bccd36632e7ae850afbcd5197edb8c82bfa336e147dbd435 13453247 33000000 RUN /bin/sh -c set -eux; ... httpd -v # buildkit @httpd
STOPSIGNAL SIGWINCH
7a3bdd751d957324fe93e08b540c88e6d1f69f221b6740aa55d7aa80e61fb9fa 292 138 COPY httpd-foreground /usr/local/bin/ # buildkit @foreground
EXPOSE map[80/tcp:{}]
CMD ["httpd-foreground"]
`, httpdContents...)

var httpdReleases = []release{
	httpd24, derive(httpd24.on(alpineBase), "alpine 2-alpine 2.4-alpine 2.4.68-alpine"),
	derive(httpd24, "2.4.65", "2.4.68", "2.4.65"), derive(httpd24, "2.4.58", "2.4.68", "2.4.58"), derive(httpd24, "2.2", "2.4.68", "2.2.34"),
}
