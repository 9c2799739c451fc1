package catalog

var helloReleases = []release{
	{
		repository: "hello-world", tags: []string{"latest", "linux"}, created: "2025-08-08T19:05:17Z",
		index:       "54e66cc1dd1fcb1c3c58bd8017914dbed8701e2d8c74d9262e26bd9cc1642d31",
		manifest:    "2771e37a12b7bcb2902456ecf3f29bf9ee11ec348e66e8eb322d9780ad7fc2df",
		config:      "1b44b5a3e06a9aae883e7bf25e45c100be0bb81a0e01b32de604f3ac44711634",
		attestation: "ea52d2000f90" + approx("hello-world|latest|attestation")[12:], // only ea52d2000f90 is known
		cmd:         []string{"/hello"},
		steps: []step{
			{
				by:   "COPY hello / # buildkit",
				blob: "17eec7bbc9d79fa397ac95c7283ecd04d1fe6978516932a3db110c6206430809", packed: 2380, size: 10072,
				files: put(program("/hello", "hello", 10072)),
			},
			meta(`CMD ["/hello"]`),
		},
	},
	{
		repository: "hello-world", tags: []string{"linux-2021"}, created: "2021-09-23T23:47:57Z",
		index:    "1b4338ade6d6d9eff53264cdc0f9caf1d717cf89dbfcb1cb13c57bc0a3c199a0",
		manifest: "f54a58bc1aac5ea1a25d796ae155dc228b3f0e11d046ae276b39c4bf2f13d8c4",
		config:   "feb5d9fea6a5e9606aa995e879d862b825965ba48de054caab5ef356dc6b3412",
		cmd:      []string{"/hello"},
		steps: []step{
			{
				by:   "/bin/sh -c #(nop) COPY file:50563a97010fd7ce1ceebd1fa4f4891ac3decdf428333fb2683696f4358af6c2 in / ",
				blob: "2db29710123e3e53a794f2694094b9b4338aa9ee5c40b930cb8063a1be392c54", packed: 2479, size: 13256,
				files: put(program("/hello", "hello", 13256)),
			},
			meta(`/bin/sh -c #(nop)  CMD ["/hello"]`),
		},
	},
}
