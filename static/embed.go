// Package static holds the style sheets, scripts and pictures of the page.
package static

import "embed"

// FS has the files by their path below this directory: "css/…", "js/…",
// "vendor/…".
//
//go:embed *
var FS embed.FS
