package differential

// exceptions are the cases in which we differ, each with the reason why.
var exceptions = map[string]string{
	"loader_test.go:1995": noSSH,
	"loader_test.go:2013": noSSH,
	"loader_test.go:2192": "a service whose name begins with x- trips the library over its own list of extensions",
	"reset_test.go:504":   "the library tells another place of the merge that has nothing to merge",
	`env_file: [{path: a.env, required: false}, {path: own.env, format: raw}]`:                          "the format raw is Compose's own and not the library's",
	"over: services: {a: {env_file: [own.env], extra_hosts: {b: 2.2.2.2, a: 1.1.1.1}, sysctls: [b=2]}}": "the library keeps a host twice that is written in two ways",
}

const noSSH = "the library cannot write the key of a build as JSON: what it writes is none"
