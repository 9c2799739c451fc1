package bin

// mediaTypes are the types of files by the end of their names.
var mediaTypes = map[string]string{".html": "text/html", ".htm": "text/html", ".css": "text/css", ".js": "text/javascript", ".json": "application/json", ".txt": "text/plain",
	".png": "image/png", ".jpg": "image/jpeg", ".gif": "image/gif", ".svg": "image/svg+xml", ".xml": "application/xml", ".ico": "image/vnd.microsoft.icon"}
