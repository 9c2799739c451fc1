package catalog

// languageReleases are images of languages whose programs are not simulated:
// they can be pulled, looked at and built on, and what runs in them is the
// shell. Versions and sizes are of 2026, nearly.
func languageReleases() []release {
	const date = "2026-08-20T00:00:00Z"
	dotnet := func(names string, size int64) release {
		return withPrograms(bookwormSlim, "mcr.microsoft.com/dotnet/"+names, date, size, "dotnet:72000",
			"ENV APP_UID=1654 ASPNETCORE_HTTP_PORTS=8080 DOTNET_RUNNING_IN_CONTAINER=true\nCMD [\"/bin/bash\"]")
	}
	return []release{
		withPrograms(trixieDeps, "perl latest 5 5.42 5.42.0", date, 65000000, "perl:14000 cpan:8000 cpanm:300000 prove:13000", "WORKDIR /usr/src/app\nCMD [\"perl\" \"-de0\"]"),
		withPrograms(trixieSlim, "perl slim 5-slim 5.42-slim", date, 62000000, "perl:14000 cpan:8000 cpanm:300000 prove:13000", "WORKDIR /usr/src/app\nCMD [\"perl\" \"-de0\"]"),
		withPrograms(trixieDeps, "gcc latest 15 15.2 14 13", date, 650000000, "gcc:1500000 g++:1500000 cpp:1500000 gfortran:1500000", "CMD [\"bash\"]"),
		withPrograms(trixieDeps, "erlang latest 28 27", date, 680000000, "erl:1000 erlc:100000 escript:90000 rebar3:1500000", "CMD [\"erl\"]"),
		withPrograms(trixieDeps, "elixir latest 1.18 1", date, 690000000, "elixir:6000 elixirc:1300 iex:1000 mix:150 erl:1000", "ENV ELIXIR_VERSION=v1.18.4 LANG=C.UTF-8\nCMD [\"iex\"]"),
		withPrograms(trixieSlim, "haskell latest 9 9.12", date, 1600000000, "ghc:400 ghci:400 cabal:30000000 stack:90000000", "CMD [\"ghci\"]"),
		withPrograms(trixieSlim, "julia latest 1 1.11", date, 560000000, "julia:24000", "CMD [\"julia\"]"),
		withPrograms(trixieSlim, "r-base latest 4.5.1", date, 850000000, "R:9000 Rscript:14000", "ENV LC_ALL=en_US.UTF-8 LANG=en_US.UTF-8\nCMD [\"R\"]"),
		withPrograms(nobleBase, "swift latest 6.1 6", date, 3100000000, "swift:60000 swiftc:130000000 swift-build:9000000", "CMD [\"/bin/bash\"]"),
		withPrograms(trixieSlim, "pypy latest 3 3.11 3-slim", date, 200000000, "pypy3:16000 pip:223", "CMD [\"pypy3\"]"),
		withPrograms(trixieSlim, "clojure latest temurin-21-tools-deps", date, 480000000, "clj:500 clojure:15000 java:12000", "CMD [\"-M\" \"--repl\"]\nENTRYPOINT [\"clj\"]"),
		dotnet("sdk latest 10.0 9.0 8.0 6.0", 720000000), dotnet("aspnet latest 10.0 9.0 8.0 6.0", 100000000), dotnet("runtime latest 10.0 9.0 8.0 6.0", 75000000),
		withPrograms(bookwormSlim, "mcr.microsoft.com/dotnet/samples latest aspnetapp dotnetapp", date, 80000000, "dotnet:72000", "ENTRYPOINT [\"dotnet\" \"dotnetapp.dll\"]"),
	}
}
