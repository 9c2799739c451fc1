//go:build js && core

package web

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"drydock/sim"
)

// furtherRoutes are answered by the whole build.
var furtherRoutes = []route{
	{http.MethodGet, "/labs/:lab/layers", further},
	{http.MethodGet, "/labs/:lab/layers/:kind/*", further},
	{http.MethodGet, "/labs/:lab/builds", further},
	{http.MethodGet, "/labs/:lab/builds/:build", further},
	{http.MethodGet, "/labs/:lab/machines", further},
	{http.MethodGet, "/labs/:lab/share/:file", further},
}

func further(_ *server, c echo.Context) error { return sim.Beyond(c.Request().URL.Path) }
