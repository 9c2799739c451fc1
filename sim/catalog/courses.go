package catalog

// courseReleases are images of courses that were not looked up: what they do
// is right, their digests and exact sizes are not known.
func courseReleases() []release {
	return []release{
		withPrograms(alpineBase, "akshitgrover/helloworld latest", "2018-05-01T00:00:00Z", 70000000, "http-echo:8900000", "EXPOSE map[8080/tcp:{}]\nCMD [\"http-echo\" \"-listen=:8080\" \"-text=Hello World\"]"),
		withPrograms(alpineBase, "jpetazzo/hamba latest", "2015-02-01T00:00:00Z", 12000000, "haproxy:2300000", "ENTRYPOINT [\"haproxy\"]"),
		withPrograms(trixieSlim, "bitnami/redis latest 8.2", "2025-08-20T00:00:00Z", 90000000, "redis-server:15000000 redis-cli:7000000", "EXPOSE map[6379/tcp:{}]\nCMD [\"redis-server\" \"--protected-mode\" \"no\"]"),
		withPrograms(alpineBase, "xcellenthub/redis 1.0 latest", "2020-03-01T00:00:00Z", 20000000, "redis-server:15000000 redis-cli:7000000", "EXPOSE map[6379/tcp:{}]\nCMD [\"redis-server\" \"--protected-mode\" \"no\"]"),
		withPrograms(trixieSlim, "nixery.dev/shell/git/curl/mc latest", "2026-08-01T00:00:00Z", 180000000, "git:3851416 curl:280800 bash:1265648", "CMD [\"bash\"]"),
		site("fhsinchy/hello-dock latest", "2021-02-01T00:00:00Z", html("Hello Dock", "Hello from a container.")),
		site("gcr.io/google-samples/gb-frontend v3 v4 v5", "2021-06-01T00:00:00Z", html("Guestbook", "Leave a message.")),
		site("nigelpoulton/pluralsight-docker-ci latest", "2018-01-01T00:00:00Z", html("Hello", "A page in an image.")),
		site("nigelpoulton/ddd-book web0.1 web0.2", "2023-01-01T00:00:00Z", html("Hello", "A page in an image.")),
	}
}
