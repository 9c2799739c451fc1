//go:build !js

package web

import (
	"fmt"
	"net/http"
	"strings"

	"github.com/boombuler/barcode/qr"
	"github.com/labstack/echo/v4"
)

// quiet is the empty margin around a QR code, in modules. Source: ISO/IEC 18004, 5.3.8.
const quietZone = 4

// qrCode draws a text as a QR code.
func qrCode(text string) (string, error) {
	code, err := qr.Encode(text, qr.M, qr.Auto)
	if err != nil {
		return "", err
	}
	n := code.Bounds().Dx()
	var path strings.Builder
	for y := range n {
		for x := range n {
			if r, _, _, _ := code.At(x, y).RGBA(); r == 0 {
				fmt.Fprintf(&path, "M%d %dh1v1h-1z", x+quietZone, y+quietZone)
			}
		}
	}
	return fmt.Sprintf(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %[1]d %[1]d" shape-rendering="crispEdges"><path fill="#fff" d="M0 0h%[1]dv%[1]dH0z"/><path d="%[2]s"/></svg>`,
		n+2*quietZone, path.String()), nil
}

// codePicture answers with the QR code that leads to where a class is joined.
func (s *server) codePicture(c echo.Context) error {
	class, err := s.taught(c)
	if err != nil {
		return err
	}
	svg, err := qrCode(c.Scheme() + "://" + c.Request().Host + "/join/" + class.Code)
	if err != nil {
		return err
	}
	c.Response().Header().Set("Cache-Control", "no-store")
	return c.Blob(http.StatusOK, "image/svg+xml", []byte(svg))
}
