//go:build js && !core

package web

import "net/http"

// furtherRoutes are the pages of a lab beside its own.
var furtherRoutes = []route{
	{http.MethodGet, "/labs/:lab/layers", (*server).shared},
	{http.MethodGet, "/labs/:lab/layers/:kind/*", (*server).layers},
	{http.MethodGet, "/labs/:lab/builds", (*server).builds},
	{http.MethodGet, "/labs/:lab/builds/:build", (*server).builds},
	{http.MethodGet, "/labs/:lab/machines", (*server).machines},
	{http.MethodGet, "/labs/:lab/share/:file", (*server).takeAway},
}
