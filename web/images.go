//go:build !js

package web

import (
	"bytes"
	"errors"
	"io"
	"mime"
	"net/http"
	"net/url"
	"regexp"

	"github.com/klauspost/compress/zstd"
	"github.com/labstack/echo/v4"

	"drydock/sim"
)

// imagesIn is the address that takes images from outside.
const imagesIn = "/api/labs/:lab/images"

// Bounds of what comes in: bytes of an archive, archives that are unpacked at
// the same time, bytes that the inputs of one lab may carry of images.
const (
	mostArchive   = 64 << 20
	mostUnpacking = 2
	mostCarried   = 16 << 20
)

// imageOut gives an image of a lab as an archive, which docker load and other
// tools accept: GET /api/labs/ID/images/nginx:latest.
func (s *server) imageOut(c echo.Context) error {
	ref, err := url.PathUnescape(c.Param("*"))
	if err != nil {
		return echo.ErrNotFound
	}
	m, err := s.look(c, c.Param("lab"))
	if err != nil {
		return err
	}
	archive, name, err := m.World.ImageArchive(ref)
	if err != nil {
		return &Error{Class: NotFound, Message: "This lab has no such image: " + ref + "."}
	}
	if name == "" {
		name = ref
	}
	c.Response().Header().Set(echo.HeaderContentDisposition, `attachment; filename="`+unfit.ReplaceAllString(name, "_")+`.tar"`)
	return c.Blob(http.StatusOK, "application/x-tar", []byte(archive))
}

// unfit is what a file is better not called.
var unfit = regexp.MustCompile(`[^A-Za-z0-9_.-]+`)

// imageIn takes an archive of real images into a lab: one that docker save or
// another tool wrote, plain or gzipped, at most 64 MiB. It is checked here, and
// comes into the world as an input like any other, so that a lab that is
// rebuilt has it too. Invalid with what is wrong with the archive; Full when
// the lab carries as much as it can.
func (s *server) imageIn(c echo.Context) error {
	ctx := c.Request().Context()
	select {
	case s.crates <- struct{}{}:
		defer func() { <-s.crates }()
	case <-ctx.Done():
		return ctx.Err()
	}
	archive, err := upload(c)
	if err != nil {
		return err
	}
	in, err := sim.CrateImages(archive, inflate)
	if tooLarge := (*http.MaxBytesError)(nil); errors.As(err, &tooLarge) {
		return echo.NewHTTPError(http.StatusRequestEntityTooLarge).SetInternal(err)
	}
	if err != nil {
		return &Error{Class: Invalid, Message: "This is no archive of images that a lab can take: " + err.Error() + ".", Cause: err}
	}
	if err := s.labs.room(ctx, c.Param("lab"), len(in.Text)); err != nil {
		return err
	}
	m, err := s.labs.Input(ctx, c.Param("lab"), Input{Input: in})
	if err != nil {
		return err
	}
	if isForm(c) {
		return c.Redirect(http.StatusSeeOther, "/labs/"+c.Param("lab")+"/layers")
	}
	return c.JSON(http.StatusOK, answerFor(m.Seq, m.Step.Result))
}

func isForm(c echo.Context) bool {
	kind, _, _ := mime.ParseMediaType(c.Request().Header.Get(echo.HeaderContentType))
	return kind == echo.MIMEMultipartForm
}

// upload is the archive that a request carries: its body, or the first file of
// a form.
func upload(c echo.Context) (io.Reader, error) {
	c.Request().Body = http.MaxBytesReader(c.Response(), c.Request().Body, mostArchive)
	if !isForm(c) {
		return c.Request().Body, nil
	}
	parts, err := c.Request().MultipartReader()
	if err != nil {
		return nil, unreadable(err)
	}
	for {
		part, err := parts.NextPart()
		if err != nil {
			return nil, &Error{Class: Invalid, Message: "Choose an archive to load.", Cause: err}
		}
		if part.FileName() != "" {
			return part, nil
		}
	}
}

// inflate unpacks a layer: one of zstd, of gzip, or plain.
func inflate(in io.Reader) (io.Reader, error) {
	head := make([]byte, 4)
	n, err := io.ReadFull(in, head)
	if err != nil && err != io.ErrUnexpectedEOF && err != io.EOF {
		return nil, err
	}
	whole := io.MultiReader(bytes.NewReader(head[:n]), in)
	if string(head[:n]) != "\x28\xb5\x2f\xfd" {
		return sim.Gunzip(whole)
	}
	return zstd.NewReader(whole, zstd.WithDecoderConcurrency(1), zstd.WithDecoderLowmem(true), zstd.WithDecoderMaxWindow(32<<20))
}
