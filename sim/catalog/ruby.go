package catalog

import "io/fs"

var rubyContents = []content{
	{"ruby", func() []item {
		return append(bins("/usr/local/bin/", "ruby:14384 irb:580 gem:550 bundle:580 bundler=bundle:580 rake:570 erb:560"), dirs("/usr/local/lib/ruby /usr/local/lib/ruby/gems")...)
	}},
	{"gemrc", put(file("/usr/local/etc/gemrc", "gem: --no-document\n"))},
	{"home", put(special("/usr/local/bundle", fs.ModeSticky|0o777))},
}

var ruby34 = page(trixieDeps, `
ruby latest 3 3.4 3.4.5
2026-08-13T00:00:00Z
~ 205 45 RUN /bin/sh -c set -eux; mkdir -p /usr/local/etc; echo 'gem: --no-document' >> /usr/local/etc/gemrc # buildkit @gemrc
ENV LANG=C.UTF-8
ENV RUBY_VERSION=3.4.5
~ 38000000 120000000 RUN /bin/sh -c set -eux; ... ruby --version; gem --version; bundle --version # buildkit @ruby
ENV GEM_HOME=/usr/local/bundle
ENV BUNDLE_SILENCE_ROOT_WARNING=1 BUNDLE_APP_CONFIG=/usr/local/bundle
ENV PATH=/usr/local/bundle/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
~ 142 0 RUN /bin/sh -c set -eux; mkdir "$GEM_HOME"; chmod 1777 "$GEM_HOME" # buildkit @home
CMD ["irb"]
`, rubyContents...)

var rubyReleases = []release{
	ruby34,
	derive(ruby34, "3.3 3.3.9", "3.4.5", "3.3.9"), derive(ruby34, "3.2 3.2.9", "3.4.5", "3.2.9"), derive(ruby34, "2.7 2.7.8", "3.4.5", "2.7.8"), derive(ruby34, "2.6 2.6.10", "3.4.5", "2.6.10"),
	derive(ruby34.on(alpineBase), "alpine 3-alpine 3.4-alpine"), derive(ruby34.on(trixieSlim), "slim 3-slim 3.4-slim"),
}
