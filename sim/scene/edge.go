package scene

// edges are the ways of the lifecycle, in the order in which they are drawn.
// Source: the states and commands of the Engine API.
var edges = []Edge{
	{From: "registry", To: "images", Verb: "pull"},
	{From: "images", To: "registry", Verb: "push"},
	{From: "files", To: "images", Verb: "build"},
	{From: "images", To: "created", Verb: "create"},
	{From: "images", To: "running", Verb: "run = create + start"},
	{From: "created", To: "running", Verb: "start"},
	{From: "running", To: "exited", Verb: "stop, kill, exit"},
	{From: "exited", To: "running", Verb: "start"},
	{From: "running", To: "paused", Verb: "pause"},
	{From: "paused", To: "running", Verb: "unpause"},
	{From: "exited", To: "images", Verb: "commit"},
	{From: "created", To: "removed", Verb: "rm"},
	{From: "exited", To: "removed", Verb: "rm"},
	{From: "running", To: "removed", Verb: "rm -f"},
	{From: "paused", To: "removed", Verb: "rm -f"},
}

// drawEdges marks the edges that something in the scene could take now: those
// that begin where something stands.
func drawEdges(s Scene) []Edge {
	filled := map[string]bool{"registry": len(s.Registry) > 0, "images": len(s.Images) > 0}
	for _, f := range s.Files {
		filled["files"] = filled["files"] || f.isDockerfile()
	}
	for _, c := range s.Containers {
		filled[c.Zone()] = true
	}
	list := make([]Edge, len(edges))
	for i, e := range edges {
		e.Usable = filled[e.From]
		list[i] = e
	}
	return list
}

// edgeOf finds the edge that a command verb takes from a zone, "" for none.
func edgeOf(from, verb string) string {
	for _, w := range ways {
		if w.verb == verb && (w.from == from || w.from == "") {
			return w.edge
		}
	}
	return ""
}

// ways say which edge a verb means, and from where.
var ways = []struct{ verb, from, edge string }{
	{"pull", "", "registry-images"},
	{"push", "", "images-registry"},
	{"build", "", "files-images"},
	{"create", "", "images-created"},
	{"run", "", "images-running"},
	{"start", "created", "created-running"},
	{"start", "exited", "exited-running"},
	{"start", "paused", "paused-running"},
	{"restart", "created", "created-running"},
	{"restart", "exited", "exited-running"},
	{"stop", "", "running-exited"},
	{"kill", "", "running-exited"},
	{"pause", "", "running-paused"},
	{"unpause", "", "paused-running"},
	{"commit", "", "exited-images"},
	{"rm", "created", "created-removed"},
	{"rm", "exited", "exited-removed"},
	{"rm", "running", "running-removed"},
	{"rm", "paused", "paused-removed"},
}
